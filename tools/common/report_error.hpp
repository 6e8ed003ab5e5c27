#pragma once

#include "common/context.hpp"
#include <dcc/base/error.hpp>

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// Carries a refusal to run(), which prints it and ends with its exit status.
class Refused : public std::exception {
  public:
    explicit Refused(Refusal refusal) : refusal_{std::move(refusal)} {}
    char const *what() const noexcept override { return refusal_.message.english().c_str(); }
    Refusal const &refusal() const noexcept { return refusal_; }

  private:
    Refusal refusal_;
};

// Thrown to end the tool with a status when nothing more is to be printed.
struct Quit {
    int status;
};

// Thrown when an earlier call with the same key has done what this one was to do, and its receipt
// was printed again.
struct Repeated {};

// The value of an outcome; throws Refused when there is none.
template <class T>
T accept(Outcome<T> outcome) {
    if (!outcome) throw Refused{outcome.refusal()};
    return std::move(*outcome);
}

// Print an error or a refusal on standard error. `about` names the refused item when there were
// several: "C42".
void report(ErrorStyle const &style, Error const &error);
void report(ErrorStyle const &style, Refusal const &refusal, std::string_view about = {});

// Prints an error that can only be a bug of the program.
void report_bug(ErrorStyle const &style, std::string_view what);

// Calls `act` for every case. A refused case is reported, and the others are still processed. Then
// it throws Quit if any was refused: with the status of the refusals if they all have the same (77
// when a permission is missing), else 1.
void for_each_case(Context &context, Cases const &cases,
                   std::function<void(CaseRef const &)> const &act);

}  // namespace dcc::cli
