#include "../effort.hpp"
#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/calendar.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::sys_days;

namespace {

// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::int64_t below(std::int64_t limit) {
        auto z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<std::int64_t>((z ^ (z >> 31U)) % static_cast<std::uint64_t>(limit));
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }

  private:
    std::uint64_t state_;
};

struct Place {
    char const *zone;
    char const *change;  // a day near which the zone's clocks do something
};

constexpr Place places[] = {
    {"UTC", "2024-02-29"},
    {"Asia/Shanghai", "1986-05-04"},
    {"Asia/Shanghai", "2026-01-01"},
    {"Europe/Berlin", "2024-03-31"},
    {"Europe/Berlin", "2024-10-27"},
    {"America/New_York", "2025-03-09"},
    {"America/New_York", "2025-11-02"},
    {"Australia/Lord_Howe", "2025-04-06"},  // half an hour back
    {"Australia/Lord_Howe", "2025-10-05"},  // half an hour forward
    {"Asia/Kathmandu", "1986-01-01"},       // a quarter of an hour forward, at midnight
    {"Pacific/Apia", "2011-12-30"},         // a day left out
    {"America/Sao_Paulo", "2017-10-15"},    // midnight skipped
    {"America/Sao_Paulo", "2018-02-17"},    // the hour before midnight repeated
    {"Africa/Casablanca", "2025-02-23"},    // back for Ramadan
    {"Africa/Casablanca", "2025-04-06"},    // and forward again
    {"America/Havana", "2024-11-03"},       // midnight repeated
};

// Up to four openings on a coarse or a fine grid, the last of them perhaps a night shift.
DayHours random_day(Random &random, bool night_shifts) {
    DayHours day;
    auto const grid = random.one_in(3) ? 1 : 30;
    auto const limit = night_shifts ? 34 * 60 : 24 * 60;
    for (minutes time{0}; day.size() < 4;) {
        auto const open = time + minutes{grid * random.below(600 / grid)};
        auto const close = open + minutes{grid * (1 + random.below(480 / grid))};
        if (open >= 24h || close > minutes{limit}) break;
        day.push_back({open, close});
        time = close;
    }
    return day;
}

CalendarSpec random_spec(Random &random, Place const &place) {
    auto const around = day(place.change);
    CalendarSpec spec;
    spec.name = "random";
    spec.zone = place.zone;
    bool const night_shifts = random.one_in(2);
    for (auto &one : spec.week) {
        if (!random.one_in(5)) one = random_day(random, night_shifts);
    }
    // Weekly hours may not overlap across midnight: a shift that would is ended at midnight.
    for (std::size_t i = 0; i < 7; ++i) {
        auto const &next = spec.week[(i + 1) % 7];
        if (spec.week[i].empty() || next.empty()) continue;
        auto &close = spec.week[i].back().close;
        if (close - 24h > next.front().open) close = 24h;
    }
    if (random.one_in(6)) {
        for (auto &one : spec.week) one = hours("00:00-24:00");
    }
    auto const some_day = [&] { return around + days{random.below(21) - 10}; };
    for (int i = 0; i < 3; ++i) {
        spec.holidays[some_day()] = "holiday";
        spec.workdays[some_day()] = std::chrono::weekday{static_cast<unsigned>(random.below(7))};
        spec.exceptions[some_day()] = random_day(random, true);
    }
    spec.exceptions[around + days{12}] = hours("09:00-17:00");
    return spec;
}

// Working time by definition, one minute after the other. An opening begins when the clocks first
// show its time or a later one, which is what the latest time shown so far tells in a skipped and
// in a repeated hour alike.
class SlowCount {
  public:
    SlowCount(CalendarSpec const &spec, Zone const &zone, Instant from, Instant to) : from_{from} {
        auto shown = CivilTime::min();
        for (auto t = from - 72h; t < to; t += 1min) {
            shown = std::max(shown, zone.to_civil(t));
            if (t >= from) open_.push_back(open_at(spec, shown));
        }
    }

    bool is_open(Instant t) const { return open_[index(t)]; }

    Seconds elapsed(Instant from, Instant to) const {
        Seconds sum{0};
        for (auto t = from; t < to;) {
            auto const next = std::min(Instant{floor<minutes>(t) + 1min}, to);
            if (is_open(t)) sum += next - t;
            t = next;
        }
        return sum;
    }

