#include "verbs_calendar.hpp"

#include "common/desk.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/policy/calendar_file.hpp>
#include <dcc/rules/clock.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::cli {

namespace {

constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr int usual_days = 14;  // the days that `show` covers by default

[[noreturn]] void refuse_calendar(std::string const &name, std::vector<std::string> const &known) {
    auto const message =
        say("there is no calendar \"{}\"{}", printable(name),
            did_you_mean(name, std::vector<std::string_view>{known.begin(), known.end()}));
    std::string list;
    for (auto const &each : known) list += (list.empty() ? "there are: " : ", ") + each;
    throw Refused{{"no_such_calendar", message, list}};
}

// The calendar of that name in the policy, if there is a policy; else the shared one.
Calendar find_calendar(Context const &context, std::string const &name) {
    std::vector<std::string> known;
    std::error_code none;
    if (context.policy_given() ||
        (context.has_place() && std::filesystem::exists(context.policy_file(), none))) {
        auto policy = load_policy(context);
        if (auto const found = policy.calendars.find(name); found != policy.calendars.end())
            return Calendar{std::move(found->second)};
        for (auto const &[each, spec] : policy.calendars) known.push_back(each);
    }
    auto const shared = shared_data(context.share());
    if (auto const text = shared.calendar(name))
        return Calendar{read_calendar(*text, name + ".toml", name)};
    for (auto &each : shared.calendars())
        if (std::ranges::find(known, each) == known.end()) known.push_back(std::move(each));
    refuse_calendar(name, known);
}

std::string_view weekday_of(std::chrono::sys_days day) {
    return weekdays[std::chrono::weekday{day}.c_encoding()];
}

std::string with_weekday(Zone const &zone, Instant instant) {
    auto const day = std::chrono::floor<std::chrono::days>(zone.to_civil(instant));
    auto const civil = zone.to_civil(instant);
    bool const seconds = civil != std::chrono::floor<std::chrono::minutes>(civil);
    return fmt::format("{} {} {}", weekday_of(std::chrono::sys_days{day.time_since_epoch()}),
                       zone.format(instant, seconds), zone.name());
}

// "22h 30m", "25h", "1h 00m 30s". No days: a working day does not have 24 hours.
std::string exact(Seconds span) {
    std::chrono::hh_mm_ss const parts{abs(span)};
    auto const hours = parts.hours().count();
    auto const minutes = parts.minutes().count();
    auto const seconds = parts.seconds().count();
    std::string text = span < Seconds{0} ? "-" : "";
    if (hours > 0) text += fmt::format("{}h", hours);
    if (minutes > 0 || seconds > 0)
        text += hours > 0 ? fmt::format(" {:02}m", minutes) : fmt::format("{}m", minutes);
    if (seconds > 0) text += fmt::format(" {:02}s", seconds);
    return text.empty() ? "0m" : text;
}

Sheet one_field(std::string name, Cell const &value) {
    Columns<Cell> const columns{{std::move(name), "", [](Cell const &cell) { return cell; }}};
    return {columns.row(value), {}};
}

struct CalendarArgs {
    std::string calendar;
    std::string sla;
    When from;
    When to;
    Duration duration;
    std::optional<When> since;
    std::optional<When> until;
};

// The arguments of a run, read in the calendar's zone.
struct Question {
    Calendar calendar;
    Instant now;

