#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc {

// What can be done about it; the list is model/remedy.hpp.
enum class Remedy : int;

// What a person may do, in words that know no command or button, and where it is more than words
// the remedy and its arguments: case ids, names. The program around the library can then say by
// which command, button or field it is done.
struct Hint {
    Hint() = default;
    Hint(std::string words) : text{std::move(words)} {}
    Hint(char const *words) : text{words} {}
    Hint(Remedy what, std::string words, std::vector<std::string> about = {})
        : text{std::move(words)}, remedy{what}, arguments{std::move(about)} {}

    friend bool operator==(Hint const &, Hint const &) = default;

    std::string text;
    std::optional<Remedy> remedy;
    std::vector<std::string> arguments;
};

// Something that people should know though nothing was refused.
struct Note {
    Note(std::string words, Hint what = {}) : text{std::move(words)}, hint{std::move(what)} {}
    Note(char const *words) : text{words} {}

    friend bool operator==(Note const &, Note const &) = default;

    std::string text;
    Hint hint;
};

}  // namespace dcc
