#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/report/grouping.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace dcc::report {

// What every line of a list of the cases behind a report begins with.
struct CaseLine {
    std::string key;  // of its group
    CaseId id;
    Instant received_at;
};

// The cases behind a report in the order of their numbers: each with its group, and with what the
// report counts of it. `Line` is a CaseLine.
template <class Line>
Table case_table(Grouping const &grouping, std::vector<Line> lines, Columns<Line> counted) {
    std::ranges::stable_sort(lines, {}, &Line::id);
    Columns<Line> columns{{"case", "Case", &Line::id}};
    columns.append(grouping.columns<Line>(&Line::key));
    columns.append({{"received_at", "Received", &Line::received_at}});
    return columns.append(std::move(counted)).table_of(lines, "No case in that time.");
}

}  // namespace dcc::report
