#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/calendar/zone.hpp>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// An opening of one civil day, in seconds after midnight, half-open: [open, close). A close beyond
// 24:00 (up to 48:00) runs into the next civil day. 0 <= open < 24:00, open < close.
struct Hours {
    Seconds open{0};
    Seconds close{0};

    friend bool operator==(Hours const &, Hours const &) = default;
};

// The openings of one day, in order, not overlapping. Empty: closed all day.
using DayHours = std::vector<Hours>;

// The definition of a calendar, a plain value, as read from a policy or a shared calendar file.
struct CalendarSpec {
    std::string name;
    std::string zone = "UTC";
    std::array<DayHours, 7> week;  // Sunday first, as std::chrono::weekday::c_encoding counts
    std::map<std::chrono::sys_days, DayHours> exceptions;  // hours of a day; win over the rest
    // Make-up days, worked with the hours of the given weekday; win over a holiday.
    std::map<std::chrono::sys_days, std::chrono::weekday> workdays;
    std::map<std::chrono::sys_days, std::string> holidays;  // closed; the holiday's name or empty
    // The last day that the holiday table covers; none when the calendar has no such table.
    std::optional<std::chrono::sys_days> table_end;

    friend bool operator==(CalendarSpec const &, CalendarSpec const &) = default;
};

// The spec without its name as a text. The same calendar gives the same text on any machine.
std::string calendar_text(CalendarSpec const &spec);

// Reads the text from calendar_text(). Throws Error{data} when it is not of that form.
CalendarSpec read_calendar_text(std::string_view name, std::string_view text);

// A deadline, and whether it lies past the end of the calendar's holiday table: a holiday not yet
// announced may then still move it.
struct Due {
    Instant at;
    bool beyond_table = false;

    friend bool operator==(Due const &, Due const &) = default;
};

// A period of time that is open, or closed for one reason.
struct Period {
    Instant from;
    Instant to;
    bool open = false;
    std::string reason;  // why it is closed: "outside hours", "closed day", "holiday 国庆节",
                         // "exception"; empty when open
};

// Working time: all operations of a calendar, as pure functions of their arguments. W(a, b) stands
// for the working seconds in [a, b). An operation takes about 10 ns for any distance, once the
// years involved have been indexed. Const operations are safe to call from several threads.
//
// Every search is bounded. Error{data} is thrown when the calendar does not open within 20 years of
// the start, when a deadline lies past the year 2200, and for instants outside the years 1900 to
// 2200 (UTC).
class Calendar {
  public:
    // Throws Error{data} when the spec is wrong (unknown zone, hours out of order or overlapping,
    // also from one day into the next) or never opens.
    explicit Calendar(CalendarSpec spec);
    ~Calendar();
    Calendar(Calendar &&) noexcept;
    Calendar &operator=(Calendar &&) noexcept;

    // The spec it was made from, and its time zone.
    CalendarSpec const &spec() const noexcept;
    Zone const &zone() const noexcept;

    // Digest of calendar_text(): identifies the calendar's content.
    Digest const &fingerprint() const noexcept;

    // W(from, to); -W(to, from) when to < from.
    Seconds elapsed(Instant from, Instant to) const;

    // The deadline of a duration that starts at `from`. Throws Error{data} on a negative duration.
    //
    // Seconds d: the earliest t >= from with W(from, t) >= d. Work that ends exactly at closing
    // time is due at closing time; d = 0 gives `from` even outside hours.
    //
    // Business days n: the same civil time on the n-th following day that has an opening, or with
    // @close that day's last closing. Outside that day's hours it is moved to the nearest open
    // instant (closing time counts as open; of two equally near ones the earlier). A start on a
    // closed day counts from the next opening; so does, with n = 0, a start after the day's last
    // closing. No deadline is before the start. A start in hours that opened the evening before
    // belongs to that evening's day. `days` can choose another start: the next opening also on a
    // day that has one, or the same time of day everywhere; and it can have a time of day that ends
    // the day for this count.
    Due due(Instant from, Duration duration, DayCount const &days = {}) const;
    Due due(Instant from, Seconds duration) const;

    // The latest start of a duration that ends at `until`. Throws Error{data} on a negative
    // duration and on @close.
    //
    // Seconds d: the latest t <= until with W(t, until) >= d. Business days n: the same civil time
    // on the n-th preceding day that has an opening, moved to its nearest open instant. An end on a
    // closed day, or with n = 0 before the day's first opening, counts from the last closing before
    // it.
    Instant back(Instant until, Duration duration) const;
    Instant back(Instant until, Seconds duration) const;

    // Whether it is open at t. At closing time it is closed.
    bool is_open(Instant t) const;

    // The first open instant at or after t.
    Instant next_open(Instant t) const;

    // The first closing after t: of the opening that contains t, or of the next one. Openings that
    // touch count as one. Nothing when the calendar does not close within 20 years.
    std::optional<Instant> next_close(Instant t) const;

    // The open and closed periods of [from, to), in order and without gaps. Closed periods with
    // different reasons are separate. There are at most a few thousand per decade.
    std::vector<Period> periods(Instant from, Instant to) const;

    // Whether an instant lies past the end of the holiday table.
    bool beyond_table(Instant t) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dcc
