#include <dcc/desk/task.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

// Records what happens to a task that has not ended.
template <class Decide>
Outcome<ledger::Receipt> change_task(ledger::Session &session, TaskId id, Decide const &decide) {
    return ledger::change(
        session, id.case_id, Right::route_task, Step::note,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const task = std::ranges::find(item.tasks, id.number, &Task::number);
            Hint const list{Remedy::give, "see the tasks", {"task.list", item.id.text()}};
            if (task == item.tasks.end())
                return Refusal{"no_such_task", say("there is no task {}", id.text()), list};
            if (!is_open(task->state))
                return Refusal{"task_state", say("{} is {} already", id.text(), task->state), list};
            return decide(*task);
        });
}

}  // namespace

Outcome<ledger::Receipt> open_task(ledger::Session &session, CaseId id, TaskArgs const &args) {
    if (auto no = rules::refuse_line(args.title, "title", "task.title")) return *no;
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::route_task, Step::assign, [&](Case const &item) -> Outcome<Payloads> {
            if (item.kind != CaseKind::service)
                return Refusal{
                    "not_service",
                    say("{} is a {}: only service cases have tasks", id.text(), item.kind),
                    "plan an improvement action, or open a case"};
            if (item.team.empty())
                return Refusal{"not_held",
                               say("no team leads {} yet, which others contribute to", id.text()),
                               Hint{Remedy::give, "assign it", {"handover.assign", id.text()}}};
            auto chosen = Staffing{session}.choose(item, args.to, Given::task);
            if (!chosen) return chosen.refusal();
            notes = std::move(chosen->notes);
            auto const number = static_cast<int>(item.tasks.size()) + 1;
            return Payloads{event::TaskOpened{number, chosen->team, chosen->person, args.title}};
        });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

Outcome<ledger::Receipt> start_task(ledger::Session &session, TaskId id) {
    return change_task(session, id, [&](Task const &task) -> Outcome<Payloads> {
        if (task.state == TaskState::started)
            return Refusal{"task_state", say("{} was begun by {} already", id.text(), task.person),
                           "finish or cancel it"};
        return Payloads{event::TaskStarted{id.number, session.actor()}};
    });
}

Outcome<ledger::Receipt> finish_task(ledger::Session &session, TaskId id, std::string const &body) {
    if (auto no = rules::refuse_blank(body, "text", "case.body")) return *no;
    return change_task(session, id, [&](Task const &) -> Outcome<Payloads> {
        return Payloads{event::TaskDone{id.number, body}};
    });
}

Outcome<ledger::Receipt> cancel_task(ledger::Session &session, TaskId id,
                                     std::string const &reason) {
    if (auto no = rules::refuse_blank(reason, "reason", "case.reason")) return *no;
    return change_task(session, id, [&](Task const &) -> Outcome<Payloads> {
        return Payloads{event::TaskCancelled{id.number, reason}};
    });
}

std::optional<Refusal> refuse_open_tasks(Case const &item) {
    std::vector<std::string> open;
    for (auto const &task : item.tasks)
        if (is_open(task.state)) open.push_back(TaskId{item.id, task.number}.text());
    if (open.empty()) return std::nullopt;
    return Refusal{"open_tasks",
                   say("{} has open tasks: {}", item.id.text(), fmt::join(open, ", ")),
                   Hint{Remedy::give,
                        "finish or cancel them, or say why it is resolved all the same",
                        {"task.force"}}};
}

void note_cancelled_tasks(ledger::Receipt &ended) {
    std::vector<std::string> cancelled;
    for (auto const &task : ended.item.tasks)
        if (task.state == TaskState::cancelled && task.changed >= ended.events.front().seq)
            cancelled.push_back(fmt::format("{} ({})", TaskId{ended.item.id, task.number}.text(),
                                            task.person.empty() ? task.team : task.person));
    if (!cancelled.empty())
        ended.notes.push_back(say("{}: cancelled with it, tell those who have them: {}",
                                  ended.item.id.text(), fmt::join(cancelled, ", ")));
}

}  // namespace dcc::desk
