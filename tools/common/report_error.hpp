#pragma once

#include "common/context.hpp"
#include <dcc/base/error.hpp>

#include <exception>
#include <functional>
#include <string>
#include <string_view>

namespace dcc::cli {

// A refusal on its way to the tool's end, where it becomes a message and an exit status.
class Refused : public std::exception {
  public:
    explicit Refused(Refusal refusal) : refusal_{std::move(refusal)} {}
    char const *what() const noexcept override { return refusal_.message.c_str(); }
    Refusal const &refusal() const noexcept { return refusal_; }

  private:
    Refusal refusal_;
};

// Ends the tool with a status when all has been said.
struct Quit {
    int status;
};

// The value of an outcome; throws Refused when there is none.
template <class T>
T accept(Outcome<T> outcome) {
    if (!outcome) throw Refused{outcome.refusal()};
    return std::move(*outcome);
}

void report(ErrorStyle const &style, Error const &error);
// `about` names the thing that was refused when there were several: "C42".
void report(ErrorStyle const &style, Refusal const &refusal, std::string_view about = {});
void report_bug(ErrorStyle const &style, std::string_view what);

// Acts on every case in turn. A refused case is reported and the others are done all the same; then
// the tool ends with status 1 if any was refused (77 when all of these were for want of a right).
void for_each_case(Context &context, Cases const &cases,
                   std::function<void(CaseRef const &)> const &act);

}  // namespace dcc::cli
