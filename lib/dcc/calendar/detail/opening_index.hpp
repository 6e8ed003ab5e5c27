#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dcc::detail {

// All openings of consecutive civil years, each with the working time before it. Two lookup tables,
// by instant and by working time, give the opening where a search starts, so that a search takes
// one or two steps for any number of years. Immutable.
class OpeningIndex {
  public:
    // Covers the start of the first year to the end of the last. check_spec() must accept the spec.
    OpeningIndex(CalendarSpec const &spec, Zone const &zone, int first_year, int last_year);

    int first_year() const noexcept { return first_year_; }
    int last_year() const noexcept { return last_year_; }
    Instant begin() const noexcept { return Instant{Seconds{begin_}}; }
    Instant end() const noexcept { return Instant{Seconds{end_}}; }

    bool covers(Instant t) const noexcept { return begin() <= t && t < end(); }

    // Working time in [begin(), t), in seconds. t must be covered, also below.
    std::int64_t work_before(Instant t) const noexcept {
        auto const i = at(t);
        auto const since = t.time_since_epoch().count() - openings_[i].start;
        return openings_[i].work_before + std::min(since, length(i));
    }
    std::int64_t total_work() const noexcept { return openings_.back().work_before; }

    // The earliest t with work_before(t) >= work, for 0 < work <= total_work().
    Instant earliest_with(std::int64_t work) const noexcept {
        auto i = by_work_[static_cast<std::size_t>(work >> work_shift_)];
        while (openings_[i + 1].work_before < work) ++i;
        return Instant{Seconds{openings_[i].start + (work - openings_[i].work_before)}};
    }

    // The latest t with work_before(t) <= work, for 0 <= work < total_work().
    Instant latest_with(std::int64_t work) const noexcept {
        auto i = by_work_[static_cast<std::size_t>(work >> work_shift_)];
        while (openings_[i + 1].work_before <= work) ++i;
        return Instant{Seconds{openings_[i].start + (work - openings_[i].work_before)}};
    }

    struct Stretch {
        Instant from;
        Instant to;
    };

    // The first opening that ends after t, cut off at end(). Nothing when there is none.
    std::optional<Stretch> opening_at_or_after(Instant t) const noexcept {
        auto i = std::size_t{at(t)};
        if (t.time_since_epoch().count() - openings_[i].start >= length(i)) ++i;
        if (i + 1 == openings_.size()) return std::nullopt;
        Instant const from{Seconds{openings_[i].start}};
        return Stretch{from, from + Seconds{length(i)}};
    }

  private:
    struct Opening {
        std::int64_t start;
        std::int64_t work_before;
    };

    void build_indexes();

    std::int64_t length(std::size_t i) const noexcept {
        return openings_[i + 1].work_before - openings_[i].work_before;
    }

    // The last opening that starts at or before t.
    std::uint32_t at(Instant t) const noexcept {
        auto const count = t.time_since_epoch().count();
        auto i = by_time_[static_cast<std::size_t>((count - begin_) >> time_shift_)];
        while (openings_[i + 1].start <= count) ++i;
        return i;
    }

    int first_year_;
    int last_year_;
    std::int64_t begin_;
    std::int64_t end_;
    // Sentinels: first an empty opening at begin_, last one that never starts.
    std::vector<Opening> openings_;
    std::vector<std::uint32_t> by_time_;  // the last opening at or before each step's start
    std::vector<std::uint32_t> by_work_;  // the first opening that reaches each step's work
    int time_shift_ = 0;
    int work_shift_ = 0;
};

}  // namespace dcc::detail
