#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/detail/opening_index.hpp>
#include <dcc/calendar/range.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace dcc {

// A calendar with its opening index. The index is built on first use and replaced by a longer one
// when an instant lies outside it. Readers use the current one without locking.
struct Calendar::Impl {
    explicit Impl(CalendarSpec given);

    // An index that covers both instants. Throws Error{data} outside the years 1900 to 2200.
    detail::OpeningIndex const &covering(Instant from, Instant to) const {
        auto const *const index = current_.load(std::memory_order_acquire);
        if (index && index->covers(from) && index->covers(to)) return *index;
        return grow_to_cover(from, to);
    }

    // An index that reaches a year or more further; null at the end of the supported years.
    detail::OpeningIndex const *later(detail::OpeningIndex const &index) const;
    detail::OpeningIndex const *earlier(detail::OpeningIndex const &index) const;

    Due due_at(Instant t) const { return {t, t >= table_end}; }

    [[noreturn]] void refuse(Wording const &why, Hint const &hint = {}) const;

    CalendarSpec const spec;
    Zone const zone;
    Instant const table_end;  // the first instant past the holiday table; max() when it has no end

    mutable std::once_flag digested;
    mutable Digest digest{};

  private:
    detail::OpeningIndex const &grow_to_cover(Instant from, Instant to) const;
    detail::OpeningIndex const &grow(int first_year, int last_year) const;

    mutable std::atomic<detail::OpeningIndex const *> current_{nullptr};
    mutable std::mutex growing_;
    // Replaced indexes are kept, because other threads may still read them.
    mutable std::vector<std::unique_ptr<detail::OpeningIndex const>> indexes_;
};

namespace detail {

// How far ahead an opening or a closing is searched.
inline constexpr Seconds longest_search = std::chrono::years{20};

}  // namespace detail
}  // namespace dcc
