#include <dcc/base/columns.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/indicators.hpp>
#include <dcc/report/trend.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

IndicatorState indicator_state(Indicator const &indicator, MeasureValue const &value) {
    if (!value.value || (is_of_group(kind_of(*parse_word<Measure>(indicator.measure))) &&
                         value.n < indicator.least))
        return IndicatorState::undecided;
    if (indicator.critical && indicator.critical->is_crossed_by(*value.value))
        return IndicatorState::critical;
    if (indicator.warning && indicator.warning->is_crossed_by(*value.value))
        return IndicatorState::warning;
    return IndicatorState::ok;
}

std::string limit_text(Measure measure, std::optional<Threshold> const &threshold) {
    if (!threshold) return {};
    return fmt::format("{} {}", threshold->above ? ">" : "<",
                       text_of_measure(measure, threshold->value));
}

// A value as performance data and its range have it; at most six digits after the point.
std::string plain(Measure measure, double value) {
    if (kind_of(measure) == MeasureKind::share) value *= 100;
    auto text = fmt::format("{:.6f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

// The values that do not alert: "5" is 0 to 5, "~:5" everything up to 5, "90:" from 90 on.
std::string plugin_range(Measure measure, std::optional<Threshold> const &threshold) {
    if (!threshold) return {};
    auto const limit = plain(measure, threshold->value);
    if (!threshold->above) return limit + ":";
    return (kind_of(measure) == MeasureKind::points ? "~:" : "") + limit;
}

std::string performance(Measured const &one) {
    std::string name;
    for (auto const c : one.indicator.id) name += c == '\'' ? "''" : std::string(1, c);
    auto const kind = kind_of(one.measure);
    auto const *const unit = kind == MeasureKind::share  ? "%"
                             : kind == MeasureKind::span ? "s"
                                                         : "";
    return fmt::format(
        "'{}'={}{};{};{}", name, one.value.value ? plain(one.measure, *one.value.value) : "U",
        one.value.value ? unit : "", plugin_range(one.measure, one.indicator.warning),
        plugin_range(one.measure, one.indicator.critical));
}

// "late 7 (> 5)".
std::string finding(Measured const &one) {
    auto const &limit =
        one.state == IndicatorState::critical ? one.indicator.critical : one.indicator.warning;
    return fmt::format("{} {} ({})", one.indicator.id,
                       text_of_measure(one.measure, one.value.value),
                       limit_text(one.measure, limit));
}

// "dcc_csat_ratio", "dcc_first_response_time_seconds", "dcc_late_cases".
std::string metric_name(Measure measure) {
    switch (kind_of(measure)) {
        case MeasureKind::count:
            return fmt::format(
                "dcc_{}{}", word(measure),
                measure == Measure::complaints || measure == Measure::escalated ? "" : "_cases");
        case MeasureKind::level: return fmt::format("dcc_{}_cases", word(measure));
        case MeasureKind::share: return fmt::format("dcc_{}_ratio", word(measure));
        case MeasureKind::span: return fmt::format("dcc_{}_seconds", word(measure));
        case MeasureKind::points: return fmt::format("dcc_{}_points", word(measure));
        case MeasureKind::rate: return fmt::format("dcc_{}_per_thousand", word(measure));
    }
    return {};
}

std::string_view unit_word(Measure measure) {
    switch (kind_of(measure)) {
        case MeasureKind::count:
        case MeasureKind::level: return "count";
        case MeasureKind::share: return "ratio";
        case MeasureKind::span: return "s";
        case MeasureKind::points: return "points";
        case MeasureKind::rate: return "per_1000";
    }
    return "";
}

std::string escaped(std::string_view text) {
    std::string result;
    for (auto const c : text) {
        if (c == '\\' || c == '"') result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result;
}

std::string labels_of(Measured const &one) {
    return fmt::format("{{indicator=\"{}\",days=\"{}\"}}", escaped(one.indicator.id),
                       one.indicator.days);
}

void metric(std::string &out, std::string const &name, std::string const &help,
            std::string const &lines) {
    if (!lines.empty())
        out += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{2}", name, help, lines);
}

}  // namespace

std::vector<Measured> measure_indicators(store::Reader &reader, Policy const &policy,
                                         Instant as_of) {
    std::vector<Measured> result;
    std::vector<Measure> measures;
    std::set<int, std::greater<>> lengths;  // in days, the longest first
    for (auto const &indicator : policy.reports.indicators) {
        auto const measure = parse_word<Measure>(indicator.measure).value();
        lengths.insert(indicator.days);
        measures.push_back(measure);
        result.push_back({indicator, measure, {}, {}});
    }
    // Each span ends where the next shorter one begins, so that one pass counts all of them.
    std::vector<PeriodSpan> periods;
    for (auto const days : lengths) {
        auto const from = as_of - std::chrono::days{days};
        if (!periods.empty()) periods.back().before = from;
        periods.push_back({"", from, as_of + Seconds{1}, true});
    }
    auto tallies = tally_of(reader, periods, as_of, measures);
    for (auto i = tallies.size(); i > 1; --i) tallies[i - 2].add(tallies[i - 1]);
    for (auto &one : result) {
        auto const place = std::distance(lengths.begin(), lengths.find(one.indicator.days));
        auto const &tally = tallies[static_cast<std::size_t>(place)];
        one.value = value_of(one.measure, tally, policy.reports.least_group);
        one.state = indicator_state(one.indicator, one.value);
    }
    return result;
}

PluginState plugin_state(std::vector<Measured> const &indicators) {
    bool const none_decided = std::ranges::all_of(
        indicators, [](Measured const &one) { return one.state == IndicatorState::undecided; });
    if (none_decided) return {};
    auto const worst = std::ranges::max_element(indicators, {}, &Measured::state)->state;
    if (worst == IndicatorState::critical) return {2, "CRITICAL"};
    if (worst == IndicatorState::warning) return {1, "WARNING"};
    return {0, "OK"};
}

std::string plugin_line(std::vector<Measured> const &indicators) {
    std::vector<std::string> findings;
    std::vector<std::string> data;
    std::size_t undecided = 0;
    for (auto const state : {IndicatorState::critical, IndicatorState::warning})
        for (auto const &one : indicators)
            if (one.state == state) findings.push_back(finding(one));
    for (auto const &one : indicators) {
        data.push_back(performance(one));
        if (one.state == IndicatorState::undecided) ++undecided;
    }
    if (indicators.empty())
        findings.emplace_back("the policy has no indicator");
    else if (findings.empty())
        findings.push_back(fmt::format("{} of {} indicators decided", indicators.size() - undecided,
                                       indicators.size()));
    return fmt::format("DCC {} - {}{}{}\n", plugin_state(indicators).word,
                       fmt::join(findings, ", "), data.empty() ? "" : " | ", fmt::join(data, " "));
}

std::string prometheus_text(std::vector<Measured> const &indicators, Instant as_of) {
    std::string out;
    for (auto const &[measure, name] : measure_words) {
        std::string lines;
        for (auto const &one : indicators)
            if (one.measure == measure && one.value.value)
                lines += fmt::format("{}{} {}\n", metric_name(measure), labels_of(one),
                                     *one.value.value);
        metric(out, metric_name(measure), std::string{title_of(measure)} + ".", lines);
    }
    std::string sizes;
    std::string states;
    for (auto const &one : indicators) {
        sizes += fmt::format("dcc_indicator_sample_size{} {}\n", labels_of(one), one.value.n);
        states += fmt::format("dcc_indicator_state{} {}\n", labels_of(one),
                              one.state == IndicatorState::ok         ? 0
                              : one.state == IndicatorState::warning  ? 1
                              : one.state == IndicatorState::critical ? 2
                                                                      : 3);
    }
    metric(out, "dcc_indicator_sample_size", "How many the value was computed from.", sizes);
    metric(out, "dcc_indicator_state", "0: ok, 1: warning, 2: critical, 3: too few to decide.",
           states);
    metric(out, "dcc_indicators_timestamp_seconds", "The instant that the values are of.",
           fmt::format("dcc_indicators_timestamp_seconds {}\n", as_of.time_since_epoch().count()));
    return out;
}

Sheet indicators(store::Reader &reader, Policy const &policy,
                 std::vector<Measured> const &indicators, Instant as_of) {
    auto const &language = policy.desk.language;
    auto const limit = [](std::optional<Threshold> Indicator::*which) {
        return
            [which](Measured const &one) { return limit_text(one.measure, one.indicator.*which); };
    };
    auto const bound = [](double stats::Interval::*end) {
        return [end](Measured const &one) {
            auto const &found = one.value.interval;
            return found ? Cell{(*found).*end} : Cell{};
        };
    };
    auto const number = [](std::optional<Threshold> Indicator::*which) {
        return [which](Measured const &one) {
            auto const &found = one.indicator.*which;
            return found ? Cell{found->value} : Cell{};
        };
    };
    Columns<Measured> const columns{
        {"indicator", "", [](Measured const &one) { return one.indicator.id; }},
        {"label", "Indicator",
         [&](Measured const &one) {
             return label_in(one.indicator.label, language, one.indicator.id);
         }},
        {"measure", "", [](Measured const &one) { return one.measure; }},
        {"unit", "", [](Measured const &one) { return std::string{unit_word(one.measure)}; }},
        {"days", "Days", [](Measured const &one) { return one.indicator.days; }},
        {"value", "",
         [](Measured const &one) { return one.value.value ? Cell{*one.value.value} : Cell{}; }},
        {"", "Value",
         [](Measured const &one) { return text_of_measure(one.measure, one.value.value); }},
        {"n", "n", [](Measured const &one) { return one.value.n; }},
        {"low", "", bound(&stats::Interval::low)},
        {"high", "", bound(&stats::Interval::high)},
        {"warning", "", number(&Indicator::warning)},
        {"critical", "", number(&Indicator::critical)},
        {"", "Warning", limit(&Indicator::warning)},
        {"", "Critical", limit(&Indicator::critical)},
        {"state", "State", [](Measured const &one) { return one.state; }},
    };
    struct Head {
        Instant as_of;
        PluginState state;
    };
    Columns<Head> const head{
        {"report", "", [](Head const &) { return "indicators"; }},
        {"as_of", "", &Head::as_of},
        {"status", "", [](Head const &one) { return one.state.status; }},
        {"state", "State", [](Head const &one) { return one.state.word; }},
    };
    Scope scope;
    scope.as_of = as_of;
    Sheet sheet{headed(reader, policy, scope,
                       {"indicators", "Indicators", "the last days that each looks at"},
                       head.row({as_of, plugin_state(indicators)})),
                {}};
    if (std::ranges::any_of(indicators, [](Measured const &one) { return one.value.withheld; }))
        sheet.head.notes.push_back(
            say("Values of fewer than {} are not shown.", policy.reports.least_group));
    sheet.parts.push_back(
        {"rows", "", columns.table_of(indicators, "The policy has no indicator.")});
    return sheet;
}

}  // namespace dcc::report
