#pragma once

#include <dcc/base/error.hpp>

#include <optional>
#include <string_view>

namespace dcc::rules {

// Refuses a text that is empty or invisible as "empty_text". The message calls it `what`; the
// hint says to give the argument, such as "case.body", whose last part is the field that is named.
std::optional<Refusal> refuse_blank(std::string_view text, std::string_view what,
                                    std::string_view argument);

// The same for a text in one line, such as a subject; also refuses one of several lines as
// "several_lines" and one of more than 500 bytes as "too_long".
std::optional<Refusal> refuse_line(std::string_view text, std::string_view what,
                                   std::string_view argument);

}  // namespace dcc::rules
