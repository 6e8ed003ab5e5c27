#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/grouping.hpp>

#include <string>
#include <vector>

namespace dcc::report {

// The clocks behind a report, case by case.
class ClockCases {
  public:
    // Adds a clock of the group with that key, unless it is not counted.
    void add(std::string const &key, ClockKind kind, store::Reader::ClockSample const &clock,
             Instant as_of);

    // A row for each clock: those breached first, then those running, met and without a target,
    // each in the order of cases.
    Table table(Grouping const &grouping);

  private:
    struct Row {
        std::string key;
        CaseId case_id;
        Instant received_at;
        ClockKind clock{};
        ClockState state{};
        std::optional<Instant> due_at;
        std::optional<Instant> stopped_at;
        std::optional<std::int64_t> elapsed;
    };

    std::vector<Row> rows_;
};

}  // namespace dcc::report
