#pragma once

#include <dcc/desk/staffing.hpp>
#include <dcc/ledger/change.hpp>

#include <string>

namespace dcc::desk {

struct TaskArgs {
    Holder to;          // the contributing department or person
    std::string title;  // what they are to do, in one line
};

// Opens a task of a service case for a department or person that contributes; the team of the case
// leads. Its clock has the target of the case's SLA rule for tasks, if any. Refused as
// Staffing::choose() refuses, except "at_capacity", and as "empty_text", "several_lines",
// "too_long" for the title, "not_service", "not_held" when no team leads the case yet.
Outcome<ledger::Receipt> open_task(ledger::Session &session, CaseId id, TaskArgs const &args);

// The actor begins the task, and has it from then on. Refused as "no_such_task", "task_state" when
// it was begun or has ended.
Outcome<ledger::Receipt> start_task(ledger::Session &session, TaskId id);

// The task is done. Refused as "no_such_task", "task_state" when it has ended, "empty_text".
Outcome<ledger::Receipt> finish_task(ledger::Session &session, TaskId id, std::string const &body);

// The task need not be done. Refused likewise.
Outcome<ledger::Receipt> cancel_task(ledger::Session &session, TaskId id,
                                     std::string const &reason);

// The refusal "open_tasks" of a case that has open tasks.
std::optional<Refusal> refuse_open_tasks(Case const &item);

// Adds a note of the tasks that were cancelled since the case has just ended.
void note_cancelled_tasks(ledger::Receipt &ended);

}  // namespace dcc::desk
