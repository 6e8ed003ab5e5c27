#include "support.hpp"
#include <dcc/report/indicators.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using report::IndicatorState;

namespace {

report::Measured measured(Measure measure, std::optional<double> value,
                          std::optional<Threshold> warning, std::optional<Threshold> critical,
                          IndicatorState state) {
    Indicator indicator;
    indicator.id = std::string{word(measure)};
    indicator.measure = indicator.id;
    indicator.warning = warning;
    indicator.critical = critical;
    return {indicator, measure, {value, 10, {}, {}, false}, state};
}

std::string const watched = small_policy + R"([[indicator]]
id = "backlog"
measure = "open"
warning = "> 1"
critical = "> 2"
[[indicator]]
id = "satisfied"
measure = "csat"
days = 7
warning = "< 80%"
[[indicator]]
id = "slow"
measure = "first_response_time"
critical = "> 1h"
)";

}  // namespace

TEST_CASE("Indicators are measured of their days, and the worst decides the exit status") {
    TestDesk desk{watched};
    auto const hour = [](int h) { return monday + Seconds{h * 3600}; };
    auto const status = [&](Instant now) {
        return report::plugin_state(report::measure_indicators(desk.writer, desk.policy, now))
            .status;
    };
    CHECK(status(hour(0)) == 0);
    desk.open(hour(0));
    desk.open(hour(1));
    CHECK(status(hour(1)) == 1);
    auto const id = desk.open(hour(2)).id;
    auto const found = report::measure_indicators(desk.writer, desk.policy, hour(2));
    CHECK(found[0].state == IndicatorState::critical);
    CHECK(found[0].value.n == 3);
    CHECK(found[1].state == IndicatorState::undecided);
    CHECK(found[2].state == IndicatorState::undecided);
    CHECK(report::plugin_line(found) ==
          "DCC CRITICAL - backlog 3 (> 2) | 'backlog'=3;1;2 'satisfied'=U;80:; 'slow'=U;;3600\n");
    desk.after(hour(3), desk::resolve, id, "text");
    CHECK(status(hour(3)) == 1);
    // As of an earlier instant the case was still open.
    CHECK(status(hour(2)) == 2);
}

TEST_CASE("The line of a plugin has units, ranges and the worst findings first") {
    std::vector const found{
        measured(Measure::csat, 0.715, Threshold{false, 0.8}, Threshold{false, 0.7},
                 IndicatorState::warning),
        measured(Measure::resolution_time, 36000.0, Threshold{true, 28800}, {},
                 IndicatorState::warning),
        measured(Measure::nps, -10.5, Threshold{true, -20}, {}, IndicatorState::ok),
        measured(Measure::late, 7.0, {}, Threshold{true, 5}, IndicatorState::critical)};
    CHECK(report::plugin_line(found) ==
          "DCC CRITICAL - late 7 (> 5), csat 71.5 % (< 80.0 %), resolution_time 10h (> 8h) | "
          "'csat'=71.5%;80:;70: 'resolution_time'=36000s;28800; 'nps'=-10.5;~:-20; "
          "'late'=7;;5\n");
}

TEST_CASE("Without a decided indicator the state is unknown") {
    CHECK(report::plugin_state({}).status == 3);
    CHECK(report::plugin_line({}) == "DCC UNKNOWN - the policy has no indicator\n");
    std::vector const none{measured(Measure::csat, {}, {}, {}, IndicatorState::undecided)};
    CHECK(report::plugin_state(none).word == "UNKNOWN");
}

TEST_CASE("The file for node_exporter has one family a measure, in base units") {
    auto odd = measured(Measure::csat, 0.9, {}, {}, IndicatorState::ok);
    odd.indicator.id = "a\"b\\c\nd";
    std::vector const found{odd, measured(Measure::late, {}, {}, {}, IndicatorState::undecided)};
    CHECK(report::prometheus_text(found, monday) ==
          "# HELP dcc_csat_ratio Satisfied customers (CSAT).\n"
          "# TYPE dcc_csat_ratio gauge\n"
          "dcc_csat_ratio{indicator=\"a\\\"b\\\\c\\nd\",days=\"1\"} 0.9\n"
          "# HELP dcc_indicator_sample_size How many the value was computed from.\n"
          "# TYPE dcc_indicator_sample_size gauge\n"
          "dcc_indicator_sample_size{indicator=\"a\\\"b\\\\c\\nd\",days=\"1\"} 10\n"
          "dcc_indicator_sample_size{indicator=\"late\",days=\"1\"} 10\n"
          "# HELP dcc_indicator_state 0: ok, 1: warning, 2: critical, 3: too few to decide.\n"
          "# TYPE dcc_indicator_state gauge\n"
          "dcc_indicator_state{indicator=\"a\\\"b\\\\c\\nd\",days=\"1\"} 0\n"
          "dcc_indicator_state{indicator=\"late\",days=\"1\"} 3\n"
          "# HELP dcc_indicators_timestamp_seconds The instant that the values are of.\n"
          "# TYPE dcc_indicators_timestamp_seconds gauge\n"
          "dcc_indicators_timestamp_seconds 1780275600\n");
}
