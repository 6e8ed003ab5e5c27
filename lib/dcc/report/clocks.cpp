#include <dcc/base/columns.hpp>
#include <dcc/report/clocks.hpp>
#include <dcc/rules/clock.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace dcc::report {
namespace {

std::string target_text(Clock const &clock) {
    return clock.target ? format_duration(*clock.target) : std::string{};
}

// "first_response", "handoff 2 (tech)"
Wording clock_name(Clock const &clock, Wording const &without_team) {
    auto name = argument_of(clock.kind);
    if (clock.instance > 1) name += fmt::format(" {}", clock.instance);
    if (clock.kind == ClockKind::handoff)
        name += say(" ({})", clock.team.empty() ? without_team : Wording{clock.team});
    return name;
}

// For programs: this text is part of the stable data format.
std::string data_name(Clock const &clock) {
    return clock_name(clock, "nobody yet").english();
}

// For people.
Wording shown_name(Clock const &clock) {
    return clock_name(clock, say("unassigned"));
}

// The deadline first promised. A clock that is not measured promises nothing.
std::optional<Instant> original_due(Clock const &clock) {
    return clock.target || clock.due_at ? clock.original_due_at : std::nullopt;
}

// A clock's state in a word. Late takes precedence over the stage.
std::string standing(Clock const &clock, Instant now) {
    if (rules::is_breached(clock, now))
        return clock.kind == ClockKind::promise ? "broken" : "breached";
    if (clock.stage == Stage::completed && (clock.target || clock.due_at || clock.judged_met))
        return clock.kind == ClockKind::promise ? "kept" : "met";
    return std::string{word(clock.stage)};
}

Wording shown_standing(Clock const &clock, Instant now) {
    bool const goes_on = rules::is_breached(clock, now) && !clock.stopped_at;
    auto const shown = Wording::word(standing(clock, now));
    return goes_on ? say("{}, running", shown) : shown;
}

// The account of one clock, a row for each stretch of time.
Table account(Case const &item, Clock const &clock, Calendar const &calendar, Instant now) {
    using rules::Stretch;
    Columns<Stretch> const columns{
        {"case", "", [&](Stretch const &) { return item.id; }},
        {"clock", "", [&](Stretch const &) { return clock.kind; }},
        {"instance", "", [&](Stretch const &) { return clock.instance; }},
        {"starts_at", "From", &Stretch::from},
        {"ends_at", "To", &Stretch::to},
        {"kind", "Kind", &Stretch::kind},
        {"reason", "Reason", &Stretch::reason},
        {"counted_s", "Counted", [](Stretch const &row) { return Worked{row.counted}; }},
        {"total_s", "Total", [](Stretch const &row) { return Worked{row.total}; }},
    };
    return columns.table_of(rules::explain(clock, calendar, now));
}

// "17:00", "17:05:30"
std::string time_of_day(Seconds time) {
    return time.count() % 60 == 0 ? fmt::format("{:%R}", time) : fmt::format("{:%T}", time);
}

// The conventions that the clock follows and that are not those of dcc, a sentence each.
std::vector<std::string> conventions_of(rules::AdoptedTerms &adopted, Clock const &clock) {
    std::vector<std::string> said;
    event::TermsRef const ref{clock.policy, clock.rule};
    if (ref == event::TermsRef{}) return said;
    auto const &terms = adopted.terms(ref);
    if (!terms.term(clock.kind)) return said;
    auto const say_if = [&](bool applies, std::string sentence) {
        if (applies) said.push_back(std::move(sentence));
    };
    auto const &used = terms.conventions;
    auto const &[days, whole_minutes, until_opening] = clock.counting;
    auto const lists = [&](std::vector<ClockKind> const &kinds) {
        return std::ranges::count(kinds, clock.kind) > 0;
    };
    bool const in_days = clock.target && clock.target->in_business_days;
    say_if(in_days && days.outside_hours == OutsideHours::next_opening,
           "a start outside hours counts from the next opening");
    say_if(in_days && days.outside_hours == OutsideHours::same_time,
           "due at the time of day of the start, in or outside hours");
    if (in_days && days.cutoff)
        say_if(true, say("a start at or after {} counts from the next day's opening",
                         time_of_day(days.cutoff->seconds)));
    say_if(whole_minutes, "the seconds of all times are dropped");
    say_if(until_opening && clock.target, "a deadline outside hours lasts until the next opening");
    say_if(lists(used.from_creation), "starts with the case");
    say_if(lists(used.any_contact), "restarts with each message, the customer's too");
    say_if(used.opened_by_staff && clock.kind == ClockKind::update,
           "staff opened the case, which was a message to the customer");
    say_if(used.silent_end_answers && clock.kind != ClockKind::resolution,
           "an end of the case without a message counts as an answer");
    if (clock.kind == ClockKind::resolution) {
        say_if(used.reopening == Reopening::count, "the time from end to reopening counts");
        say_if(used.reopening == Reopening::restart,
               "a reopening starts another clock with the whole target");
        say_if(used.reopening == Reopening::remainder,
               "a reopening starts another clock with what was left of the target");
    }
    return said;
}

Columns<Clock> columns_of(rules::AdoptedTerms &adopted, Case const &item, Instant now) {
    auto const calendar_of = [&adopted](Clock const &clock) -> Calendar const & {
        return adopted.calendar(clock.calendar_print);
    };
    auto const elapsed = [=](Clock const &clock) {
        return Worked{rules::elapsed(clock, calendar_of(clock), now)};
    };
    auto const remaining = [=](Clock const &clock) -> Cell {
        if (clock.stopped_at) return {};
        auto const left = rules::remaining(clock, calendar_of(clock), now);
        return left ? Cell{Worked{*left}} : Cell{};
    };
    return {
        {"case", "", [&item](Clock const &) { return item.id; }},
        {"clock", "", &Clock::kind},
        {"name", "", data_name},
        {"", "Clock", shown_name},
        {"instance", "", &Clock::instance},
        {"stage", "", &Clock::stage},
        {"standing", "", [now](Clock const &clock) { return standing(clock, now); }},
        {"", "State", [now](Clock const &clock) { return shown_standing(clock, now); }},
        {"breached", "", [now](Clock const &clock) { return rules::is_breached(clock, now); }},
        {"target", "Target", target_text},
        {"calendar", "Calendar", &Clock::calendar},
        {"elapsed_s", "Elapsed", elapsed},
        {"remaining_s", "Left", remaining},
        {"due_at", "Due", &Clock::due_at},
        {"original_due_at", "", original_due},
        {"beyond_table", "", &Clock::beyond_table},
        {"started_at", "", &Clock::started_at},
        {"stopped_at", "", &Clock::stopped_at},
        {"team", "", &Clock::team},
        {"rule", "", &Clock::rule},
        {"place", "", &Clock::place},
        {"policy", "", [](Clock const &clock) { return short_hex(clock.policy); }},
    };
}

}  // namespace

