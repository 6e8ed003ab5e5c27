#include <dcc/report/complaint_tally.hpp>
#include <dcc/report/filed.hpp>
#include <dcc/report/served.hpp>

#include <algorithm>
#include <unordered_map>

namespace dcc::report {
namespace {

// The scope of the service cases that rates are of: with the groups and the conditions that service
// cases have too.
Scope scope_of_cases(Scope const &scope) {
    auto cases = scope;
    std::erase_if(cases.by, [](Dimension dimension) {
        return std::ranges::count(case_dimensions, dimension) == 0;
    });
    cases.filter = scope.filter.on(case_dimensions);
    return cases;
}

void count_service_cases(store::Reader &reader, Past &past, Scope const &scope, Grouping &grouping,
                         std::vector<ComplaintGroup> &groups) {
    std::unordered_map<std::string, std::int64_t> counts;
    if (!grouping.is_grouped() && scope.filter.empty())
        counts[{}] = past.service_cases(scope.from, scope.before);
    else
        each_served(reader, scope, [&](auto const &row) {
            if (row.kind == CaseKind::service) ++counts[grouping.key(ServedCase{row})];
        });
    for (auto &group : groups) group.service_cases = counts[group.key_of_cases];
}

// The group of a complaint, and whether the complainant's answer is awaited.
struct CountedComplaint {
    std::size_t group = 0;
    bool awaited = false;
    ComplaintLine line;
};

void count_clocks(store::Reader &reader, Scope scope,
                  std::unordered_map<std::int64_t, CountedComplaint> &complaints,
                  std::vector<ComplaintGroup> &groups) {
    scope.by.clear();
    scope.filter = {};
    constexpr std::array kinds{ClockKind::acknowledge, ClockKind::reply};
    each_clock(reader, scope, kinds, [&](ClockKind kind, auto const &clock) {
        auto const found = complaints.find(clock.case_id);
        if (found == complaints.end()) return;
        auto &[place, awaited, line] = found->second;
        auto &group = groups[place];
        bool const is_reply = kind == ClockKind::reply;
        (is_reply ? group.reply : group.acknowledge).count(clock, scope.as_of);
        (is_reply ? line.reply : line.acknowledge) = state_of(clock, scope.as_of);
        // The reply of the next round is still to come.
        if (is_reply && !clock.stopped_at) awaited = false;
    });
}

}  // namespace

ComplaintTally tally_complaints(store::Reader &reader, Past &past, Policy const &policy,
                                Scope const &scope, Grouping &grouping) {
    std::unordered_map<std::string, std::size_t> places;
    std::unordered_map<std::int64_t, CountedComplaint> complaints;
    ComplaintTally found;
    auto &groups = found.groups;
    auto const of_cases = scope_of_cases(scope);
    Grouping grouping_of_cases{policy, of_cases};
    each_filed(reader, past, scope, [&](Filed const &filed) {
        auto const &row = filed.row;
        auto const &key = grouping.key(filed);
        auto const [place, is_new] = places.try_emplace(key, groups.size());
        if (is_new) {
            groups.emplace_back().key = key;
            groups.back().key_of_cases = grouping_of_cases.key(filed);
        }
        groups[place->second].count(row);
        bool const awaited = row.replied_at && !row.outcome && !row.ended_at;
        complaints.emplace(row.case_id.number,
                           CountedComplaint{place->second,
                                            awaited,
                                            {{key, row.case_id, row.received_at},
                                             row.replied_at,
                                             row.ended_at,
                                             row.round,
                                             row.decision,
                                             row.outcome,
                                             {},
                                             {}}});
        found.cases.insert(row.case_id.number);
    });
    count_clocks(reader, scope, complaints, groups);
    count_service_cases(reader, past, of_cases, grouping_of_cases, groups);
    for (auto &[number, complaint] : complaints) {
        if (complaint.awaited) ++groups[complaint.group].awaited;
        if (scope.cases) found.lines.push_back(std::move(complaint.line));
    }
    auto const least = least_shown(scope, policy);
    for (auto &group : groups) {
        group.is_small = group.complaints < least;
        group.acknowledge.times = stats::summarise(group.acknowledge.waits);
        group.reply.times = stats::summarise(group.reply.waits);
    }
    std::ranges::sort(groups,
                      [&](auto const &a, auto const &b) { return grouping.before(a.key, b.key); });
    return found;
}

}  // namespace dcc::report
