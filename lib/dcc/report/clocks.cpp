#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/rules/clock.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::report {
namespace {

std::string target_text(Clock const &clock) {
    return clock.target ? format_duration(*clock.target) : std::string{};
}

// "first_response", "handoff 2 (tech)"
std::string name_of(Clock const &clock) {
    auto name = std::string{word(clock.kind)};
    if (clock.instance > 1) name += fmt::format(" {}", clock.instance);
    if (clock.kind == ClockKind::handoff)
        name += fmt::format(" ({})", clock.team.empty() ? "nobody yet" : clock.team);
    return name;
}

// A clock's state in a word for people: late outranks the stage.
std::string standing(Clock const &clock, Instant now) {
    if (rules::is_breached(clock, now)) {
        std::string const late = clock.kind == ClockKind::promise ? "broken" : "breached";
        return clock.stopped_at ? late : late + ", running";
    }
    if (clock.stage == Stage::completed && (clock.target || clock.due_at))
        return clock.kind == ClockKind::promise ? "kept" : "met";
    return std::string{word(clock.stage)};
}

// A clock's own account, stretch by stretch.
Table account(Case const &item, Clock const &clock, Calendar const &calendar, Instant now) {
    Table table;
    table.columns = {
        {"case", ""},        {"clock", ""},    {"instance", ""},     {"from", "From"},
        {"to", "To"},        {"kind", "Kind"}, {"reason", "Reason"}, {"counted_s", "Counted"},
        {"total_s", "Total"}};
    for (auto const &row : rules::explain(clock, calendar, now))
        table.rows.push_back({item.id.text(), std::string{word(clock.kind)},
                              std::int64_t{clock.instance}, row.from, row.to,
                              std::string{word(row.kind)}, text(row.reason), Worked{row.counted},
                              Worked{row.total}});
    return table;
}

}  // namespace

Table clocks(rules::AdoptedTerms &adopted, Case const &item, Instant now) {
    Table table;
    table.columns = {{"case", ""},
                     {"clock", ""},
                     {"name", "Clock"},
                     {"instance", ""},
                     {"stage", ""},
                     {"standing", "State"},
                     {"breached", ""},
                     {"target", "Target"},
                     {"calendar", "Calendar"},
                     {"elapsed_s", "Elapsed"},
                     {"remaining_s", "Left"},
                     {"due_at", "Due"},
                     {"original_due_at", ""},
                     {"beyond_table", ""},
                     {"started_at", ""},
                     {"stopped_at", ""},
                     {"team", ""},
                     {"rule", ""},
                     {"place", ""},
                     {"policy", ""}};
    for (auto const &clock : item.clocks) {
        auto const &calendar = adopted.calendar(clock.calendar_print);
        auto const left = clock.stopped_at ? std::nullopt : rules::remaining(clock, calendar, now);
        table.rows.push_back({item.id.text(),
                              std::string{word(clock.kind)},
                              name_of(clock),
                              std::int64_t{clock.instance},
                              std::string{word(clock.stage)},
                              standing(clock, now),
                              rules::is_breached(clock, now),
                              text(target_text(clock)),
                              text(clock.calendar),
                              Worked{rules::elapsed(clock, calendar, now)},
                              left ? Cell{Worked{*left}} : Cell{},
                              instant(clock.due_at),
                              instant(clock.original_due_at),
                              clock.beyond_table,
                              clock.started_at,
                              instant(clock.stopped_at),
                              text(clock.team),
                              text(clock.rule),
                              text(clock.place),
                              short_hex(clock.policy)});
        if (clock.beyond_table && !clock.stopped_at)
            table.notes.push_back(fmt::format(
                "{}: due past the end of calendar \"{}\"'s holiday table: a holiday not yet known "
                "may move it",
                name_of(clock), clock.calendar));
    }
    return table;
}

Table accounts(rules::AdoptedTerms &adopted, Case const &item, Instant now) {
    Table table;
    for (auto const &clock : item.clocks) {
        auto one = account(item, clock, adopted.calendar(clock.calendar_print), now);
        table.columns = std::move(one.columns);
        std::ranges::move(one.rows, std::back_inserter(table.rows));
    }
    return table;
}

Sheet explain_clocks(rules::AdoptedTerms &adopted, Policy const &policy, Case const &item,
                     Instant now) {
    // Not the calendar's zone: the rows above are in the desk's.
    auto const zone = Zone::load(policy.desk.zone);
    Sheet sheet;
    sheet.head.columns = {{"id", "Case"}, {"state", "State"}, {"as_of", "As of"}};
    sheet.head.rows = {{item.id.text(), std::string{word(item.state)}, now}};
    for (auto const &clock : item.clocks) {
        auto const &calendar = adopted.calendar(clock.calendar_print);
        auto table = account(item, clock, calendar, now);
        table.empty = "No time has passed.";
        table.notes.push_back(
            clock.kind == ClockKind::promise ? std::string{"A completion date told to the customer"}
            : clock.target
                ? fmt::format("Target {} on calendar \"{}\" by sla \"{}\" ({}, policy {})",
                              target_text(clock), clock.calendar, clock.rule, clock.place,
                              short_hex(clock.policy))
                : fmt::format("No target; counted on calendar \"{}\"", clock.calendar));
        if (clock.due_at)
            table.notes.push_back(
                fmt::format("Due {}{}: {}", zone.format(*clock.due_at, true),
                            clock.due_at == clock.original_due_at
                                ? std::string{}
                                : fmt::format(" (first promised {})",
                                              zone.format(*clock.original_due_at, true)),
                            standing(clock, now)));
        sheet.parts.push_back({fmt::format("{}_{}", word(clock.kind), clock.instance),
                               name_of(clock), std::move(table)});
    }
    return sheet;
}

}  // namespace dcc::report
