#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/filter.hpp>
#include <dcc/report/period.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

std::vector<std::string_view> names_of(std::span<Dimension const> dimensions) {
    std::vector<std::string_view> words;
    for (auto const dimension : dimensions) words.push_back(word(dimension));
    return words;
}

Hint list_of(std::span<Dimension const> dimensions) {
    return say("the conditions can be on: {}", fmt::join(names_of(dimensions), ", "));
}

Dimension read_dimension(std::string_view text, std::span<Dimension const> dimensions) {
    for (auto const dimension : dimensions)
        if (word(dimension) == text) return dimension;
    throw Error{ErrorKind::usage,
                say("there is no condition on \"{}\"{}", printable(text),
                    did_you_mean(text, names_of(dimensions))),
                list_of(dimensions)};
}

// An example of the values of a dimension of time.
std::string_view example_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::hour: return "09";
        case Dimension::day: return "2026-11-21";
        case Dimension::week: return "2026-W47";
        case Dimension::month: return "2026-11";
        case Dimension::quarter: return "2026-Q4";
        case Dimension::year: return "2026";
        default: return {};
    }
}

int digits(std::string_view text) {
    int value = 0;
    for (char const c : text) value = 10 * value + (c - '0');
    return value;
}

bool in(int value, int low, int high) {
    return value >= low && value <= high;
}

// Whether the text is a value of the dimension of time: it has the form of the example, and its
// last number exists.
bool is_time(Dimension dimension, std::string_view text) {
    auto const example = example_of(dimension);
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != example.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (digit(example[i]) ? !digit(text[i]) : text[i] != example[i]) return false;
    switch (dimension) {
        case Dimension::hour: return in(digits(text), 0, 23);
        case Dimension::day: return parse_date(text).has_value();
        case Dimension::week: return in(digits(text.substr(6)), 1, 53);
        case Dimension::month: return in(digits(text.substr(5)), 1, 12);
        case Dimension::quarter: return in(digits(text.substr(6)), 1, 4);
        default: return true;
    }
}

bool is_tag_of(std::span<std::string_view const> tags, std::string_view value) {
    auto const key = fold_case(value);
    return std::ranges::any_of(tags, [&](auto const tag) { return fold_case(tag) == key; });
}

void check_value(Policy const &policy, Dimension dimension, std::string_view value) {
    if (value.empty()) return;
    auto const example = example_of(dimension);
    if (!example.empty()) {
        if (is_time(dimension, value)) return;
        throw Error{ErrorKind::usage,
                    say("{}: there is no \"{}\"", word(dimension), printable(value)),
                    say("write it as {}={}", word(dimension), example)};
    }
    auto const known = known_values(policy, dimension);
    std::vector<std::string_view> ids;
    for (auto const &one : known) ids.push_back(one.id);
    if (std::ranges::count(ids, value) > 0) return;
    // Without a list of tags in the policy, cases may have any.
    if (dimension == Dimension::tag && (known.empty() || is_tag_of(ids, value))) return;
    throw Error{ErrorKind::usage,
                say("{}: the policy has no \"{}\"{}", word(dimension), printable(value),
                    did_you_mean(value, ids)),
                ids.empty() ? Hint{} : Hint{say("the policy has: {}", fmt::join(ids, ", "))}};
}

// Splits at commas; an empty text is one empty value.
std::vector<std::string> values_in(std::string_view text) {
    std::vector<std::string> values;
    for (;;) {
        auto const comma = text.find(',');
        values.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) return values;
        text.remove_prefix(comma + 1);
    }
}

bool is_below(std::string_view category, std::string_view above) {
    return !above.empty() && category.size() > above.size() && category.starts_with(above) &&
           category[above.size()] == '.';
}

}  // namespace

Filter::Condition Filter::read(Policy const &policy, std::string_view text,
                               std::span<Dimension const> dimensions) {
    auto const sign = text.find('=');
    if (sign == std::string_view::npos || sign == 0)
        throw Error{
            ErrorKind::usage,
            say("\"{}\" is not a condition such as channel=phone,web or team!=", printable(text)),
            list_of(dimensions)};
    Condition condition;
    condition.negated = text[sign - 1] == '!';
    condition.dimension =
        read_dimension(text.substr(0, condition.negated ? sign - 1 : sign), dimensions);
    condition.values = values_in(text.substr(sign + 1));
    for (auto &value : condition.values) {
        check_value(policy, condition.dimension, value);
        if (condition.dimension == Dimension::tag) value = fold_case(value);
    }
    return condition;
}

Filter::Filter(Policy const &policy, Zone zone, std::span<std::string const> conditions,
               std::span<Dimension const> dimensions)
    : zone_{std::move(zone)} {
    for (auto const &text : conditions) conditions_.push_back(read(policy, text, dimensions));
}

Filter Filter::on(std::span<Dimension const> dimensions) const {
    auto some = *this;
    std::erase_if(some.conditions_, [&](Condition const &condition) {
        return std::ranges::count(dimensions, condition.dimension) == 0;
    });
    return some;
}

bool Filter::uses(Dimension dimension) const {
    return std::ranges::count(conditions_, dimension, &Condition::dimension) > 0;
}

bool Filter::has_tag(Condition const &condition, std::string_view joined) {
    if (joined.empty()) return std::ranges::count(condition.values, "") > 0;
    return std::ranges::any_of(values_in(joined), [&](std::string const &tag) {
        return std::ranges::count(condition.values, fold_case(tag)) > 0;
    });
}

bool Filter::accepts(Dimensions const &row) const {
    for (auto const &condition : conditions_) {
        if (condition.dimension == Dimension::tag) {
            if (has_tag(condition, row.tags) == condition.negated) return false;
            continue;
        }
        auto const member = member_of(condition.dimension);
        auto const time = member ? std::string{}
                                 : time_value(condition.dimension, zone_.to_civil(row.received_at));
        auto const value = member ? row.*member : std::string_view{time};
        bool found = false;
        for (auto const &wanted : condition.values)
            found = found || value == wanted ||
                    (condition.dimension == Dimension::category && is_below(value, wanted));
        if (found == condition.negated) return false;
    }
    return true;
}

std::string Filter::text() const {
    std::string text;
    for (auto const &condition : conditions_) {
        if (!text.empty()) text += "; ";
        text += fmt::format("{}{}{}", word(condition.dimension), condition.negated ? "!=" : "=",
                            fmt::join(condition.values, ","));
    }
    return text;
}

}  // namespace dcc::report
