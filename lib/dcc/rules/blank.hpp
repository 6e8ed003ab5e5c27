#pragma once

#include <dcc/base/error.hpp>

#include <optional>
#include <string_view>

namespace dcc::rules {

// Refuses a text that is empty or white space as "empty_text". The message calls it `what`; the
// hint says to give the argument, such as "case.body", whose last part is the field that is named.
std::optional<Refusal> refuse_blank(std::string_view text, std::string_view what,
                                    std::string_view argument);

}  // namespace dcc::rules