  private:
    std::size_t index(Instant t) const {
        return static_cast<std::size_t>((t - from_) / minutes{1});
    }

    static bool open_at(CalendarSpec const &spec, CivilTime shown) {
        auto const today = floor<days>(shown);
        for (auto const one : {today, today - days{1}}) {
            for (auto const &hours : hours_of(spec, sys_days{one.time_since_epoch()})) {
                if (one + hours.open <= shown && shown < one + hours.close) return true;
            }
        }
        return false;
    }

    static DayHours hours_of(CalendarSpec const &spec, sys_days date) {
        if (spec.exceptions.contains(date)) return spec.exceptions.at(date);
        auto weekday = std::chrono::weekday{date};
        if (spec.workdays.contains(date)) {
            weekday = spec.workdays.at(date);
        } else if (spec.holidays.contains(date)) {
            return {};
        }
        return spec.week[weekday.c_encoding()];
    }

    Instant from_;
    std::vector<bool> open_;
};

// Calls check(calendar, random, from) for many calendars in every place; a window of three weeks
// begins at `from`.
template <class Check>
void for_each_calendar(std::uint64_t seed, int per_place, Check const &check) {
    Random random{seed};
    for (auto const &place : places) {
        for (int i = 0; i < per_place; ++i) {
            Calendar const calendar{random_spec(random, place)};
            CAPTURE(place.zone);
            CAPTURE(place.change);
            CAPTURE(calendar_text(calendar.spec()));
            check(calendar, random, Instant{day(place.change)} - days{10});
        }
    }
}

constexpr auto window = days{21};

Instant some_instant(Random &random, Instant from) {
    return from + Seconds{random.below(Seconds{window}.count())};
}

Seconds some_work(Random &random) {
    switch (random.below(4)) {
        case 0: return Seconds{random.below(600)};
        case 1: return minutes{random.below(600)};
        case 2: return 30min * random.below(200);
        default: return Seconds{random.below(2'000'000)};
    }
}

}  // namespace

TEST_CASE("property: agreement with a slow count, minute by minute") {
    for_each_calendar(
        1, 3 * test::effort, [](Calendar const &calendar, Random &random, Instant from) {
            SlowCount const slow{calendar.spec(), calendar.zone(), from, from + window};
            for (auto t = from; t < from + window; t += 7min) {
                REQUIRE_MESSAGE(calendar.is_open(t) == slow.is_open(t), format_utc(t));
            }
            for (int i = 0; i < 12; ++i) {
                auto const a = some_instant(random, from);
                auto const b = some_instant(random, from);
                REQUIRE(calendar.elapsed(std::min(a, b), std::max(a, b)) ==
                        slow.elapsed(std::min(a, b), std::max(a, b)));
            }
        });
}

TEST_CASE(
    "property: the work until the deadline is the work promised, and no earlier instant has it") {
    for_each_calendar(2, 25, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 40; ++i) {
            auto const a = some_instant(random, from);
            auto const work = some_work(random);
            std::optional<Due> due;
            try {
                due = calendar.due(a, work);
            } catch (Error const &) {
                // A calendar open on a few dates only.
                CHECK(calendar.elapsed(a, a + days{7000}) < work);
                continue;
            }
            REQUIRE(calendar.elapsed(a, due->at) == work);
            if (work == 0s) {
                REQUIRE(due->at == a);
            } else {
                REQUIRE(calendar.elapsed(a, due->at - 1s) == work - 1s);
                REQUIRE(calendar.is_open(due->at - 1s));
            }
        }
    });
}

TEST_CASE("property: a deadline may be reached in parts") {
    for_each_calendar(3, 20, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 30; ++i) {
            auto const a = some_instant(random, from);
            auto const one = some_work(random) + 1s;
            auto const two = some_work(random) + 1s;
            try {
                REQUIRE(calendar.due(a, one + two) == calendar.due(calendar.due(a, one).at, two));
            } catch (Error const &) {
                CHECK_THROWS_AS(calendar.due(a, one + two), Error);
            }
        }
    });
}

