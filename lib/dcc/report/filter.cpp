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

Dimension dimension_of(std::string_view filter, rules::FilterCondition const &condition,
                       std::span<Dimension const> dimensions) {
    auto const names = names_of(dimensions);
    auto const take = say("the fields are: {}", fmt::join(names, ", "));
    if (condition.field.empty())
        throw rules::filter_error(filter, condition.at, condition.size,
                                  "no field is named here, and words are not searched for", take);
    for (auto const dimension : dimensions)
        if (word(dimension) == condition.field) return dimension;
    throw rules::filter_error(filter, condition.at, condition.size,
                              say("there is no field \"{}\" here{}", condition.field,
                                  did_you_mean(condition.field, names)),
                              take);
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

// Each value that a row has, of which tags are several.
template <class Visit>
void each_value(std::string_view joined, Visit const &visit) {
    for (;;) {
        auto const comma = joined.find(',');
        visit(joined.substr(0, comma));
        if (comma == std::string_view::npos) return;
        joined.remove_prefix(comma + 1);
    }
}

bool is_below(std::string_view category, std::string_view above) {
    return !above.empty() && category.size() > above.size() && category.starts_with(above) &&
           category[above.size()] == '.';
}

// A value as it can be read again: in quotation marks that it does not hold, where it needs any.
// One that was in quotation marks need not be in the policy, and stays in them.
std::string written(std::string_view value, bool in_quotes) {
    if (value.empty()) return "none";
    auto const holds = [&](std::string_view part) {
        return value.find(part) != std::string_view::npos;
    };
    constexpr std::string_view special[] = {" ", "\t", "　", "(",  "（", ")",  "）",
                                            ",", "，", "、", "\"", "“",  "「", "『"};
    if (!in_quotes && std::ranges::none_of(special, holds)) return std::string{value};
    if (!holds("\"")) return fmt::format("\"{}\"", value);
    if (!holds("”")) return fmt::format("“{}”", value);
    return holds("」") ? fmt::format("『{}』", value) : fmt::format("「{}」", value);
}

}  // namespace

std::string value_of(Policy const &policy, Dimension dimension, std::string_view filter,
                     rules::FilterValue const &value) {
    auto const &text = value.text;
    if (!value.is_quoted && (text.empty() || text == "none")) return {};
    auto const fail = [&](Wording const &message, Hint const &hint) {
        return rules::filter_error(filter, value.at, value.size, message, hint);
    };
    if (auto const example = example_of(dimension); !example.empty()) {
        if (is_time(dimension, text)) return text;
        throw fail(say("there is no {} \"{}\"", word(dimension), printable(text)),
                   say("write it as {}:{}", word(dimension), example));
    }
    auto const folded = fold_case(text);
    if (value.is_quoted) return dimension == Dimension::tag ? folded : text;
    std::vector<std::string_view> ids;
    auto const known = known_values(policy, dimension);
    for (auto const &[id, label] : known) {
        if (fold_case(id) == folded || fold_case(label) == folded)
            return dimension == Dimension::tag ? folded : id;
        ids.emplace_back(id);
    }
    // Without a list of tags in the policy, cases may have any.
    if (dimension == Dimension::tag && known.empty()) return folded;
    throw fail(say("the policy has no {} \"{}\"{}", word(dimension), printable(text),
                   did_you_mean(text, ids)),
               ids.empty() ? Hint{"in quotation marks it is looked for as it is"}
                           : Hint{say("the policy has: {}", fmt::join(ids, ", "))});
}

Filter::Part Filter::read(Policy const &policy, std::string_view filter,
                          rules::FilterText const &text, std::span<Dimension const> dimensions) {
    Part read{text.kind};
    for (auto const &part : text.parts)
        read.parts.push_back(Filter::read(policy, filter, part, dimensions));
    if (text.kind != Kind::condition) return read;
    auto const &condition = text.condition;
    read.dimension = dimension_of(filter, condition, dimensions);
    if (condition.sign != rules::FilterCondition::Sign::is)
        throw rules::filter_error(filter, condition.at, condition.size,
                                  "a report compares no values of this field",
                                  say("write it as {}:VALUE,VALUE", condition.field));
    for (auto const &value : condition.values) {
        read.values.push_back(value_of(policy, read.dimension, filter, value));
        read.shown.push_back(written(read.values.back(), value.is_quoted));
    }
    return read;
}

Filter::Filter(Policy const &policy, Zone zone, std::span<std::string const> filters,
               std::span<Dimension const> dimensions)
    : zone_{std::move(zone)} {
    for (auto const &filter : filters) {
        auto part = read(policy, filter, rules::parse_filter(filter), dimensions);
        if (part.kind == Kind::all)
            std::ranges::move(part.parts, std::back_inserter(all_.parts));
        else
            all_.parts.push_back(std::move(part));
    }
}

bool Filter::is_on(Part const &part, std::span<Dimension const> dimensions) {
    if (part.kind == Kind::condition) return std::ranges::count(dimensions, part.dimension) > 0;
    return std::ranges::all_of(part.parts, [&](Part const &one) { return is_on(one, dimensions); });
}

Filter Filter::on(std::span<Dimension const> dimensions) const {
    auto some = *this;
    std::erase_if(some.all_.parts, [&](Part const &part) { return !is_on(part, dimensions); });
    return some;
}

bool Filter::uses(Dimension dimension) const {
    auto const names = [&](auto const &self, Part const &part) -> bool {
        if (part.kind == Kind::condition) return part.dimension == dimension;
        return std::ranges::any_of(part.parts, [&](Part const &one) { return self(self, one); });
    };
    return names(names, all_);
}

bool Filter::accepts(Dimensions const &row) const {
    return holds(all_, row);
}

bool Filter::holds(Part const &part, Dimensions const &row) const {
    auto const one_holds = [&](Part const &one) { return holds(one, row); };
    switch (part.kind) {
        case Kind::all: return std::ranges::all_of(part.parts, one_holds);
        case Kind::any: return std::ranges::any_of(part.parts, one_holds);
        case Kind::no: return !holds(part.parts.front(), row);
        case Kind::condition: return has_value(part, row);
    }
    return false;
}

bool Filter::has_value(Part const &condition, Dimensions const &row) const {
    auto const is_wanted = [&](std::string_view value) {
        return std::ranges::any_of(condition.values, [&](std::string const &wanted) {
            return value == wanted ||
                   (condition.dimension == Dimension::category && is_below(value, wanted));
        });
    };
    if (condition.dimension == Dimension::tag) {
        bool found = false;
        each_value(row.tags,
                   [&](std::string_view tag) { found = found || is_wanted(fold_case(tag)); });
        return found;
    }
    if (auto const member = member_of(condition.dimension)) return is_wanted(row.*member);
    return is_wanted(time_value(condition.dimension, zone_.to_civil(row.received_at)));
}

std::string Filter::text_of(Part const &part) {
    if (part.kind == Kind::condition) {
        return fmt::format("{}:{}", word(part.dimension), fmt::join(part.shown, ","));
    }
    std::vector<std::string> parts;
    for (auto const &one : part.parts)
        parts.push_back(one.kind == Kind::all || one.kind == Kind::any
                            ? fmt::format("({})", text_of(one))
                            : text_of(one));
    if (part.kind == Kind::no) return "-" + parts.front();
    return fmt::format("{}", fmt::join(parts, part.kind == Kind::any ? " or " : " "));
}

std::string Filter::text() const {
    return text_of(all_);
}

}  // namespace dcc::report
