#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>

#include <optional>
#include <string_view>
#include <variant>

namespace dcc {

// An instant, or a span of the calendar such as a day, a week or a month: [first, next).
struct TimeSpan {
    Instant first;
    std::optional<Instant> next;  // none for an instant

    friend bool operator==(TimeSpan const &, TimeSpan const &) = default;
};

// A time as people write or say it, in English or Chinese. Case, width and blanks do not matter.
//
//   instants   2026-11-21T16:00:00+08:00, 2026-11-21 16:00, now, 现在
//   from now   +2h, -30m, +1d12h, 2 hours ago, in 3 days, 30分钟前, 两天后; business days: +3bd,
//              3个工作日后. Days and weeks keep the time of day.
//   days       2026-11-21, 2026/11/21, 11-21, 11/21, 2026年11月21日, 11月21日, today, tomorrow,
//   昨天,
//              后天; fri: the next one after today; this fri, 本周五, next mon, 下周一: of that
//              week, from Monday to Sunday. A date without a year is the nearest one.
//   days with a time   tomorrow 14:00, fri 2pm, 明天下午3点, 11-21 9点半; the time alone: of today.
//   the end of a working day   eod, tomorrow eod, 下班, 明天下班: its last closing; where it has no
//              opening, or no hours are known, its last second.
//   spans      this week, last month, next quarter, 上周, 本月, 去年, 2026-11, 2026年11月,
//   2026-W48,
//              2026-Q4, 2026
class SpokenTime {
  public:
    // Now.
    SpokenTime() = default;

    // Nothing for any other text, and for a date or time that does not exist.
    static std::optional<SpokenTime> parse(std::string_view text);

    // What it is, said at `now` in the zone. `hours`: the working hours for business days and the
    // end of a working day. Throws Error{data} for business days without hours, for hours that are
    // wrong, and for times outside the years 1900 to 2200.
    TimeSpan at(Zone const &zone, Instant now, CalendarSpec const *hours = nullptr) const;

    // A distance from now, into the future or the past.
    struct Offset {
        std::chrono::days days{0};
        Seconds seconds{0};
        int business_days = 0;
    };

    // Days, of which one is meant.
    struct FromToday {
        std::chrono::days distance{0};
    };
    struct DayOfWeek {
        std::optional<int> week;  // from this week; none: the next such day after today
        std::chrono::weekday day;
    };
    struct DayOfYear {
        std::chrono::month_day date;  // the nearest one
    };

    // Spans.
    enum class Unit { week, month, quarter, year };
    struct FromThis {
        Unit unit{};
        int distance = 0;
    };
    struct Numbered {
        Unit unit{};
        std::chrono::year year;
        unsigned number = 1;  // the week by ISO 8601, the month, the quarter; 1 of a year
    };

  private:
    struct Now {};
    using Meaning = std::variant<Now, Instant, CivilTime, Offset, FromToday, DayOfWeek, DayOfYear,
                                 Date, FromThis, Numbered>;
    explicit SpokenTime(Meaning meaning) : meaning_{meaning} {}
    static std::optional<SpokenTime> parse_words(std::string_view text);

    Meaning meaning_;
    std::optional<Seconds> clock_;  // the time of day
    bool at_close_ = false;         // the end of the working day
};

}  // namespace dcc
