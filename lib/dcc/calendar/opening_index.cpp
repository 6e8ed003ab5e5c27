#include <dcc/calendar/detail/opening_index.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <bit>
#include <limits>

namespace dcc::detail {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days new_year(int year) {
    return sys_days{std::chrono::year{year} / std::chrono::January / 1};
}

// The hours of each day in [first, last). Each map is walked once, not searched for each day.
std::vector<DayHours const *> plan_days(CalendarSpec const &spec, sys_days first, sys_days last) {
    static DayHours const closed;
    std::vector<DayHours const *> plan(static_cast<std::size_t>((last - first).count()));
    auto weekday = std::chrono::weekday{first}.c_encoding();
    for (auto &hours : plan) {
        hours = &spec.week[weekday];
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
    auto const lay_over = [&](auto const &dated, auto const &hours_of) {
        auto const end = dated.lower_bound(last);
        for (auto it = dated.lower_bound(first); it != end; ++it) {
            plan[static_cast<std::size_t>((it->first - first).count())] = hours_of(it->second);
        }
    };
    lay_over(spec.holidays, [](auto const &) { return &closed; });
    lay_over(spec.workdays,
             [&](auto const &day_of_week) { return &spec.week[day_of_week.c_encoding()]; });
    lay_over(spec.exceptions, [](auto const &hours) { return &hours; });
    return plan;
}

// Converts civil times to instants. Looks them up in the zone only near changes of the UTC offset.
// Days must be given in order.
class CivilToInstant {
  public:
    CivilToInstant(Zone const &zone, sys_days first)
        : zone_{zone}, since_{Instant{first} - margin} {
        enter_stretch();
    }

    void start_day(sys_days day) {
        day_ = day;
        Instant const midnight = Instant{day} - offset_;
        while (until_ <= midnight) {
            since_ = until_;
            enter_stretch();
        }
        plain_ = since_ + margin <= Instant{day} - offset_ &&
                 Instant{day} - offset_ + 2 * margin < until_;
    }

    std::int64_t operator()(Seconds after_midnight) const {
        auto const instant = plain_ ? Instant{day_} - offset_ + after_midnight
                                    : zone_.to_instant(civil_time(day_, after_midnight));
        return instant.time_since_epoch().count();
    }

  private:
    // Longer than any change of clocks, and than any opening.
    static constexpr Seconds margin = days{2};

    void enter_stretch() {
        offset_ = zone_.to_civil(since_).time_since_epoch() - since_.time_since_epoch();
        until_ = zone_.next_change(since_).value_or(Instant::max());
    }

    Zone const &zone_;
    Instant since_;  // the UTC offset is constant in [since_, until_)
    Instant until_;
    Seconds offset_{0};
    sys_days day_;
    bool plain_ = false;
};

// A shift that gives about one step for each opening, and at least one.
int step_shift(std::int64_t span, std::size_t openings) {
    auto const step = static_cast<std::uint64_t>(span) / openings;
    return step < 2 ? 0 : static_cast<int>(std::bit_width(step)) - 1;
}

}  // namespace

OpeningIndex::OpeningIndex(CalendarSpec const &spec, Zone const &zone, int first_year,
                           int last_year)
    : first_year_{first_year},
      last_year_{last_year},
      begin_{zone.to_instant(civil_time(new_year(first_year), {})).time_since_epoch().count()},
      end_{zone.to_instant(civil_time(new_year(last_year + 1), {})).time_since_epoch().count()} {
    // The opening of the evening before may run into the first day.
    auto day = new_year(first_year) - days{1};
    auto const plan = plan_days(spec, day, new_year(last_year + 1));
    openings_.reserve(plan.size() + 2);
    openings_.push_back({begin_, 0});
    CivilToInstant instant{zone, day};
    // The current opening. It is extended while the next one touches it or, when an exception
    // follows a night shift, overlaps it.
    std::int64_t from = begin_;
    std::int64_t to = begin_;
    std::int64_t work = 0;
    auto const put = [&] {
        if (from < to) openings_.push_back({from, work});
        work += to - from;
    };
    for (auto const *hours : plan) {
        if (!hours->empty()) instant.start_day(day);
        for (auto const &one : *hours) {
            auto const open = std::max(instant(one.open), begin_);
            auto const close = std::min(instant(one.close), end_);
            if (open >= close) continue;
            if (open > to) {
                put();
                from = open;
            }
            to = std::max(to, close);
        }
        day += days{1};
    }
    put();
    openings_.push_back({std::numeric_limits<std::int64_t>::max(), work});
    build_indexes();
}

void OpeningIndex::build_indexes() {
    time_shift_ = step_shift(end_ - begin_, openings_.size());
    work_shift_ = step_shift(total_work(), openings_.size());
    by_time_.resize(static_cast<std::size_t>((end_ - begin_) >> time_shift_) + 1);
    by_work_.resize(static_cast<std::size_t>(total_work() >> work_shift_) + 1);
    std::uint32_t i = 0;
    auto start = begin_;
    for (auto &entry : by_time_) {
        while (openings_[i + 1].start <= start) ++i;
        entry = i;
        start += std::int64_t{1} << time_shift_;
    }
    i = 0;
    std::int64_t work = 0;
    for (auto &entry : by_work_) {
        while (openings_[i + 1].work_before < work) ++i;
        entry = i;
        work += std::int64_t{1} << work_shift_;
    }
}

}  // namespace dcc::detail