    Question(Context &context, CalendarArgs const &args)
        : calendar{find_calendar(context, args.calendar)}, now{context.now(calendar.zone())} {
        context.use_zone(calendar.zone());
    }
    Instant at(When const &when) const { return when.in({calendar.zone(), now, &calendar.spec()}); }
    Instant end(When const &when) const {
        return when.end_in({calendar.zone(), now, &calendar.spec()});
    }
    std::string text(Instant instant) const { return with_weekday(calendar.zone(), instant); }
};

// How the SLA rule of that name counts.
Counting counting_of(Context const &context, std::string const &name) {
    auto const policy = load_policy(context);
    std::vector<std::string_view> known;
    for (auto const &rule : policy.sla) {
        if (rule.name == name) return rule.conventions.counting;
        known.push_back(rule.name);
    }
    throw Refused{
        {"no_such_sla",
         say("the policy has no sla \"{}\"{}", printable(name), did_you_mean(name, known)),
         "'dcc-admin policy show' lists them"}};
}

// When the duration ends, by the conventions of the SLA rule, if one is given.
Due due_of(Context const &context, Question const &ask, CalendarArgs const &args) {
    Clock clock;
    clock.kind = ClockKind::resolution;
    clock.target = args.duration;
    if (!args.sla.empty()) clock.counting = counting_of(context, args.sla);
    clock.started_at = rules::as_counted(clock, ask.at(args.from));
    rules::reckon(clock, ask.calendar);
    return {*clock.due_at, clock.beyond_table};
}

void due(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const due = due_of(context, ask, args);
    if (context.format() != Format::text) {
        Columns<Due> const columns{{"due_at", "", &Due::at},
                                   {"beyond_table", "", &Due::beyond_table}};
        return context.print(Sheet{columns.row(due), {}});
    }
    context.print_line(ask.text(due.at));
    if (due.beyond_table && !context.quiet())
        context.print_line(
            "after the end of the holiday table: holidays announced later may move it");
}

void back(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const at = ask.calendar.back(ask.end(args.to), args.duration);
    if (context.format() != Format::text) return context.print(one_field("at", at));
    context.print_line(ask.text(at));
}

void elapsed(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const span = ask.calendar.elapsed(ask.at(args.from), ask.end(args.to));
    if (context.format() != Format::text) return context.print(one_field("elapsed_s", span));
    context.print_line(exact(span));
}

void open(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const at = ask.at(args.from);
    struct Hours {
        bool open;
        Instant next_open;
        std::optional<Instant> next_close;
    };
    Hours const hours{ask.calendar.is_open(at), ask.calendar.next_open(at),
                      ask.calendar.next_close(at)};
    if (context.format() != Format::text) {
        Columns<Hours> const columns{{"open", "Open", &Hours::open},
                                     {"next_open_at", "Next opening", &Hours::next_open},
                                     {"next_close_at", "Next closing", &Hours::next_close}};
        return context.print(Sheet{columns.row(hours), {}});
    }
    if (hours.open)
        context.print_line(hours.next_close ? "open until " + ask.text(*hours.next_close)
                                            : "always open");
    else
        context.print_line("closed until " + ask.text(hours.next_open));
}

std::string clock_time(Seconds time) {
    std::chrono::hh_mm_ss const parts{time};
    auto text = fmt::format("{:02}:{:02}", parts.hours().count(), parts.minutes().count());
    if (parts.seconds() != Seconds{0}) text += fmt::format(":{:02}", parts.seconds().count());
    return text;
}

std::string hours_text(DayHours const &day) {
    std::string text;
    for (auto const &hours : day)
        text += (text.empty() ? "" : ", ") + clock_time(hours.open) + "–" + clock_time(hours.close);
    return text.empty() ? "closed" : text;
}

Table week_of(CalendarSpec const &spec) {
    std::vector<std::size_t> const days{1, 2, 3, 4, 5, 6, 0};
    Columns<std::size_t> const columns{
        {"weekday", "Day", [](std::size_t day) { return weekdays[day]; }},
        {"hours", "Hours", [&](std::size_t day) { return hours_text(spec.week[day]); }},
    };
    return columns.table_of(days);
}

Table periods_of(Question const &ask, Instant from, Instant to) {
    Columns<Period> const columns{
        {"starts_at", "From", &Period::from},
        {"ends_at", "To", &Period::to},
        {"open", "Open", &Period::open},
        {"length_s", "Length", [](Period const &period) { return period.to - period.from; }},
        {"reason", "Why closed", &Period::reason},
    };
    return columns.table_of(ask.calendar.periods(from, to));
}

void show(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const from = ask.at(args.since.value_or(When{"today"}));
    auto const to = args.until ? ask.end(*args.until) : from + std::chrono::days{usual_days};
    if (to < from) throw Error{ErrorKind::usage, "--to is before --from"};
    auto const &spec = ask.calendar.spec();
    auto const table_end = [](CalendarSpec const &one) {
        return one.table_end ? cell_of(Date{*one.table_end}) : Cell{};
    };
    Columns<CalendarSpec> const columns{
        {"name", "Calendar", [](CalendarSpec const &one) { return Cell{one.name}; }},
        {"zone", "Time zone", [](CalendarSpec const &one) { return Cell{one.zone}; }},
        {"fingerprint", "Fingerprint",
         [&](CalendarSpec const &) { return short_hex(ask.calendar.fingerprint()); }},
        {"table_end", "Holidays known to", table_end},
    };
    Sheet sheet{columns.row(spec), {}};
    sheet.parts.push_back({"week", "Week", week_of(spec)});
    sheet.parts.push_back({"periods", "Periods", periods_of(ask, from, to)});
    context.print(sheet);
}

}  // namespace

void add_calendar(Tool &tool) {
    auto &group = tool.verb("calendar", "calculate in working time");
    group.details(
        "CALENDAR is one of the policy's calendars when there is a policy, else a shared one.");
    auto args = std::make_shared<CalendarArgs>();
    auto const add = [&](char const *name, char const *summary,
                         void (*action)(Context &, CalendarArgs const &)) -> Verb & {
        auto &verb = group.verb(name, summary);
        verb.positional("CALENDAR", args->calendar, "of the policy, or a shared one");
        verb.run(everyone, [args, action](Context &context) { action(context, *args); });
        return verb;
    };
    auto &due_verb = add("due", "when a duration that starts at a time ends", due);
    due_verb.positional("FROM", args->from, "the start: a time, or now");
    due_verb.positional("DURATION", args->duration, "4h, 1d12h, 3bd, 3bd@close");
    due_verb.option("sla", args->sla, "RULE", "by the conventions of this SLA rule of the policy");
    auto &back_verb = add("back", "when to start so that a duration ends in time", back);
    back_verb.positional("UNTIL", args->to, "the end: a time, or now; a day means its end");
    back_verb.positional("DURATION", args->duration, "4h, 1d12h, 3bd");
    auto &elapsed_verb = add("elapsed", "the working time between two times", elapsed);
    elapsed_verb.positional("FROM", args->from, "the start: a time, or now");
    elapsed_verb.positional("TO", args->to, "the end: a time, or now; a day means its end");
    add("open", "whether it is open, and until when", open)
        .positional("AT", args->from, "a time, or now");
    auto &show_verb = add("show", "show its hours, and every opening and closing", show);
    show_verb.option("from", args->since, "TIME", "the start; today unless given");
    show_verb.option("to", args->until, "TIME",
                     "the end; 14 days later unless given; a day means its end");
}

}  // namespace dcc::cli
