#include <dcc/base/columns.hpp>
#include <dcc/report/channel.hpp>
#include <dcc/report/glance.hpp>

#include <algorithm>

namespace dcc::report {
namespace {

struct OwnCases {
    std::string person;  // empty: of the desk
    std::int64_t open = 0;
    std::int64_t overdue = 0;
    std::int64_t waiting = 0;  // for somebody
};

bool is_overdue(store::CaseRow const &row, Instant now) {
    return row.next_due_at && *row.next_due_at < now;
}

Columns<store::CaseRow> deadline_columns(Instant now) {
    using Row = store::CaseRow;
    return {
        {"id", "Case", &Row::id},
        {"state", "State", &Row::state},
        {"due_at", "Due", &Row::next_due_at},
        {"late_s", "Overdue by",
         [now](Row const &row) {
             return is_overdue(row, now) ? Cell{now - *row.next_due_at} : Cell{};
         }},
        {"subject", "Subject", &Row::subject},
    };
}

}  // namespace

Sheet glance_at_cases(store::Reader &reader, Policy const &policy, CaseKind kind,
                      std::string const &person, Instant now) {
    constexpr std::size_t most = 3;
    auto const *known = policy.person(person);
    OwnCases own{known ? person : std::string{}};
    store::CaseQuery query;
    query.only_open = true;
    query.kinds = {kind};
    if (known) query.person = person;
    auto const columns = deadline_columns(now);
    auto next = columns.table("No open case.");
    reader.each_case(query, [&](store::CaseRow const &row) {
        ++own.open;
        if (is_overdue(row, now)) ++own.overdue;
        if (!known && row.person.empty()) ++own.waiting;
        if (next.rows.size() < most && row.next_due_at) columns.add(next, row);
        return true;
    });
    if (known) {
        query.person = "";
        query.team = known->team;
        reader.each_case(query, [&](store::CaseRow const &) {
            ++own.waiting;
            return true;
        });
    }
    Columns<OwnCases> const head{
        {"person", known ? "Person" : "", &OwnCases::person},
        {"open", "Open", &OwnCases::open},
        {"overdue", "Overdue", &OwnCases::overdue},
        {"waiting", known ? "In the queue of the team" : "Of these nobody's", &OwnCases::waiting},
    };
    Sheet sheet{head.row(own), {}};
    sheet.parts.push_back({"next", "Next deadlines", std::move(next)});
    return sheet;
}

Table glance_at_queues(store::Reader &reader, Policy const &policy, Instant now) {
    using Row = store::Reader::QueueSize;
    Columns<Row> const columns{
        {"team", "Team", &Row::team},
        {"open", "Open", &Row::open},
        {"unassigned", "Unassigned", &Row::unassigned},
        {"overdue", "Overdue", &Row::overdue},
        {"next_due_at", "Next deadline", &Row::next_due_at},
    };
    auto sizes = reader.queue_sizes(now);
    auto table = columns.table("The policy has no team.");
    for (auto const &team : policy.teams) {
        auto const found = std::ranges::find(sizes, team.id, &Row::team);
        if (found == sizes.end()) {
            columns.add(table, {team.id});
            continue;
        }
        columns.add(table, *found);
        sizes.erase(found);
    }
    // Those without a team, and of teams that the policy has no more.
    for (auto const &size : sizes) columns.add(table, size);
    return table;
}

Table glance_at_channels(Policy const &policy, Instant now) {
    Columns<Channel> const columns{
        {"id", "Channel", &Channel::id},
        {"", "Name", [&](Channel const &one) { return one.label.in(policy.desk.language); }},
        {"open", "Open now", [&](Channel const &one) { return is_open(policy, one, now); }},
        {"calendar", "Hours", &Channel::calendar},
    };
    auto table = columns.table("The policy has no channel.");
    for (auto const &channel : policy.channels)
        if (channel.in_service) columns.add(table, channel);
    return table;
}

}  // namespace dcc::report
