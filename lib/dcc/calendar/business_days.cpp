#include <dcc/base/error.hpp>
#include <dcc/calendar/detail/impl.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <vector>

namespace dcc {
namespace {

using detail::OpeningIndex;
using std::chrono::days;
using std::chrono::sys_days;

// An instant as a business day and a time: 01:00 in a shift that opened on Monday evening is
// Monday, 25 hours after midnight.
struct DayAndTime {
    sys_days day;
    Seconds after_midnight;
};

// Business days of a calendar, counted directly from the spec, since only a few days are involved.
class BusinessDays {
  public:
    explicit BusinessDays(Calendar const &calendar)
        : spec_{calendar.spec()}, zone_{calendar.zone()} {}

    // The openings of a civil day, without those that a change of clocks skips.
    std::vector<OpeningIndex::Stretch> openings(sys_days day) const {
        std::vector<OpeningIndex::Stretch> result;
        for (auto const &hours : *detail::plan_of(spec_, day).hours) {
            auto const open = zone_.to_instant(detail::civil_time(day, hours.open));
            auto const close = zone_.to_instant(detail::civil_time(day, hours.close));
            if (open < close) result.push_back({open, close});
        }
        return result;
    }

    DayAndTime place_of(Instant t) const {
        auto const civil = zone_.to_civil(t);
        auto const day = detail::civil_day(civil);
        auto const after = civil.time_since_epoch() - day.time_since_epoch();
        if (holds(openings(day), t)) return {day, after};
        auto const evening = day - days{1};
        auto const &hours = *detail::plan_of(spec_, evening).hours;
        bool const overnight = !hours.empty() && hours.back().close > days{1};
        if (overnight && holds(openings(evening), t)) return {evening, after + days{1}};
        return {day, after};
    }

    // The n-th day with an opening after `day` (step 1) or before it (step -1).
    sys_days nth(sys_days day, int n, int step) const {
        auto last_found = day;
        while (n > 0) {
            day += days{step};
            auto const &hours = *detail::plan_of(spec_, day).hours;
            if (!hours.empty() && !openings(day).empty()) {
                --n;
                last_found = day;
            } else if (days const gone = day - last_found; abs(gone) > detail::longest_search) {
                refuse(
                    say("it does not open within 20 years of {}", format_date(Date{last_found})));
            }
            if (day < first_instant || day >= past_last_instant) {
                refuse("so many business days lie outside the years 1900 to 2200");
            }
        }
        return day;
    }

    Instant instant_of(DayAndTime const &place) const {
        return zone_.to_instant(detail::civil_time(place.day, place.after_midnight));
    }

    // The nearest open instant of the day to the place.
    Instant nearest_open(DayAndTime const &place) const {
        auto const wish = instant_of(place);
        std::optional<Instant> best;
        for (auto const &opening : openings(place.day)) {
            auto const near = std::clamp(wish, opening.from, opening.to);
            if (!best || abs(near - wish) < abs(*best - wish)) best = near;
        }
        return best.value_or(wish);
    }

    [[noreturn]] void refuse(std::string const &why) const {
        throw Error{ErrorKind::data, say("calendar \"{}\": {}", spec_.name, why)};
    }

  private:
    // Closing time counts as open: a deadline at closing time belongs to that opening.
    static bool holds(std::vector<OpeningIndex::Stretch> const &openings, Instant t) {
        return std::ranges::any_of(
            openings, [t](auto const &opening) { return opening.from <= t && t <= opening.to; });
    }

    CalendarSpec const &spec_;
    Zone const &zone_;
};

}  // namespace

Due Calendar::due(Instant from, Duration duration, DayCount const &days) const {
    if (!duration.in_business_days) return due(from, duration.seconds);
    if (duration.business_days < 0) impl_->refuse("a duration cannot be negative");
    BusinessDays const business{*this};
    auto place = business.place_of(from);
    bool const keeps_time =
        days.outside_hours == OutsideHours::same_time && !(duration == Duration{{}, 0, true, true});
    if (days.cutoff && place.after_midnight >= days.cutoff->seconds) {
        from = business.openings(business.nth(place.day, 1, 1)).front().from;
        place = business.place_of(from);
    } else if (!keeps_time) {
        auto const openings = business.openings(place.day);
        bool const over =
            duration.business_days == 0 && !openings.empty() && from > openings.back().to;
        if (openings.empty() || over || days.outside_hours == OutsideHours::next_opening) {
            from = next_open(from);
            place = business.place_of(from);
        }
    }
    place.day = business.nth(place.day, duration.business_days, 1);
    if (duration.at_close) return impl_->due_at(business.openings(place.day).back().to);
    auto const at = keeps_time ? business.instant_of(place) : business.nearest_open(place);
    return impl_->due_at(at < from && !keeps_time ? next_open(from) : std::max(at, from));
}

Instant Calendar::back(Instant until, Duration duration) const {
    if (!duration.in_business_days) return back(until, duration.seconds);
    if (duration.business_days < 0) impl_->refuse("a duration cannot be negative");
    if (duration.at_close) impl_->refuse("@close has no meaning when going back");
    BusinessDays const business{*this};
    auto const last_closing = [this](Instant t) { return back(t, Seconds{1}) + Seconds{1}; };
    auto place = business.place_of(until);
    auto const openings = business.openings(place.day);
    bool const early =
        duration.business_days == 0 && !openings.empty() && until < openings.front().from;
    if (openings.empty() || early) {
        until = last_closing(until);
        place = business.place_of(until - Seconds{1});
        place.after_midnight += Seconds{1};
    }
    place.day = business.nth(place.day, duration.business_days, -1);
    auto const at = business.nearest_open(place);
    return at > until ? last_closing(until) : at;
}

}  // namespace dcc
