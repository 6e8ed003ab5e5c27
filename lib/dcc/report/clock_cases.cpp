#include <dcc/report/clock_cases.hpp>

#include <algorithm>
#include <tuple>

namespace dcc::report {
namespace {

std::optional<Instant> instant(std::optional<std::int64_t> const &seconds) {
    return seconds ? std::optional{Instant{Seconds{*seconds}}} : std::nullopt;
}

}  // namespace

void ClockCases::add(std::string const &key, ClockKind kind,
                     store::Reader::ClockSample const &clock, Instant as_of) {
    auto const state = state_of(clock, as_of);
    if (state == ClockState::not_counted) return;
    rows_.push_back({key, CaseId{clock.case_id}, Instant{Seconds{clock.received_at}}, kind, state,
                     instant(clock.due_at), instant(clock.stopped_at), clock.elapsed});
}

Table ClockCases::table(Grouping const &grouping) {
    std::ranges::stable_sort(rows_, {}, [](Row const &row) {
        return std::tuple{row.state, row.case_id, row.clock};
    });
    auto const took = [](Row const &row) {
        return row.elapsed ? Cell{Worked{Seconds{*row.elapsed}}} : Cell{};
    };
    Columns<Row> columns{{"case", "Case", &Row::case_id}};
    columns.append(grouping.columns(&Row::key));
    columns.append({
        {"clock", "Clock", &Row::clock, true},
        {"state", "State", &Row::state, true},
        {"received_at", "Received", &Row::received_at},
        {"due_at", "Due", &Row::due_at},
        {"ended_at", "Ended", &Row::stopped_at},
        {"elapsed_s", "Took", took},
    });
    return columns.table_of(rows_, "No case in that time.");
}

}  // namespace dcc::report
