#include <dcc/base/columns.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/forecast.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace dcc::report {
namespace {

constexpr std::int64_t week = 7 * 86400;
constexpr int most_weeks_before = 4;

constexpr std::array kinds_foreseen{ClockKind::first_response, ClockKind::next_response,
                                    ClockKind::resolution};

struct ForecastRow {
    ClockKind clock{};
    std::int64_t due = 0;
    int weeks = 0;
    Expected expected;
};

// Collects the clocks of one kind around an instant.
class Near {
  public:
    Near(Instant now, Seconds ahead)
        : now_{now.time_since_epoch().count()}, ahead_{ahead.count()} {}

    void add(store::Reader::ClockSample const &clock, Instant as_of) {
        first_ = std::min(first_, clock.received_at);
        if (state_of(clock, as_of) == ClockState::running && clock.due_at &&
            *clock.due_at - now_ <= ahead_)
            due_.push_back(*clock.due_at - now_);
        if (clock.stopped_at && clock.stage == word(Stage::completed)) end(*clock.stopped_at);
    }

    std::optional<ForecastRow> row(ClockKind kind) {
        if (due_.empty()) return std::nullopt;
        auto const weeks = static_cast<int>(
            std::clamp<std::int64_t>((now_ - first_) / week, 0, most_weeks_before));
        std::ranges::sort(due_);
        std::ranges::sort(ended_);
        return ForecastRow{kind, std::ssize(due_), weeks, expected(due_, ended_, weeks)};
    }

  private:
    // An end counts where it is in the hours that lie ahead, so many weeks before.
    void end(std::int64_t at) {
        for (int weeks = 1; weeks <= most_weeks_before; ++weeks) {
            auto const after = at + weeks * week - now_;
            if (after > 0 && after <= ahead_) ended_.push_back(after);
        }
    }

    std::int64_t now_;
    std::int64_t ahead_;
    std::int64_t first_ = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> due_;
    std::vector<std::int64_t> ended_;
};

}  // namespace

Expected expected(std::span<std::int64_t const> due, std::span<std::int64_t const> ended,
                  int weeks) {
    Expected result;
    if (weeks <= 0) return result;
    result.done = static_cast<double>(ended.size()) / weeks;
    std::int64_t kept = 0;
    for (auto const deadline : due) {
        auto const by_then = std::ranges::upper_bound(ended, deadline) - ended.begin();
        if (by_then >= (kept + 1) * weeks)
            ++kept;
        else
            ++result.missed;
    }
    return result;
}

Table forecast(store::Reader &reader, Scope const &scope) {
    auto everything = scope;
    everything.from.reset();
    everything.before.reset();
    Columns<ForecastRow> const columns{
        {"clock", "Clock", &ForecastRow::clock},
        {"due", "Due", &ForecastRow::due},
        {"weeks", "Weeks", &ForecastRow::weeks},
        {"expected_ends", "Expected ends",
         [](ForecastRow const &row) { return row.weeks > 0 ? Cell{row.expected.done} : Cell{}; }},
        {"would_miss", "Would miss",
         [](ForecastRow const &row) { return row.weeks > 0 ? Cell{row.expected.missed} : Cell{}; }},
    };
    auto table = columns.table("No deadline in that time.");
    for (auto const kind : kinds_foreseen) {
        Near near{scope.as_of, *scope.ahead};
        each_clock(reader, everything, kind, [&](auto const &clock) {
            if (scope.filter.empty() || scope.filter.accepts(dimensions_of(clock)))
                near.add(clock, scope.as_of);
        });
        if (auto const row = near.row(kind)) columns.add(table, *row);
    }
    return table;
}

}  // namespace dcc::report
