#pragma once

#include <dcc/base/time.hpp>
#include <dcc/policy/reporting.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace dcc::rules {

// An answer of a customer to a survey.
struct Said {
    Instant at;
    std::optional<int> csat;  // 1 to 5
    std::optional<int> nps;   // 0 to 10
};

// What happened to a customer, each list in the order of time.
struct CustomerHistory {
    std::vector<Said> answers;
    std::vector<Instant> complaints;  // when they were received
    std::vector<Instant> cases;       // service cases, likewise
    std::vector<Instant> reopened;    // one for each reopening: when its case was received
    std::vector<Instant> late;        // deadlines that were missed
};

// Why a rule applies to a customer: the figures of its days.
struct Risk {
    Instant since;  // when the last of the conditions came to hold
    std::optional<int> csat;
    std::optional<int> nps;
    std::int64_t complaints = 0;
    std::int64_t cases = 0;
    std::int64_t reopened = 0;
    std::int64_t late = 0;
};

// Nothing unless all conditions of the rule hold at the instant, over its days of 24 hours before;
// its tiers are not looked at. Of satisfaction and recommendation the last answers count. They hold
// since the first of the low answers that no higher one follows; a number holds since the event
// that reached it.
std::optional<Risk> risk_of(CustomerHistory const &history, LoyaltyRule const &rule, Instant at);

}  // namespace dcc::rules
