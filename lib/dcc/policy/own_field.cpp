#include <dcc/base/pattern.hpp>
#include <dcc/base/text.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/range.hpp>
#include <dcc/policy/own_field.hpp>

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace dcc {
namespace {

constexpr std::size_t longest_value = 500;  // bytes
constexpr std::size_t most_digits = 15;     // before the point
constexpr std::size_t most_decimals = 9;

bool are_digits(std::string_view text, std::size_t most) {
    return !text.empty() && text.size() <= most &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> number_in(std::string_view text) {
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    auto const point = std::min(text.find('.'), text.size());
    auto whole = text.substr(0, point);
    if (!are_digits(whole, most_digits)) return std::nullopt;
    auto decimals = text.substr(point);
    if (!decimals.empty() && !are_digits(decimals.substr(1), most_decimals)) return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
    while (decimals.ends_with('0')) decimals.remove_suffix(1);
    if (decimals == ".") decimals = {};
    bool const is_zero = whole == "0" && decimals.empty();
    return fmt::format("{}{}{}", negative && !is_zero ? "-" : "", whole, decimals);
}

std::optional<std::string> date_in(std::string_view text) {
    auto const date = parse_date(text);
    if (!date || !is_supported(std::chrono::sys_days{*date})) return std::nullopt;
    return format_date(*date);
}

std::optional<std::string> text_in(OwnField const &field, std::string_view text) {
    auto value = composed(text);
    bool const fits = value.size() <= longest_value && printable(value) == value &&
                      (field.pattern.empty() || Pattern{field.pattern}.matches(value));
    return fits ? std::optional{std::move(value)} : std::nullopt;
}

}  // namespace

std::optional<std::string> field_value(OwnField const &field, std::string_view text) {
    text = trim(text);
    if (is_blank(text)) return std::nullopt;
    switch (field.type) {
        case FieldType::text: return text_in(field, text);
        case FieldType::number: return number_in(text);
        case FieldType::date: return date_in(text);
        case FieldType::choice:
            if (std::ranges::count(field.choices, text, &Item::id) > 0) return std::string{text};
            return std::nullopt;
        case FieldType::yes_no:
            if (text == "yes" || text == "no") return std::string{text};
            return std::nullopt;
    }
    return std::nullopt;
}

Wording wanted_value(OwnField const &field) {
    switch (field.type) {
        case FieldType::text:
            if (field.pattern.empty())
                return say("a text of one line, at most {} bytes", longest_value);
            return say("a text of one line, at most {} bytes, of the form {}", longest_value,
                       field.pattern);
        case FieldType::number: return "a number such as 12 or -0.5";
        case FieldType::date: return "a date such as 2026-11-20";
        case FieldType::choice: {
            std::string ids;
            for (auto const &choice : field.choices) ids += (ids.empty() ? "" : ", ") + choice.id;
            return say("one of {}", ids);
        }
        case FieldType::yes_no: return "\"yes\" or \"no\"";
    }
    return {};
}

std::string title_of(OwnField const &field, std::string_view language) {
    auto const &title = label_in(field.label, language, field.id);
    return field.unit.empty() ? title : fmt::format("{} ({})", title, field.unit);
}

std::string shown_value(OwnField const &field, std::string_view value, std::string_view language) {
    auto const choice = std::ranges::find(field.choices, value, &Item::id);
    return choice == field.choices.end() ? std::string{value}
                                         : label_in(choice->label, language, choice->id);
}

}  // namespace dcc
