#pragma once

#include <dcc/report/measure.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/stats/proportion.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace dcc::report {

// What the page for management shows of groups.

// The ages of open cases, by days: below 1, 3, 7, 30, and above.
inline constexpr std::array<std::int64_t, 4> age_limits{86400, 3 * 86400, 7 * 86400, 30 * 86400};
using Ages = std::array<std::int64_t, age_limits.size() + 1>;

struct PageGroup {
    std::int64_t cases = 0;     // received in the period
    stats::Proportion in_time;  // resolution clocks met, of those met or breached
};

// The scores of one aspect of a survey.
struct AspectScores {
    stats::Proportion satisfied;  // 4 and 5 of 5
    std::int64_t sum = 0;
};

template <class T>
using ById = std::map<std::string, T, std::less<>>;

// By ids; an empty one is unknown. A category counts for the one above it at the top.
struct PageGroups {
    ById<PageGroup> categories;
    ById<PageGroup> channels;
    ById<PageGroup> teams;  // of a clock: the team of the case
    ById<Ages> open;        // by team, when the period ended
    ById<AspectScores> aspects;
    ById<std::int64_t> causes;
    std::int64_t complaints = 0;
    std::int64_t without_cause = 0;
};

// Counts them of the cases received in the bounds, from the rows that tally_of() reads.
class GroupCount {
  public:
    // The policy must outlive the object.
    GroupCount(Policy const &policy, TimeRange const &bounds, Instant as_of);
    GroupCount(GroupCount const &) = delete;
    GroupCount &operator=(GroupCount const &) = delete;

    // Makes tally_of() hand its rows to this object, which must outlive that use.
    RowUse use();

    PageGroups take();

  private:
    void handoff(store::Reader::ClockSample const &clock);
    void resolution(store::Reader::ClockSample const &clock);
    void answer(store::Reader::AnswerSample const &sample);
    void complaint(store::ComplaintRow const &row);
    bool is_received_inside(std::int64_t received_at) const;

    Policy const &policy_;
    TimeRange bounds_;
    Instant as_of_;
    std::int64_t case_id_ = -1;  // of the hand-off clock before
    PageGroups groups_;
};

}  // namespace dcc::report