Table clocks(rules::AdoptedTerms &adopted, Case const &item, Instant now) {
    auto table = columns_of(adopted, item, now).table_of(item.clocks);
    for (auto const &clock : item.clocks)
        if (clock.beyond_table && !clock.stopped_at)
            table.notes.push_back(say(
                "{}: due after the end of the holiday table of calendar \"{}\": a holiday not yet "
                "known may move it",
                shown_name(clock), clock.calendar));
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
    // The desk's zone, not the calendar's: the rows are printed in it.
    auto const zone = Zone::load(policy.desk.zone);
    Sheet sheet;
    sheet.head =
        Columns<Case>{
            {"id", "Case", &Case::id},
            {"state", "State", &Case::state},
            {"as_of", "As of", [now](Case const &) { return now; }},
        }
            .row(item);
    for (auto const &clock : item.clocks) {
        auto const &calendar = adopted.calendar(clock.calendar_print);
        auto table = account(item, clock, calendar, now);
        table.empty = "No time has passed.";
        table.notes.push_back(
            clock.judged_met && !clock.due_at
                ? Wording{"A promise of the earlier system, whose date is not known"}
            : clock.kind == ClockKind::promise
                ? Wording{"A completion date promised to the customer"}
            : clock.target ? say("Target {} on calendar \"{}\" by sla \"{}\" ({}, policy {})",
                                 target_text(clock), clock.calendar, clock.rule, clock.place,
                                 short_hex(clock.policy))
                           : say("No target; counted on calendar \"{}\"", clock.calendar));
        for (auto const &sentence : conventions_of(adopted, clock))
            table.notes.push_back(say("Convention: {}", sentence));
        if (clock.judged_met)
            table.notes.push_back(
                say("As the earlier system judged it: {}", Wording::word(standing(clock, now))));
        if (clock.due_at)
            table.notes.push_back(
                say("Due {}{}: {}", zone.format(*clock.due_at, true),
                    clock.due_at == clock.original_due_at
                        ? Wording{}
                        : say(" (originally {})", zone.format(*clock.original_due_at, true)),
                    Wording::word(standing(clock, now))));
        sheet.parts.push_back({fmt::format("{}_{}", word(clock.kind), clock.instance),
                               shown_name(clock), std::move(table)});
    }
    return sheet;
}

}  // namespace dcc::report
