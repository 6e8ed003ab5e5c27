#pragma once

#include <dcc/report/grouping.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/store/reader.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dcc::report {

// What reports on customers and people share: the cases of customers and the answers to surveys.

// A case as it was at the instant of a report. The texts are valid only during the call.
struct ServedCase {
    store::Reader::CaseSample sample;
};

Dimensions dimensions_of(ServedCase const &served);

// Visits the service cases and the complaints in scope that its filter accepts, in no particular
// order, as they were at scope.as_of. Cases with later events are replayed from the events.
void each_served(store::Reader &reader, Scope const &scope,
                 std::function<void(store::Reader::CaseSample const &)> const &visit);

// Cases, by their numbers: a bit each.
class CaseSet {
  public:
    void insert(CaseId id);
    bool contains(CaseId id) const {
        auto const at = static_cast<std::size_t>(id.number);
        return id.number >= 0 && at < bits_.size() && bits_[at];
    }

  private:
    std::vector<bool> bits_;
};

// The cases that each_served() visits.
CaseSet served_cases(store::Reader &reader, Scope const &scope);

// The last answer about a case. Absent figures were not asked for or not answered.
struct Answer {
    std::int64_t event = 0;  // holds the comment
    Instant at;
    std::optional<int> csat;  // 1 to 5
    std::optional<int> nps;   // 0 to 10
    std::optional<int> ces;   // 1 to 7, turned so that 7 means what the policy says
    std::optional<bool> solved;
    std::vector<Score> dimensions;  // 1 to 5 each

    bool is_satisfied() const { return csat && *csat >= 4; }
    bool is_dissatisfied() const { return (csat && *csat <= 3) || (solved && !*solved); }
};

// The last answer about each case, by the number of the case, of all that were given from
// scope.from until scope.as_of: nobody answers before their case is received.
using Answers = std::unordered_map<std::int64_t, Answer>;
Answers answers_of(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