TEST_CASE("property: going back is the mirror of a deadline") {
    for_each_calendar(4, 20, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 30; ++i) {
            auto const b = some_instant(random, from) + 1s;
            auto const work = some_work(random) + 1s;
            std::optional<Instant> start;
            try {
                start = calendar.back(b, work);
            } catch (Error const &) {
                CHECK(calendar.elapsed(b - days{7000}, b) < work);
                continue;
            }
            REQUIRE(calendar.elapsed(*start, b) == work);
            REQUIRE(calendar.elapsed(*start + 1s, b) == work - 1s);
            REQUIRE(calendar.is_open(*start));
            // From there the deadline is b, or the closing before it.
            auto const due = calendar.due(*start, work).at;
            REQUIRE(due <= b);
            REQUIRE(calendar.elapsed(due, b) == 0s);
        }
    });
}

TEST_CASE("property: elapsed is additive, monotone and antisymmetric") {
    for_each_calendar(5, 20, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 30; ++i) {
            auto const a = some_instant(random, from);
            auto const b = some_instant(random, from);
            auto const c = some_instant(random, from);
            REQUIRE(calendar.elapsed(a, b) + calendar.elapsed(b, c) == calendar.elapsed(a, c));
            REQUIRE(calendar.elapsed(a, b) == -calendar.elapsed(b, a));
            auto const later = std::max(b, c);
            auto const sooner = std::min(b, c);
            REQUIRE(calendar.elapsed(a, sooner) <= calendar.elapsed(a, later));
            REQUIRE(calendar.elapsed(sooner, later) <= later - sooner);
        }
    });
}

TEST_CASE("property: answers do not depend on what was asked before") {
    for_each_calendar(6, 10, [](Calendar const &calendar, Random &random, Instant from) {
        auto const a = some_instant(random, from);
        auto const b = a + days{random.below(9000)};
        auto const near = calendar.elapsed(a, a + days{30});
        auto const far = calendar.elapsed(a, b);
        Calendar const fresh{calendar.spec()};
        REQUIRE(fresh.elapsed(a - days{5000}, b) - fresh.elapsed(a - days{5000}, a) == far);
        REQUIRE(fresh.elapsed(a, a + days{30}) == near);
        REQUIRE(calendar.elapsed(a, a + days{30}) == near);
    });
}

TEST_CASE("property: openings and closings agree with is_open") {
    for_each_calendar(7, 10, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 20; ++i) {
            auto const t = some_instant(random, from);
            auto const open = calendar.next_open(t);
            REQUIRE(open >= t);
            REQUIRE(calendar.is_open(open));
            REQUIRE(calendar.elapsed(t, open) == 0s);
            if (calendar.elapsed(open, open + days{60}) == days{60}) continue;
            auto const close = *calendar.next_close(t);
            REQUIRE(close > open);
            REQUIRE_FALSE(calendar.is_open(close));
            REQUIRE(calendar.elapsed(open, close) == close - open);
        }
    });
}

TEST_CASE("property: periods are gapless and their open parts sum to elapsed") {
    for_each_calendar(8, 10, [](Calendar const &calendar, Random &random, Instant from) {
        auto const a = some_instant(random, from);
        auto const b = a + Seconds{random.below(3'000'000)} + 1s;
        auto cursor = a;
        Seconds open{0};
        Period const *before = nullptr;
        auto const periods = calendar.periods(a, b);
        for (auto const &period : periods) {
            REQUIRE(period.from == cursor);
            REQUIRE(period.to > period.from);
            REQUIRE(calendar.elapsed(period.from, period.to) ==
                    (period.open ? period.to - period.from : 0s));
            if (before) {
                REQUIRE((before->open != period.open || before->reason != period.reason));
            }
            if (period.open) open += period.to - period.from;
            cursor = period.to;
            before = &period;
        }
        REQUIRE(cursor == b);
        REQUIRE(open == calendar.elapsed(a, b));
    });
}

TEST_CASE("property: business days end in hours, in order, and never before the start") {
    for_each_calendar(9, 10, [](Calendar const &calendar, Random &random, Instant from) {
        for (int i = 0; i < 10; ++i) {
            auto const a = some_instant(random, from);
            auto last = a;
            for (int n = 0; n < 4; ++n) {
                std::optional<Instant> at;
                try {
                    at = calendar.due(a, Duration{0s, n, true, false}).at;
                } catch (Error const &) {
                    break;  // a calendar open on a few dates only
                }
                REQUIRE(*at >= last);
                REQUIRE((calendar.is_open(*at) || calendar.is_open(*at - 1s)));
                auto const close = calendar.due(a, Duration{0s, n, true, true}).at;
                REQUIRE(close >= *at);
                last = *at;
            }
        }
    });
}
