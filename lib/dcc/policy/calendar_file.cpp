#include <dcc/policy/calendar_file.hpp>
#include <dcc/policy/detail/calendar_file.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dcc {
namespace policy_file {
namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::chrono::days longest_run{366 * 3};  // the longest range written with ".."

// A name and a list of hours are stored for each day of a range.
constexpr std::size_t longest_holiday_name = 200;  // bytes
constexpr std::size_t most_openings = 48;          // of a day

[[noreturn]] void refuse(Wording const &what) {
    throw Error{ErrorKind::data, what};
}

// "09:00-12:00"; "22:00-02:00" runs into the next day.
Hours parse_hours(std::string_view text) {
    auto const dash = text.find('-');
    if (dash == std::string_view::npos)
        refuse(say("{} is not of the form \"09:00-18:00\"", quote(text)));
    Hours hours{parse_time_of_day(text.substr(0, dash)), parse_time_of_day(text.substr(dash + 1))};
    if (hours.open == hours.close)
        refuse(say("{} is empty; a whole day is \"00:00-24:00\"", quote(text)));
    if (hours.close < hours.open) hours.close += std::chrono::days{1};
    return hours;
}

unsigned parse_weekday(std::string_view text) {
    auto const found = std::ranges::find(weekdays, text);
    if (found == weekdays.end())
        refuse(say("{} is not a day: sun, mon, tue, wed, thu, fri, sat", quote(text)));
    return static_cast<unsigned>(found - weekdays.begin());
}

// "mon", "mon-fri" (also over the weekend: "sat-mon"), "mon,wed,fri", "daily".
std::vector<unsigned> parse_weekdays(std::string_view text) {
    if (text == "daily") return {0, 1, 2, 3, 4, 5, 6};
    std::vector<unsigned> found;
    for (auto more = true; more;) {
        auto const comma = text.find(',');
        more = comma != std::string_view::npos;
        auto const part = text.substr(0, comma);
        auto const dash = part.find('-');
        auto day = parse_weekday(part.substr(0, dash));
        auto const last =
            dash == std::string_view::npos ? day : parse_weekday(part.substr(dash + 1));
        for (; day != last; day = (day + 1) % 7) found.push_back(day);
        found.push_back(last);
        if (more) text.remove_prefix(comma + 1);
    }
    return found;
}

// Every day of "2026-10-01..2026-10-07".
std::vector<sys_days> parse_run(std::string_view text) {
    auto const [from, to] = parse_days(text);
    if (to - from > longest_run) refuse(say("{} is longer than 3 years", quote(text)));
    std::vector<sys_days> run;
    for (auto day = from; day <= to; day += std::chrono::days{1}) run.push_back(day);
    return run;
}

// Calls a reader that may throw. Its error becomes a finding at the text's place.
template <class Read>
auto attempt(TomlTable &table, Text const &text, Read read) -> decltype(read(text.text)) {
    try {
        return read(text.text);
    } catch (Error const &wrong) {
        table.error(text, wrong.what());
        return {};
    }
}

DayHours read_day_hours(TomlTable &table, std::string_view key) {
    DayHours day;
    for (auto const &text : table.texts(key)) {
        if (day.size() == most_openings) {
            table.error(text, say("more than {} openings of a day", most_openings));
            break;
        }
        day.push_back(attempt(table, text, parse_hours));
    }
    return day;
}

void read_week(TomlTable &table, CalendarSpec &spec) {
    std::set<unsigned> given;
    spec.week = {};
    for (auto const &key : table.keys()) {
        auto const hours = read_day_hours(table, key.text);
        for (auto const day : attempt(table, key, parse_weekdays)) {
            if (!given.insert(day).second)
                table.error(key, say("{} is given twice", weekdays[day]));
            spec.week[day] = hours;
        }
    }
}

void read_exceptions(TomlTable &table, CalendarSpec &spec) {
    for (auto const &key : table.keys()) {
        auto const hours = read_day_hours(table, key.text);
        for (auto const day : attempt(table, key, parse_run)) spec.exceptions[day] = hours;
    }
}

// Make-up days: a list of dates, worked as a Monday, or a table of date = "weekday".
void read_workdays(TomlTable &table, CalendarSpec &spec) {
    auto const add = [&](Text const &date, unsigned weekday) {
        for (auto const day : attempt(table, date, parse_run))
            spec.workdays[day] = std::chrono::weekday{weekday};
    };
    if (!table.has_table("workdays")) {
        for (auto const &date : table.dates("workdays")) add(date, 1);
        return;
    }
    table.table("workdays", [&](TomlTable &workdays) {
        for (auto const &date : workdays.keys())
            if (auto const day = workdays.parsed(date.text, parse_weekday)) add(date, *day);
    });
}

}  // namespace

