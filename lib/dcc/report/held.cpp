#include <dcc/base/columns.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/held.hpp>
#include <dcc/rules/held.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using rules::Holding;

// The working time of whoever holds a case.
class Worktime {
  public:
    explicit Worktime(Policy const &policy) : policy_{policy} {}

    Seconds of(Holding const &part) {
        auto const name = calendar_of(part);
        if (name.empty()) return part.to - part.from;
        auto found = calendars_.find(name);
        if (found == calendars_.end())
            found = calendars_.try_emplace(name, policy_.calendars.at(name)).first;
        return found->second.elapsed(part.from, part.to);
    }

  private:
    std::string calendar_of(Holding const &part) const {
        if (auto const *person = policy_.person(part.person)) return policy_.calendar_of(*person);
        auto const *team = policy_.team(part.team);
        return team ? team->calendar : std::string{};
    }

    Policy const &policy_;
    std::map<std::string, Calendar> calendars_;
};

// What one team or person held.
struct Row {
    std::string name;
    std::set<CaseId> cases;
    std::int64_t parts = 0;
    Seconds held{0};
    Seconds worked{0};
};

}  // namespace

Table held(Policy const &policy, std::span<Event const> events, rules::AdoptedTerms &adopted,
           Instant now) {
    Worktime worktime{policy};
    auto const parts = rules::held(events, adopted, now);
    Columns<Holding> const columns{
        {"team", "Team", &Holding::team},
        {"person", "Person", &Holding::person},
        {"from", "From", &Holding::from},
        {"to", "Until", &Holding::to},
        {"held_s", "Held", [](Holding const &part) { return part.to - part.from; }},
        {"worked_s", "Working time",
         [&](Holding const &part) {
             return part.ended ? Cell{} : Cell{Worked{worktime.of(part)}};
         }},
        {"ended", "", &Holding::ended},
        {"", "", [](Holding const &part) { return Cell{part.ended ? "ended" : ""}; }},
    };
    auto table = columns.table_of(parts, "Nobody has held it yet.");
    Seconds whole{0};
    for (auto const &part : parts) whole += part.to - part.from;
    if (!parts.empty()) table.notes.emplace_back(fmt::format("{} in all", format_span(whole)));
    return table;
}

Sheet held(store::Reader &reader, Policy const &policy, Scope const &scope, HeldBy by) {
    store::Reader::Snapshot const snapshot{reader};
    auto adopted = ledger::adopted_terms_of(reader);
    Worktime worktime{policy};
    std::map<std::string, Row> rows;
    store::CaseQuery query;
    query.received_from = scope.from;
    query.received_before = scope.before;
    query.order = store::CaseQuery::Order::received;
    std::vector<CaseId> ids;
    reader.each_case(query, [&](store::CaseRow &&row) {
        if (row.received_at <= scope.as_of) ids.push_back(row.id);
        return true;
    });
    for (auto const id : ids) {
        auto const events = reader.events(id);
        // Their times never decrease.
        auto const end = std::ranges::find_if(
            events, [&](Event const &event) { return event.at > scope.as_of; });
        auto const known = static_cast<std::size_t>(end - events.begin());
        if (known == 0) continue;
        for (auto const &part : rules::held(std::span{events}.first(known), adopted, scope.as_of)) {
            if (part.ended) continue;
            auto const &name = by == HeldBy::team ? part.team : part.person;
            auto &row = rows[name];
            row.name = name;
            row.cases.insert(id);
            ++row.parts;
            row.held += part.to - part.from;
            row.worked += worktime.of(part);
        }
    }
    Columns<Row> const columns{
        {std::string{word(by)}, by == HeldBy::team ? "Team" : "Person", &Row::name},
        {"cases", "Cases", [](Row const &row) { return std::ssize(row.cases); }},
        {"times", "Times", &Row::parts},
        {"held_s", "Held", &Row::held},
        {"worked_s", "Working time", [](Row const &row) { return Cell{Worked{row.worked}}; }},
    };
    auto table = columns.table("No case in that time.");
    std::vector<Row const *> order;
    for (auto const &[name, row] : rows) order.push_back(&row);
    std::ranges::stable_sort(order, [](Row const *a, Row const *b) { return a->held > b->held; });
    for (auto const *row : order) columns.add(table, *row);
    auto head =
        heading(reader, policy, scope, {"held", "Who held cases", describe_period(scope, policy)});
    head.append({{"by", "", [by](Scope const &) { return by; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = {
        "Held: from when somebody got a case until it went on or ended; the times sum up to the "
        "ages. Working time: of their calendar. A row without a name: nobody had them yet."};
    sheet.parts.push_back({"rows", "", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
