#include "verbs_calendar.hpp"

#include "common/desk.hpp"
#include <dcc/base/text.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/policy/calendar_file.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::cli {

namespace {

constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr int usual_days = 14;  // that `show` covers

[[noreturn]] void refuse_calendar(std::string const &name, std::vector<std::string> const &known) {
    auto message = "there is no calendar \"" + printable(name) + "\"";
    if (auto const meant = nearest(name, std::vector<std::string_view>{known.begin(), known.end()});
        !meant.empty())
        message += " (did you mean \"" + std::string{meant} + "\"?)";
    std::string list;
    for (auto const &each : known) list += (list.empty() ? "there are: " : ", ") + each;
    throw Refused{{"no_such_calendar", message, list}};
}

// The policy's calendar of that name when there is a policy, else the shared one.
Calendar find_calendar(Context const &context, std::string const &name) {
    std::vector<std::string> known;
    std::error_code none;
    if (context.policy_given() || std::filesystem::exists(context.policy_file(), none)) {
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

// "22h 30m", "25h", "1h 00m 30s": days are left out, for a working day has no 24 hours.
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

Sheet one_row(std::vector<Column> columns, std::vector<Cell> cells) {
    return Sheet{Table{std::move(columns), {std::move(cells)}, {}, {}}, {}};
}

struct CalendarArgs {
    std::string calendar;
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
    Instant at(When const &when) const { return when.in(calendar.zone(), now); }
    std::string text(Instant instant) const { return with_weekday(calendar.zone(), instant); }
};

void due(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const due = ask.calendar.due(ask.at(args.from), args.duration);
    if (context.format() != Format::text)
        return context.print(
            one_row({{"due_at", ""}, {"beyond_table", ""}}, {due.at, due.beyond_table}));
    context.print_line(ask.text(due.at));
    if (due.beyond_table && !context.quiet())
        context.print_line(
            "past the end of the holiday table: holidays yet to be announced may move it");
}

void back(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const at = ask.calendar.back(ask.at(args.to), args.duration);
    if (context.format() != Format::text) return context.print(one_row({{"at", ""}}, {at}));
    context.print_line(ask.text(at));
}

void elapsed(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const span = ask.calendar.elapsed(ask.at(args.from), ask.at(args.to));
    if (context.format() != Format::text)
        return context.print(one_row({{"elapsed_s", ""}}, {span}));
    context.print_line(exact(span));
}

void open(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const at = ask.at(args.from);
    bool const is_open = ask.calendar.is_open(at);
    auto const next_open = ask.calendar.next_open(at);
    auto const next_close = ask.calendar.next_close(at);
    if (context.format() != Format::text)
        return context.print(one_row(
            {{"open", "Open"}, {"next_open", "Next opening"}, {"next_close", "Next closing"}},
            {is_open, next_open, next_close ? Cell{*next_close} : Cell{}}));
    if (is_open)
        context.print_line(next_close ? "open until " + ask.text(*next_close) : "always open");
    else
        context.print_line("closed until " + ask.text(next_open));
}

std::string clock_time(std::chrono::minutes time) {
    return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

std::string hours_text(DayHours const &day) {
    std::string text;
    for (auto const &hours : day)
        text += (text.empty() ? "" : ", ") + clock_time(hours.open) + "–" + clock_time(hours.close);
    return text.empty() ? "closed" : text;
}

Table week_of(CalendarSpec const &spec) {
    Table table;
    table.columns = {{"weekday", "Day"}, {"hours", "Hours"}};
    for (std::size_t i = 1; i <= 7; ++i)
        table.rows.push_back({std::string{weekdays[i % 7]}, hours_text(spec.week[i % 7])});
    return table;
}

Table periods_of(Question const &ask, Instant from, Instant to) {
    Table table;
    table.columns = {{"from", "From"},
                     {"to", "To"},
                     {"open", "Open"},
                     {"length_s", "Length"},
                     {"reason", "Why closed"}};
    for (auto const &period : ask.calendar.periods(from, to))
        table.rows.push_back({period.from, period.to, period.open, period.to - period.from,
                              period.reason.empty() ? Cell{} : Cell{period.reason}});
    return table;
}

void show(Context &context, CalendarArgs const &args) {
    Question const ask{context, args};
    auto const from = ask.at(args.since.value_or(When{"today"}));
    auto const to = args.until ? ask.at(*args.until) : from + std::chrono::days{usual_days};
    if (to < from) throw Error{ErrorKind::usage, "--to is before --from"};
    auto const &spec = ask.calendar.spec();
    Cell table_end;
    if (spec.table_end) table_end = format_date(Date{*spec.table_end});
    Sheet sheet;
    sheet.head.columns = {{"name", "Calendar"},
                          {"zone", "Time zone"},
                          {"fingerprint", "Fingerprint"},
                          {"table_end", "Holidays known to"}};
    sheet.head.rows = {{spec.name, spec.zone, short_hex(ask.calendar.fingerprint()), table_end}};
    sheet.parts.push_back({"week", "Week", week_of(spec)});
    sheet.parts.push_back({"periods", "Periods", periods_of(ask, from, to)});
    context.print(sheet);
}

}  // namespace

void add_calendar(Tool &tool) {
    auto &group = tool.verb("calendar", "reckon in working time");
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
    auto &due_verb = add("due", "when a duration from a time is over", due);
    due_verb.positional("FROM", args->from, "the start: a time, or now");
    due_verb.positional("DURATION", args->duration, "4h, 1d12h, 3bd, 3bd@close");
    auto &back_verb = add("back", "when to start to be done in time", back);
    back_verb.positional("UNTIL", args->to, "the end: a time, or now");
    back_verb.positional("DURATION", args->duration, "4h, 1d12h, 3bd");
    auto &elapsed_verb = add("elapsed", "the working time between two times", elapsed);
    elapsed_verb.positional("FROM", args->from, "the start: a time, or now");
    elapsed_verb.positional("TO", args->to, "the end: a time, or now");
    add("open", "whether it is open, and until when", open)
        .positional("AT", args->from, "a time, or now");
    auto &show_verb = add("show", "its hours, and every opening and closing", show);
    show_verb.option("from", args->since, "TIME", "where it begins; today unless given");
    show_verb.option("to", args->until, "TIME", "where it ends; 14 days later unless given");
}

}  // namespace dcc::cli
