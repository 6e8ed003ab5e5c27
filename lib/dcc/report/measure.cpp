#include <dcc/base/error.hpp>
#include <dcc/report/measure.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/period.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/stats/median.hpp>
#include <dcc/stats/quantile.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace dcc::report {
namespace {

constexpr std::size_t most_periods = 1000;  // Places count them in 16 bits
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// Some of the periods that follow one another, by their places: [first, last).
struct Places {
    std::int64_t case_id = 0;
    std::uint16_t first = 0;
    std::uint16_t last = 0;
};

constexpr std::array kinds_of_deadlines{
    ClockKind::first_response, ClockKind::next_response, ClockKind::update, ClockKind::resolution,
    ClockKind::promise,        ClockKind::acknowledge,   ClockKind::reply};

// Counts in all periods at once.
class Counter {
  public:
    Counter(store::Reader &reader, std::span<PeriodSpan const> periods, Instant as_of,
            RowUse const &use)
        : reader_{reader}, periods_{periods}, as_of_{as_of}, use_{use}, tallies_(periods.size()) {
        for (auto const &period : periods)
            looked_.push_back(seconds_of(std::min(period.before - Seconds{1}, as_of)));
    }

    std::vector<PeriodTally> take() {
        for (std::size_t i = 1; i < tallies_.size(); ++i) {
            tallies_[i].open += tallies_[i - 1].open;
            tallies_[i].late += tallies_[i - 1].late;
        }
        return std::move(tallies_);
    }

    // The tally of the period with that instant; null when there is none.
    PeriodTally *at(std::int64_t instant) {
        auto const after = std::ranges::upper_bound(
            periods_, instant, {},
            [](PeriodSpan const &period) { return seconds_of(period.from); });
        if (after == periods_.begin()) return nullptr;
        auto const place = static_cast<std::size_t>(after - periods_.begin()) - 1;
        return instant < seconds_of(periods_[place].before) ? &tallies_[place] : nullptr;
    }

    void cases();
    void clocks(bool first_response, bool resolution, bool missed);
    void answers();
    void complaints();
    void escalations();

  private:
    bool counts(CaseId id) const { return !use_.only || use_.only->contains(id); }

    template <class Visit>
    void each(ClockKind kind, std::optional<Instant> from, Visit const &visit) {
        each_clock(reader_, {from, periods_.back().before, as_of_, use_.values}, kind,
                   [&](auto const &clock) {
                       if (counts(CaseId{clock.case_id})) visit(clock);
                   });
    }

    void late(std::vector<Places> found);
    void service_cases();

    Instant end() const { return std::min(periods_.back().before, as_of_ + Seconds{1}); }

    // A time in which a case was open: [started, stopped).
    void was_open(std::int64_t started, std::int64_t stopped, bool again) {
        if (auto *tally = at(started)) ++(again ? tally->reopened : tally->opened);
        if (stopped <= seconds_of(as_of_))
            if (auto *tally = at(stopped)) ++tally->resolved;
        in_periods(&PeriodTally::open, place(started), place(stopped));
    }

    // Counts one in the periods [first, last). Only the ends are noted, since there can be many
    // periods between them.
    void in_periods(std::int64_t PeriodTally::*level, std::size_t first, std::size_t last) {
        if (first >= last) return;
        ++(tallies_[first].*level);
        if (last < tallies_.size()) --(tallies_[last].*level);
    }

    // The first period at whose end that instant had come.
    std::size_t place(std::int64_t instant) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(looked_, instant) -
                                        looked_.begin());
    }

    store::Reader &reader_;
    std::span<PeriodSpan const> periods_;
    Instant as_of_;
    RowUse const &use_;
    std::vector<std::int64_t> looked_;  // at the last second of each period
    std::vector<PeriodTally> tallies_;
};

// The hand-off clocks of a case come in order. One that begins as another one ends goes on with
// what is open.
void Counter::cases() {
    std::int64_t case_id = -1;
    std::int64_t started = 0;
    std::int64_t stopped = 0;
    bool again = false;
    auto const end_case = [&] {
        if (case_id >= 0) was_open(started, stopped, again);
    };
    each(ClockKind::handoff, {}, [&](auto const &clock) {
        if (use_.handoff) use_.handoff(clock);
        auto const until = clock.stopped_at.value_or(never);
        bool const same = clock.case_id == case_id;
        if (same && clock.started_at == stopped) {
            stopped = until;
            return;
        }
        end_case();
        case_id = clock.case_id;
        started = clock.started_at;
        stopped = until;
        again = same;
    });
    end_case();
}

