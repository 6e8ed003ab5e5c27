#pragma once

#include <dcc/report/case_lines.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/stats/quantile.hpp>

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace dcc::report {

// The clocks of one kind in a group.
struct ComplaintLimit {
    ClockTally tally;
    std::vector<std::int64_t> waits;  // from start to end of those completed, in seconds
    stats::Summary times;

    void count(store::Reader::ClockSample const &clock, Instant as_of) {
        tally.count(clock, as_of);
        if (clock.stopped_at && clock.stage == word(Stage::completed))
            waits.push_back(*clock.stopped_at - clock.started_at);
    }
    stats::Proportion in_time() const { return {tally.met, tally.decided()}; }
};

struct ComplaintGroup {
    std::string key;
    std::string key_of_cases;  // of the service cases that its rate is of
    std::int64_t complaints = 0;
    std::int64_t service_cases = 0;
    std::int64_t open = 0;
    std::int64_t replied = 0;
    std::int64_t second_round = 0;
    std::int64_t extensions = 0;
    std::array<std::int64_t, decision_words.size()> decisions{};
    std::array<std::int64_t, complaint_outcome_words.size()> outcomes{};
    std::int64_t awaited = 0;  // the complainant's answer to the reply of the last round
    bool is_small = false;     // its rates and shares are not shown
    ComplaintLimit acknowledge;
    ComplaintLimit reply;

    void count(store::ComplaintRow const &row) {
        ++complaints;
        if (!row.ended_at) ++open;
        if (row.replied_at) ++replied;
        if (row.round > 1) ++second_round;
        extensions += row.extensions;
        if (row.decision) ++decisions.at(static_cast<std::size_t>(*row.decision));
        if (row.outcome) ++outcomes.at(static_cast<std::size_t>(*row.outcome));
    }

    std::int64_t of(Decision decision) const {
        return decisions.at(static_cast<std::size_t>(decision));
    }
    std::int64_t of(ComplaintOutcome outcome) const {
        return outcomes.at(static_cast<std::size_t>(outcome));
    }
    stats::Proportion rate() const { return shown({complaints, service_cases}); }
    stats::Proportion second() const { return shown({second_round, complaints}); }
    std::int64_t with_outcome() const {
        return std::accumulate(outcomes.begin(), outcomes.end(), std::int64_t{0});
    }
    stats::Proportion accepted() const {
        return shown({of(ComplaintOutcome::accepted), with_outcome()});
    }
    stats::Proportion shown(stats::Proportion share) const {
        return is_small ? stats::Proportion{} : share;
    }
};

// A complaint as it was counted.
struct ComplaintLine : CaseLine {
    std::optional<Instant> replied_at;
    std::optional<Instant> ended_at;
    std::int64_t round = 1;
    std::optional<Decision> decision;
    std::optional<ComplaintOutcome> outcome;
    std::optional<ClockState> acknowledge;  // of the last round
    std::optional<ClockState> reply;
};

// What was counted of the complaints of a period.
struct ComplaintTally {
    std::vector<ComplaintGroup> groups;      // in their order
    std::unordered_set<std::int64_t> cases;  // their numbers
    std::vector<ComplaintLine> lines;        // of a list of the cases only
};

// Counts the complaints of the scope, and the service cases that their rates are of.
ComplaintTally tally_complaints(store::Reader &reader, Past &past, Policy const &policy,
                                Scope const &scope, Grouping &grouping);

}  // namespace dcc::report