Seconds parse_time_of_day(std::string_view text) {
    auto const refuse_it = [&] { refuse(say("{} is not a time of day", quote(text))); };
    std::array<int, 3> parts{};  // hours, minutes, seconds
    std::size_t count = 0;
    for (auto rest = text; count < parts.size(); ++count) {
        auto const digits = rest.substr(0, rest.find(':'));
        auto const *const end = digits.data() + digits.size();
        auto const [last, error] = std::from_chars(digits.data(), end, parts[count]);
        bool const is_short = digits.size() == 2 || (count == 0 && digits.size() == 1);
        if (!is_short || error != std::errc{} || last != end || parts[count] < 0) refuse_it();
        if (digits.size() == rest.size()) break;
        rest.remove_prefix(digits.size() + 1);
    }
    auto const time =
        std::chrono::hours{parts[0]} + std::chrono::minutes{parts[1]} + Seconds{parts[2]};
    bool const is_whole = count == 1 || count == 2;
    if (!is_whole || parts[1] > 59 || parts[2] > 59 || time > std::chrono::days{1}) refuse_it();
    return time;
}

void read_spec(TomlTable &table, CalendarSpec &spec) {
    table.text("description");  // for readers of the file
    if (table.get("zone", spec.zone)) table.parsed("zone", Zone::load);
    table.table("hours", [&](TomlTable &hours) { read_week(hours, spec); });
    table.tables("holidays", table.subject() + ": holiday", "name", [&](TomlTable &holiday) {
        std::string name;
        holiday.get("name", name);
        if (name.size() > longest_holiday_name) {
            holiday.error_at("name", say("longer than {} bytes", longest_holiday_name));
            return;
        }
        for (auto const &date : holiday.dates("days"))
            for (auto const day : attempt(holiday, date, parse_run)) spec.holidays[day] = name;
        read_workdays(holiday, spec);
    });
    table.table("exceptions", [&](TomlTable &exceptions) { read_exceptions(exceptions, spec); });
    for (auto const &date : table.dates("table_end")) {
        auto const end = attempt(table, date, parse_run);
        if (!end.empty()) spec.table_end = end.back();
    }
    // Holidays are published for whole years.
    if (!spec.table_end && !spec.holidays.empty())
        spec.table_end = Date{Date{spec.holidays.rbegin()->first}.year() / 12 / 31};
}

void check_sound(TomlReading &reading, CalendarSpec const &spec, Place const &place) {
    try {
        Calendar const sound{spec};
    } catch (Error const &wrong) {
        reading.error(place, "", wrong.what());
    }
}

CalendarSpec read_calendar_file(TomlReading &reading, std::string_view text, std::string_view name,
                                std::string const &zone) {
    CalendarSpec spec;
    spec.name = name;
    spec.zone = zone;
    if (auto const parsed = parse(reading, text)) {
        TomlTable table{reading, *parsed, fmt::format("calendar {}", quote(name))};
        read_spec(table, spec);
        table.close();
    }
    if (reading.error_count() == 0) check_sound(reading, spec, reading.place({{1, 1}, {1, 1}, {}}));
    return spec;
}

}  // namespace policy_file

CalendarSpec read_calendar(std::string_view text, std::string const &file, std::string_view name) {
    policy_file::TomlReading reading{file};
    auto spec = policy_file::read_calendar_file(reading, text, name, "UTC");
    auto const findings = reading.take();
    if (!findings.empty()) throw_findings(findings);
    return spec;
}

}  // namespace dcc
