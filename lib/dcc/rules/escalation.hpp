#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/rules/dispatch.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The moment at which a clock has used that share, in percent, of its working time from start to
// deadline, without pauses; rounded down to whole seconds. `calendar` is that of the clock. Nothing
// while a pause leaves it open, or when no working time lies between start and deadline.
std::optional<Instant> share_at(Clock const &clock, Calendar const &calendar, int percent);

// Something to announce about a clock of a case.
struct DueAnnouncement {
    Announcement what;
    Instant due;  // when it was to be announced
    std::optional<Instant> deadline;
    EscalationRule const *rule = nullptr;
    std::string_view to;  // to_assignee, to_lead, a role or a person; empty: nobody, as of a clock
                          // that has ended meanwhile
};

struct EscalationPlan {
    std::vector<DueAnnouncement> due;  // up to now, clock by clock, each in the order of time
    std::optional<Instant> next;       // the first moment after now at which something more is due
};

// Gives a calendar of the policy by its name; the reference stays valid.
using CalendarOf = std::function<Calendar const &(std::string const &)>;

// What the policy's escalation announces about the clocks of a case and has not announced yet:
// warnings, the breach, then the steps of the ladder, each at its moment. A ladder stands still
// while its clock is paused, and ends with it; a breach is announced of an ended clock too. `tier`
// is the customer's.
EscalationPlan escalation_plan(Policy const &policy, Case const &item, std::string const &tier,
                               AdoptedTerms &adopted, CalendarOf const &calendar_of, Instant now);

// The people of the policy whom `to` means for an announcement about a case, each once: its
// assignee, or without one the lead; the lead of its team; those of its team with the role, or
// without any all with the role; a person. About a task these are its own person and team.
std::vector<Person const *> people_to_tell(Policy const &policy, Case const &item,
                                           Announcement const &what, std::string_view to);

// Those of the people who are not absent; for each of the others their substitute or, without one,
// the lead of their team; each once. All of the people when nobody is left.
std::vector<Person const *> at_work(Policy const &policy, std::vector<Person const *> const &people,
                                    Instant now, Roster &roster);

}  // namespace dcc::rules
