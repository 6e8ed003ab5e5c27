#include <dcc/base/error.hpp>
#include <dcc/calendar/detail/impl.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <algorithm>
#include <utility>

namespace dcc {
namespace {

using detail::OpeningIndex;
using std::chrono::days;
using std::chrono::floor;

// The local years that include the start of 1900 and the end of 2200 in UTC.
constexpr int first_index_year = 1899;
constexpr int last_index_year = 2201;

int utc_year(Instant t) {
    return static_cast<int>(Date{floor<days>(t)}.year());
}

Instant end_of_table(CalendarSpec const &spec, Zone const &zone) {
    if (!spec.table_end) return Instant::max();
    return zone.to_instant(detail::civil_time(*spec.table_end + days{1}, {}));
}

}  // namespace

Calendar::Impl::Impl(CalendarSpec given)
    : spec{std::move(given)}, zone{Zone::load(spec.zone)}, table_end{end_of_table(spec, zone)} {
    detail::check_spec(spec);
}

void Calendar::Impl::refuse(Wording const &why, Hint const &hint) const {
    throw Error{ErrorKind::data, say("calendar \"{}\": {}", spec.name, why), hint};
}

OpeningIndex const &Calendar::Impl::grow_to_cover(Instant from, Instant to) const {
    for (auto const t : {from, to}) {
        if (!is_supported(t)) {
            refuse(say("{} lies outside the years 1900 to 2200", format_utc(t)));
        }
    }
    // Local and UTC time differ by a day at most.
    return grow(utc_year(from - days{1}), utc_year(to + days{1}));
}

OpeningIndex const *Calendar::Impl::later(OpeningIndex const &index) const {
    if (index.last_year() >= last_index_year) return nullptr;
    return &grow(index.first_year(), index.last_year() + 1);
}

OpeningIndex const *Calendar::Impl::earlier(OpeningIndex const &index) const {
    if (index.first_year() <= first_index_year) return nullptr;
    return &grow(index.first_year() - 1, index.last_year());
}

OpeningIndex const &Calendar::Impl::grow(int first_year, int last_year) const {
    std::lock_guard const lock{growing_};
    if (auto const *const now = current_.load(std::memory_order_relaxed)) {
        if (now->first_year() <= first_year && last_year <= now->last_year()) return *now;
        // The length doubles at least, so that growing year by year costs at most twice as much as
        // building the longest index.
        auto const years = now->last_year() - now->first_year() + 1;
        first_year = first_year < now->first_year()
                         ? std::min(first_year, now->first_year() - years)
                         : now->first_year();
        last_year = last_year > now->last_year() ? std::max(last_year, now->last_year() + years)
                                                 : now->last_year();
        first_year = std::max(first_year, first_index_year);
        last_year = std::min(last_year, last_index_year);
    }
    indexes_.push_back(std::make_unique<OpeningIndex const>(spec, zone, first_year, last_year));
    current_.store(indexes_.back().get(), std::memory_order_release);
    return *indexes_.back();
}

}  // namespace dcc
