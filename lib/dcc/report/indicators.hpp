#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/measure.hpp>

#include <string>
#include <vector>

namespace dcc::report {

// How an indicator stands. `undecided`: it is of fewer cases than its policy asks for. In the order
// of severity.
enum class IndicatorState { ok, undecided, warning, critical };

constexpr WordTable<IndicatorState, 4> indicator_state_words{{
    {IndicatorState::ok, "ok"},
    {IndicatorState::undecided, "undecided"},
    {IndicatorState::warning, "warning"},
    {IndicatorState::critical, "critical"},
}};
constexpr auto const &words_of(IndicatorState) {
    return indicator_state_words;
}

// An indicator of the policy, measured.
struct Measured {
    Indicator indicator;
    Measure measure{};
    MeasureValue value;
    IndicatorState state{};
};

// All indicators of the policy, each of its last days: of so many times 24 hours until `as_of`, and
// levels at `as_of`. In the order of the policy. Hold a snapshot of the reader, so that all are of
// one state of the desk, and the report too.
std::vector<Measured> measure_indicators(store::Reader &reader, Policy const &policy,
                                         Instant as_of);

// The exit status and the word of a monitoring plugin: 0 OK, 1 WARNING, 2 CRITICAL, and 3 UNKNOWN
// when none could be decided. The worst decides; undecided ones count only when all are.
struct PluginState {
    int status = 3;
    std::string word = "UNKNOWN";
};
PluginState plugin_state(std::vector<Measured> const &indicators);

// One line as monitoring plugins print it, with performance data: 'id'=value;warning;critical.
// Shares are in percent and spans in seconds. Monitoring Plugins Development Guidelines, sections
// "Plugin Output" and "Performance data".
std::string plugin_line(std::vector<Measured> const &indicators);

// A file for the textfile collector of node_exporter, in Prometheus' text format. Shares are
// ratios, spans seconds. An unknown value has no line.
std::string prometheus_text(std::vector<Measured> const &indicators, Instant as_of);

// The report.
Sheet indicators(store::Reader &reader, Policy const &policy,
                 std::vector<Measured> const &indicators, Instant as_of);

}  // namespace dcc::report