// Each kind of clock is read once: those that are late may belong to older cases.
void Counter::clocks(bool first_response, bool resolution, bool missed) {
    std::vector<Places> found;
    for (auto const kind : kinds_of_deadlines) {
        ClockTally PeriodTally::*tally = nullptr;
        if (first_response && kind == ClockKind::first_response)
            tally = &PeriodTally::first_response;
        if (resolution && kind == ClockKind::resolution) tally = &PeriodTally::resolution;
        if (!tally && !missed) continue;
        auto const from = missed ? std::nullopt : std::optional{periods_.front().from};
        each(kind, from, [&](auto const &clock) {
            if (tally) {
                if (auto *period = at(clock.received_at)) (period->*tally).count(clock, as_of_);
                if (kind == ClockKind::resolution && use_.resolution) use_.resolution(clock);
            }
            if (!missed || !clock.due_at) return;
            Places const places{
                clock.case_id, static_cast<std::uint16_t>(place(*clock.due_at + 1)),
                static_cast<std::uint16_t>(place(clock.stopped_at.value_or(never)))};
            if (places.first < places.last) found.push_back(places);
        });
    }
    if (missed) late(std::move(found));
}

// A case is late once, however many of its clocks are.
void Counter::late(std::vector<Places> found) {
    std::ranges::sort(found, {}, [](Places const &places) {
        return std::pair{places.case_id, places.first};
    });
    std::int64_t case_id = -1;
    std::size_t counted = 0;  // all periods of the case before this one
    for (auto const &places : found) {
        if (places.case_id != case_id) counted = 0;
        case_id = places.case_id;
        in_periods(&PeriodTally::late, std::max<std::size_t>(places.first, counted), places.last);
        counted = std::max<std::size_t>(counted, places.last);
    }
}

void Counter::answers() {
    reader_.each_answer(periods_.front().from, end(), [&](auto const &sample) {
        if (!counts(sample.case_id)) return;
        if (use_.answer) use_.answer(sample);
        auto *tally = at(seconds_of(sample.at));
        if (!tally) return;
        if (auto const csat = sample.answer.csat) {
            ++tally->answers;
            if (*csat >= 4) ++tally->satisfied;
        }
        if (auto const nps = sample.answer.nps) {
            ++tally->recommendations.n;
            if (*nps >= 9) ++tally->recommendations.promoters;
            if (*nps <= 6) ++tally->recommendations.detractors;
        }
    });
}

void Counter::complaints() {
    Past past{reader_, as_of_};
    past.each_complaint(periods_.front().from, end(), [&](auto const &row) {
        if (!counts(row.case_id)) return;
        if (use_.complaint) use_.complaint(row);
        if (auto *tally = at(seconds_of(row.received_at))) ++tally->complaints;
    });
    if (use_.only) return service_cases();
    for (std::size_t i = 0; i < periods_.size(); ++i)
        tallies_[i].service_cases = past.service_cases(periods_[i].from, periods_[i].before);
}

void Counter::service_cases() {
    reader_.each_case_sample(periods_.front().from, end(), [&](auto const &row) {
        if (row.kind != CaseKind::service || !counts(row.id)) return;
        if (auto *tally = at(seconds_of(row.received_at))) ++tally->service_cases;
    });
}

void Counter::escalations() {
    reader_.each_escalation(periods_.front().from, end(), [&](CaseId id, Instant instant) {
        if (!counts(id)) return;
        if (auto *tally = at(seconds_of(instant))) ++tally->escalated;
    });
}

MeasureValue count(std::int64_t number) {
    return {static_cast<double>(number), number, {}, {}, false};
}

MeasureValue share(stats::Proportion proportion, double of = 1) {
    MeasureValue result{proportion.share(), proportion.n, stats::wilson(proportion), proportion,
                        false};
    if (result.value) *result.value *= of;
    if (result.interval) result.interval = {result.interval->low * of, result.interval->high * of};
    return result;
}

MeasureValue median(std::vector<std::int64_t> elapsed) {
    MeasureValue result;
    result.n = static_cast<std::int64_t>(elapsed.size());
    if (elapsed.empty()) return result;
    result.value = static_cast<double>(stats::quantile(elapsed, 0.5));
    if (auto const found = stats::median_interval(elapsed))
        result.interval = {static_cast<double>(found->low), static_cast<double>(found->high)};
    return result;
}

MeasureValue promoters(stats::Recommendations const &answers) {
    MeasureValue result;
    result.n = answers.n;
    if (answers.n == 0) return result;
    result.value = 100 * static_cast<double>(answers.promoters - answers.detractors) /
                   static_cast<double>(answers.n);
    if (auto const score = stats::net_promoter_score(answers)) result.interval = score->interval;
    return result;
}

