#pragma once

#include <dcc/base/table.hpp>
#include <dcc/desk/hooks.hpp>
#include <dcc/ledger/change.hpp>

#include <vector>

namespace dcc::desk {

// How many messages one person gets in one run. What more there is to tell is on record, and a note
// counts it.
inline constexpr int most_messages = 20;

struct EscalateArgs {
    bool all = false;                   // look at all open cases, not only at what is due
    Hooks::Run run_hook = run_program;  // calls a hook
};

struct Escalated {
    Table actions;            // a row for each action; in a dry run, for each that would be taken
    std::vector<Note> notes;  // of messages that a person has to deliver, among others
    HookCalls hooks;          // none in a dry run
};

// Announces what is due about the clocks of cases, by the policy's [[escalation]]: warnings,
// breaches and steps of ladders; reminds the customers of waiting cases, and closes the cases that
// waited too long, by [waiting], unless they have open tasks; closes complaints whose decision was
// not answered in time; and dispatches what waits (dispatch_waiting()). Its times are working time.
// What is due follows from the times of events alone, and what was done is an event, so the
// function is idempotent: a late run does each missed action once, in order, and tells each person
// only the last of what is about one clock; a second run does nothing. Absent people are not told,
// but their substitutes.
//
// Only cases that are due or have changed since the last run are looked at; all open ones when the
// policy is another one, or after a rebuild. After each commit it calls the policy's hooks with the
// events. Refused as "not_permitted".
Outcome<Escalated> escalate(ledger::Session &session, EscalateArgs const &args = {});

}  // namespace dcc::desk
