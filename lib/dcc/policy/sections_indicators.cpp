#include <dcc/policy/detail/sections.hpp>
#include <dcc/policy/measure.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dcc::policy_file {
namespace {

constexpr int longest_days = 3660;

// The number of a limit in the unit of the measure: "90%", "4h", "12.5".
double parse_limit(std::string_view text, MeasureKind kind) {
    auto const wrong = [&](char const *wanted) -> Error {
        return {ErrorKind::data, say("{} is not {}", quote(text), wanted)};
    };
    if (kind == MeasureKind::span) {
        auto const duration = parse_duration(text);
        if (duration.in_business_days)
            throw wrong("a working time such as \"4h\"; business days differ in length");
        return static_cast<double>(duration.seconds.count());
    }
    bool const is_share = kind == MeasureKind::share;
    if (is_share && !text.ends_with('%')) throw wrong("a share such as \"90%\"");
    auto const number = is_share ? text.substr(0, text.size() - 1) : text;
    double value = 0;
    auto const *const end = number.data() + number.size();
    auto const [rest, error] = std::from_chars(number.data(), end, value);
    if (error != std::errc{} || rest != end || !std::isfinite(value))
        throw wrong(is_share ? "a share such as \"90%\"" : "a number");
    if (is_share && (value < 0 || value > 100)) throw wrong("a share from 0% to 100%");
    return is_share ? value / 100 : value;
}

// "> 5", "< 90%", "> 4h".
Threshold parse_threshold(std::string const &text, MeasureKind kind) {
    auto const rest = trim(text);
    if (!rest.starts_with('>') && !rest.starts_with('<'))
        throw Error{ErrorKind::data,
                    say("{} begins with neither \">\" nor \"<\": write \"> 5\" for values "
                        "above 5",
                        quote(text))};
    return {rest.front() == '>', parse_limit(trim(rest.substr(1)), kind)};
}

std::optional<Measure> read_measure(TomlTable &table, Indicator &indicator) {
    if (!table.require("measure", indicator.measure)) return std::nullopt;
    if (auto const measure = parse_word<Measure>(indicator.measure)) return measure;
    std::vector<std::string_view> known;
    for (auto const &[measure, name] : measure_words) known.push_back(name);
    table.error_at("measure", say("measure: unknown measure {}{}", quote(indicator.measure),
                                  table.reading().suggestion(indicator.measure, known)));
    return std::nullopt;
}

void check_order(TomlTable &table, Indicator const &indicator) {
    auto const &warning = indicator.warning;
    auto const &critical = indicator.critical;
    if (!warning || !critical) return;
    if (warning->above != critical->above)
        table.error_at("critical",
                       "critical: it must have the same sign as warning, \">\" or \"<\"");
    else if (warning->above ? critical->value < warning->value : critical->value > warning->value)
        table.error_at("critical",
                       "critical: it is less severe than warning, which would never be seen");
}

void read_indicator(TomlTable &table, std::vector<Indicator> const &others, Indicator &indicator) {
    indicator.place = table.place();
    if (table.require("id", indicator.id)) {
        if (!is_name(indicator.id))
            table.error_at("id", say("id: {} is not a name without blanks", quote(indicator.id)));
        else if (std::ranges::count(others, indicator.id, &Indicator::id) > 1)
            table.error_at("id", say("id: {} is there twice", quote(indicator.id)));
    }
    table.get("label", indicator.label);
    auto const measure = read_measure(table, indicator);
    table.get("days", indicator.days, 1, longest_days);
    table.get("least", indicator.least, 1, 1'000'000);
    for (auto const &[key, threshold] :
         {std::pair{"warning", &indicator.warning}, std::pair{"critical", &indicator.critical}}) {
        if (!measure) {
            (void)table.has(key);
            continue;
        }
        auto *const target = threshold;
        *target = table.parsed(key, [kind = kind_of(*measure)](std::string const &text) {
            return parse_threshold(text, kind);
        });
    }
    check_order(table, indicator);
}

}  // namespace

void read_indicators(TomlTable &root, Policy &policy) {
    auto &indicators = policy.reports.indicators;
    root.tables("indicator", "indicator", "id", [&](TomlTable &table) {
        read_indicator(table, indicators, indicators.emplace_back());
    });
}

}  // namespace dcc::policy_file
