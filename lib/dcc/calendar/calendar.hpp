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

// Minutes of one civil day, half-open: [open, close). A close beyond 24:00 (up to 48:00) runs into
// the next civil day. 0 <= open < 24:00, open < close.
struct Hours {
    std::chrono::minutes open{0};
    std::chrono::minutes close{0};

    friend bool operator==(Hours const &, Hours const &) = default;
};

// The openings of one day, in order, not overlapping; none: closed all day.
using DayHours = std::vector<Hours>;

// What makes a calendar: a plain value, as a policy or a shared calendar file gives it.
struct CalendarSpec {
    std::string name;
    std::string zone = "UTC";
    std::array<DayHours, 7> week;  // Sunday first, as std::chrono::weekday::c_encoding counts
    std::map<std::chrono::sys_days, DayHours> exceptions;  // replaces that day's hours; wins
    // A make-up day: worked with the hours of the named weekday; wins over a holiday.
    std::map<std::chrono::sys_days, std::chrono::weekday> workdays;
    std::map<std::chrono::sys_days, std::string> holidays;  // closed; the holiday's name or empty
    // The last day that the holiday table speaks of; none when the calendar has no such table.
    std::optional<std::chrono::sys_days> table_end;

    friend bool operator==(CalendarSpec const &, CalendarSpec const &) = default;
};

// A stable text of all that counts in the spec, the name left out: the same calendar gives the
// same text, on any machine. read_calendar_text() reads it back; it throws Error{data} when the
// text is not of that form.
std::string calendar_text(CalendarSpec const &spec);
CalendarSpec read_calendar_text(std::string_view name, std::string_view text);

// A deadline, and whether it lies past the end of the calendar's holiday table, so that a holiday
// not yet announced may still move it.
struct Due {
    Instant at;
    bool beyond_table = false;

    friend bool operator==(Due const &, Due const &) = default;
};

// A stretch of time of one kind: open, or closed for a reason.
struct Period {
    Instant from;
    Instant to;
    bool open = false;
    std::string reason;  // why it is closed: "outside hours", "closed day", "holiday 国庆节",
                         // "exception"; empty when open
};

// Working time: all operations of a calendar, as pure functions of their arguments. With W(a, b)
// the working seconds in [a, b). Operations take some 10 ns whatever the distance, once the years
// they touch have been indexed. Const operations are safe to call from several threads.
//
// Every search is bounded: a calendar that does not open within 20 years of the start, a deadline
// past the year 2200, or any question about instants outside the years 1900 to 2200 (UTC) throws
// Error{data} saying so.
class Calendar {
  public:
    // Throws Error{data} when the spec is wrong (unknown zone, hours out of order or overlapping,
    // also from one day into the next) or never opens.
    explicit Calendar(CalendarSpec spec);
    ~Calendar();
    Calendar(Calendar &&) noexcept;
    Calendar &operator=(Calendar &&) noexcept;

    CalendarSpec const &spec() const noexcept;
    Zone const &zone() const noexcept;

    // Digest of calendar_text(): names the calendar's content.
    Digest const &fingerprint() const noexcept;

    // W(from, to); the negative of W(to, from) when to < from.
    Seconds elapsed(Instant from, Instant to) const;

    // Seconds: the earliest t >= from with W(from, t) >= d, so work that ends exactly at closing
    // time is due at closing time; d = 0 gives `from` even outside hours. Business days: the same
    // civil time on the n-th following day that has any opening, moved to that day's nearest open
    // instant (its closing time counts as one; the earlier of two equally near) when outside its
    // hours, or that day's last closing; a start on a closed day counts from the next opening.
    // With n = 0 a start after the day's last closing counts from the next opening too, and
    // nothing is due before the start. A start in hours that opened the evening before belongs to
    // that day. Throws Error{data} on a negative duration.
    Due due(Instant from, Duration duration) const;
    Due due(Instant from, Seconds duration) const;

    // Seconds: the latest t <= until with W(t, until) >= d. Business days: the same civil time on
    // the n-th preceding day that has any opening, moved to its nearest open instant; an end on a
    // closed day, or with n = 0 before the day's first opening, counts from the last closing before
    // it; @close is refused. Throws Error{data} on a negative duration.
    Instant back(Instant until, Duration duration) const;
    Instant back(Instant until, Seconds duration) const;

    // Half-open: at closing time it is closed. next_open gives t itself when open; next_close the
    // first closing after t, of the opening that holds t or else of the next one. Openings that
    // touch are one; nothing for a calendar that does not close within 20 years.
    bool is_open(Instant t) const;
    Instant next_open(Instant t) const;
    std::optional<Instant> next_close(Instant t) const;

    // The open and closed stretches of [from, to), in order, without gaps, adjacent stretches of
    // different reasons apart. At most a few thousand a decade.
    std::vector<Period> periods(Instant from, Instant to) const;

    // Whether an instant lies past the end of the holiday table.
    bool beyond_table(Instant t) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dcc
