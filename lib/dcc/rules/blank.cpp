#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>

#include <string>

#include <fmt/format.h>

namespace dcc::rules {

std::optional<Refusal> refuse_blank(std::string_view text, std::string_view what,
                                    std::string_view argument) {
    if (!trim(text).empty()) return std::nullopt;
    return Refusal{"empty_text",
                   fmt::format("the {} is empty", what),
                   Hint{Remedy::give, "give it", {std::string{argument}}},
                   {std::string{argument.substr(argument.find('.') + 1)}}};
}

}  // namespace dcc::rules
