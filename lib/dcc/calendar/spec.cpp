#include <dcc/base/error.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace dcc::detail {
namespace {

using std::chrono::sys_days;

constexpr Seconds full_day = std::chrono::days{1};

[[noreturn]] void refuse(CalendarSpec const &spec, Wording const &why) {
    throw Error{ErrorKind::data, say("calendar \"{}\": {}", spec.name, why)};
}

void check_day(CalendarSpec const &spec, DayHours const &day, std::string const &where) {
    for (std::size_t i = 0; i < day.size(); ++i) {
        auto const &hours = day[i];
        if (hours.open < Seconds{0} || hours.open >= full_day || hours.close <= hours.open ||
            hours.close > 2 * full_day) {
            refuse(spec, say("{}: {} are not hours of a day", where, hours_text(hours)));
        }
        if (i > 0 && hours.open < day[i - 1].close) {
            refuse(spec, say("{}: {} overlaps or precedes {}", where, hours_text(hours),
                             hours_text(day[i - 1])));
        }
    }
}

void check_nights(CalendarSpec const &spec) {
    for (unsigned i = 0; i < 7; ++i) {
        auto const &today = spec.week[i];
        auto const next = (i + 1) % 7;
        auto const &tomorrow = spec.week[next];
        if (today.empty() || tomorrow.empty()) continue;
        if (today.back().close - full_day > tomorrow.front().open) {
            refuse(spec, say("{} {} runs into {} {}", weekday_word(i), hours_text(today.back()),
                             weekday_word(next), hours_text(tomorrow.front())));
        }
    }
}

bool ever_opens(CalendarSpec const &spec) {
    auto const opens = [](DayHours const &hours) { return !hours.empty(); };
    if (std::ranges::any_of(spec.week, opens)) return true;
    // Make-up days have the hours of the week, so with a closed week they are closed too.
    return std::ranges::any_of(spec.exceptions,
                               [&](auto const &dated) { return opens(dated.second); });
}

void append_two_digits(std::string &text, std::int64_t value) {
    if (value < 10) text += '0';
    text += std::to_string(value);
}

void append_time(std::string &text, Seconds time) {
    append_two_digits(text, time.count() / 3600);
    text += ':';
    append_two_digits(text, time.count() / 60 % 60);
    if (time.count() % 60 == 0) return;
    text += ':';
    append_two_digits(text, time.count() % 60);
}

}  // namespace

std::string hours_text(Hours hours) {
    std::string text;
    append_time(text, hours.open);
    text += '-';
    append_time(text, hours.close);
    return text;
}

DayPlan plan_of(CalendarSpec const &spec, sys_days day) {
    static DayHours const closed;
    if (auto const found = spec.exceptions.find(day); found != spec.exceptions.end()) {
        return {&found->second, DayKind::exception, {}};
    }
    if (auto const found = spec.workdays.find(day); found != spec.workdays.end()) {
        return {&spec.week[found->second.c_encoding()], DayKind::workday, {}};
    }
    if (auto const found = spec.holidays.find(day); found != spec.holidays.end()) {
        return {&closed, DayKind::holiday, found->second};
    }
    return {&spec.week[std::chrono::weekday{day}.c_encoding()], DayKind::weekly, {}};
}

void check_spec(CalendarSpec const &spec) {
    for (unsigned i = 0; i < 7; ++i) {
        check_day(spec, spec.week[i], std::string{weekday_word(i)});
    }
    check_nights(spec);
    for (auto const &[day, hours] : spec.exceptions) check_day(spec, hours, format_date(Date{day}));
    for (auto const &[day, weekday] : spec.workdays) {
        if (!weekday.ok()) refuse(spec, say("{}: no such weekday", format_date(Date{day})));
    }
    if (!ever_opens(spec)) refuse(spec, "it never opens: no day has hours");
}

}  // namespace dcc::detail
