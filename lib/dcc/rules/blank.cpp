#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

constexpr std::size_t longest_line = 500;  // bytes

std::vector<std::string> field_of(std::string_view argument) {
    return {std::string{argument.substr(argument.find('.') + 1)}};
}

}  // namespace

std::optional<Refusal> refuse_blank(std::string_view text, std::string_view what,
                                    std::string_view argument) {
    if (!is_blank(text)) return std::nullopt;
    return Refusal{"empty_text", say("the {} is empty", what),
                   Hint{Remedy::give, "give it", {std::string{argument}}}, field_of(argument)};
}

std::optional<Refusal> refuse_line(std::string_view text, std::string_view what,
                                   std::string_view argument) {
    if (auto no = refuse_blank(text, what, argument)) return no;
    auto const refuse = [&](char const *code, std::string message) {
        return Refusal{code, std::move(message), "put the rest into the text", field_of(argument)};
    };
    if (text.find('\n') != std::string_view::npos)
        return refuse("several_lines", say("the {} has more than one line", what));
    if (text.size() > longest_line)
        return refuse("too_long", say("the {} is longer than {} bytes", what, longest_line));
    return std::nullopt;
}

}  // namespace dcc::rules
