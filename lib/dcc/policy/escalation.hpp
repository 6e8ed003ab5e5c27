#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/policy/label.hpp>
#include <dcc/policy/place.hpp>
#include <dcc/policy/service.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// Who is told on a step of a ladder, besides a role or a person of the policy.
inline constexpr std::string_view to_assignee = "assignee";
inline constexpr std::string_view to_lead = "lead";  // of the case's team

// A step of a ladder: who is told when a deadline has been missed for some time.
struct EscalationStep {
    std::string to;        // to_assignee, to_lead, a role or a person
    Duration after{};      // working time after the deadline
    std::string calendar;  // of that time; the step waits for its next opening; empty: the clock's
    Place place;
};

// What is announced about the clocks of some cases.
struct EscalationRule {
    std::string name;
    Condition when;
    std::vector<std::string> teams;  // besides the condition: of the assigned team; empty: any
    std::vector<ClockKind> clocks;   // empty: all
    std::vector<int> warn;           // shares of the target in percent of working time, ascending
    std::vector<EscalationStep> steps;  // their times do not decrease
    Place place;
};

// A program that is told of events: it gets each as one line of JSON on its standard input.
struct Hook {
    std::vector<std::string> on;   // topics, see hook_topics()
    std::vector<std::string> run;  // the program, then its arguments
    Seconds timeout{10};
    Place place;
};

// What a hook can be told of: the kinds of events that escalation records, but of `escalated` the
// three levels. Ascending.
std::vector<std::string_view> hook_topics();

// How an incident of some kind is handled.
struct Playbook {
    std::string id;
    Label label;
    std::vector<Item> checklist;
    std::vector<std::string> tell;  // people who are told when an incident is declared
    std::string sla;  // the rule whose terms its cases have meanwhile; empty: their own
    Condition when;   // of new cases that are linked by themselves
    TextTest text;    // the same: of their texts; with `when` both must hold
    Place place;

    // Whether new cases can belong to its incidents without a person.
    bool links_by_itself() const { return !when.empty() || !text.empty(); }
};

struct IncidentPolicy {
    std::vector<Item> severities;  // gravest first
    std::vector<Playbook> playbooks;

    // Null when there is none of that id.
    Playbook const *playbook(std::string_view id) const;
};

}  // namespace dcc
