#pragma once

#include <dcc/base/hint.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dcc {

// What kind of failure it is. The numbers are those of sysexits.h and the tools' exit status.
enum class ErrorKind : int {
    usage = 64,          // the call is wrong
    data = 65,           // input data is wrong
    no_input = 66,       // an input file is missing or unreadable
    software = 70,       // a bug in dcc
    cannot_create = 73,  // an output file cannot be made
    io = 74,             // reading or writing failed: full disk, damaged desk
    busy = 75,           // another writer kept the desk locked past the timeout; nothing written
    unprinted = 76,      // done and recorded, but the result could not be printed
    no_permission = 77,  // the role may not do this
    policy = 78,         // the policy is wrong
};

// The word for a kind in JSON errors: "usage", "data", …; "refused" for any other number.
std::string_view word(ErrorKind kind) noexcept;

// Thrown when a file, a policy, a database or a call is wrong. The message says what and where; the
// hint, if any, says what to do.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, Wording message, Hint hint = {})
        : std::runtime_error{message.english()},
          kind_{kind},
          message_{std::move(message)},
          hint_{std::move(hint)} {}

    ErrorKind kind() const noexcept { return kind_; }
    Wording const &message() const noexcept { return message_; }
    Hint const &hint() const noexcept { return hint_; }

  private:
    ErrorKind kind_;
    Wording message_;
    Hint hint_;
};

// A request that the rules refuse: an answer, not a failure of the program. `code` is one word for
// programs ("illegal_step", "no_such_case"). `message` and `hint` are for people. `fields` names
// the arguments that caused it, where that helps ("reason").
struct Refusal {
    std::string code;
    Wording message;
    Hint hint;
    std::vector<std::string> fields = {};
    ErrorKind kind{1};  // exit status 1; no_permission where a role lacks a permission
};

// Either a value or the refusal. Reading the one that is absent throws std::bad_variant_access.
template <class T>
class Outcome {
  public:
    Outcome(T value) : state_{std::in_place_index<0>, std::move(value)} {}
    Outcome(Refusal refusal) : state_{std::in_place_index<1>, std::move(refusal)} {}

    explicit operator bool() const noexcept { return state_.index() == 0; }
    T &operator*() { return std::get<0>(state_); }
    T const &operator*() const { return std::get<0>(state_); }
    T *operator->() { return &std::get<0>(state_); }
    T const *operator->() const { return &std::get<0>(state_); }
    Refusal const &refusal() const { return std::get<1>(state_); }

  private:
    std::variant<T, Refusal> state_;
};

}  // namespace dcc