MeasureValue computed(Measure measure, PeriodTally const &tally) {
    switch (measure) {
        case Measure::opened: return count(tally.opened);
        case Measure::resolved: return count(tally.resolved);
        case Measure::reopened: return count(tally.reopened);
        case Measure::open: return count(tally.open);
        case Measure::late: return count(tally.late);
        case Measure::first_response_met:
            return share({tally.first_response.met, tally.first_response.decided()});
        case Measure::resolution_met:
            return share({tally.resolution.met, tally.resolution.decided()});
        case Measure::first_response_time: return median(tally.first_response.elapsed);
        case Measure::resolution_time: return median(tally.resolution.elapsed);
        case Measure::csat: return share({tally.satisfied, tally.answers});
        case Measure::nps: return promoters(tally.recommendations);
        case Measure::complaints: return count(tally.complaints);
        case Measure::complaint_rate: return share({tally.complaints, tally.service_cases}, 1000);
        case Measure::escalated: return count(tally.escalated);
    }
    return {};
}

Instant to_instant(Zone const &zone, std::chrono::local_days day) {
    return zone.to_instant(CivilTime{day});
}

}  // namespace

std::vector<PeriodSpan> periods_of(Instant from, Instant before, Dimension by, Zone const &zone,
                                   Instant as_of) {
    std::vector<PeriodSpan> periods;
    auto start = from;
    while (start < before) {
        if (periods.size() == most_periods)
            throw Error{ErrorKind::usage, "more than 1,000 periods",
                        "choose longer periods or a shorter time"};
        auto const civil = zone.to_civil(start);
        auto const day = std::chrono::floor<std::chrono::days>(civil);
        auto const period = period_of({by}, day).value();
        auto const first = to_instant(zone, period.first);
        auto const next = to_instant(zone, period.next);
        periods.push_back({time_value(by, civil), start, std::min(next, before),
                           first == start && next <= before && next <= as_of + Seconds{1}});
        start = next;
    }
    return periods;
}

std::optional<TimeRange> range_of(store::Reader &reader, std::optional<Instant> from,
                                  std::optional<Instant> before, Instant as_of) {
    auto const first = reader.first_received_at();
    if (!first) return std::nullopt;
    TimeRange const bounds{from ? std::max(*from, *first) : *first,
                           std::min(before.value_or(as_of + Seconds{1}), as_of + Seconds{1})};
    if (bounds.from >= bounds.before) return std::nullopt;
    return bounds;
}

void PeriodTally::add(PeriodTally const &later) {
    opened += later.opened;
    resolved += later.resolved;
    reopened += later.reopened;
    open = later.open;
    late = later.late;
    first_response.add(later.first_response);
    resolution.add(later.resolution);
    answers += later.answers;
    satisfied += later.satisfied;
    recommendations.promoters += later.recommendations.promoters;
    recommendations.detractors += later.recommendations.detractors;
    recommendations.n += later.recommendations.n;
    complaints += later.complaints;
    service_cases += later.service_cases;
    escalated += later.escalated;
}

std::vector<PeriodTally> tally_of(store::Reader &reader, std::span<PeriodSpan const> periods,
                                  Instant as_of, std::span<Measure const> measures,
                                  RowUse const &use) {
    if (periods.empty()) return {};
    Counter counter{reader, periods, as_of, use};
    auto const wants = [&](std::initializer_list<Measure> any) {
        return std::ranges::any_of(
            any, [&](Measure measure) { return std::ranges::count(measures, measure) > 0; });
    };
    if (wants({Measure::opened, Measure::resolved, Measure::reopened, Measure::open}))
        counter.cases();
    counter.clocks(wants({Measure::first_response_met, Measure::first_response_time}),
                   wants({Measure::resolution_met, Measure::resolution_time}),
                   wants({Measure::late}));
    if (wants({Measure::csat, Measure::nps})) counter.answers();
    if (wants({Measure::complaints, Measure::complaint_rate})) counter.complaints();
    if (wants({Measure::escalated})) counter.escalations();
    return counter.take();
}

std::vector<PeriodTally> tally_of(store::Reader &reader, std::span<PeriodSpan const> periods,
                                  Instant as_of, std::span<Measure const> measures,
                                  Filter const &filter) {
    if (filter.empty() || periods.empty()) return tally_of(reader, periods, as_of, measures);
    auto const only = served_cases(reader, {{}, periods.back().before, as_of, {}, {}, filter});
    RowUse use;
    use.only = &only;
    return tally_of(reader, periods, as_of, measures, use);
}

MeasureValue value_of(Measure measure, PeriodTally const &tally, int least_group) {
    auto value = computed(measure, tally);
    if (!is_of_group(kind_of(measure)) || value.n >= least_group) return value;
    value.withheld = value.n > 0;
    value.value.reset();
    value.interval.reset();
    value.share.reset();
    return value;
}

}  // namespace dcc::report
