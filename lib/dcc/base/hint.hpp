#pragma once

#include <dcc/base/wording.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc {

// An action that helps after a refusal or an error; the list is in model/remedy.hpp.
enum class Remedy : int;

// What a person can do about a problem. The text names no command or button. Where there is one
// action, `remedy` and its arguments (case ids, names) name it, so that a program that uses the
// library can show its own command, button or field for it.
struct Hint {
    Hint() = default;
    Hint(Wording words) : text{std::move(words)} {}
    Hint(std::string words) : text{std::move(words)} {}
    Hint(char const *words) : text{words} {}
    Hint(Remedy what, Wording words, std::vector<std::string> about = {})
        : text{std::move(words)}, remedy{what}, arguments{std::move(about)} {}

    friend bool operator==(Hint const &, Hint const &) = default;

    Wording text;
    std::optional<Remedy> remedy;
    std::vector<std::string> arguments;
};

// Something that people should know although nothing was refused.
struct Note {
    Note(Wording words, Hint what = {}) : text{std::move(words)}, hint{std::move(what)} {}
    Note(std::string words, Hint what = {}) : text{std::move(words)}, hint{std::move(what)} {}
    Note(char const *words, Hint what = {}) : text{words}, hint{std::move(what)} {}

    friend bool operator==(Note const &, Note const &) = default;

    Wording text;
    Hint hint;
};

}  // namespace dcc
