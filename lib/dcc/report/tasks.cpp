#include <dcc/base/columns.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/report/tasks.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <map>
#include <vector>

namespace dcc::report {
namespace {

// A task with its case and the clock of it.
struct ListedTask {
    CaseId id;
    std::string lead;
    Task task;
    std::optional<Clock> clock;
};

ListedTask row_of(Case const &item, Task const &task) {
    ListedTask row{item.id, item.team, task, std::nullopt};
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::task && clock.instance == task.number) row.clock = clock;
    return row;
}

// Who answers for the case, is asked and is told, by the policy. A task is for its resolution.
RaciRow const *raci_of_resolution(Policy const &policy) {
    auto const found = std::ranges::find(policy.raci, Step::resolve, &RaciRow::step);
    return found == policy.raci.end() ? nullptr : &*found;
}

Columns<ListedTask> columns_of(Policy const &policy, Instant now) {
    auto const task = [](auto part) { return part_of(&ListedTask::task, part); };
    auto const clock = [](auto part) { return part_of(&ListedTask::clock, part); };
    auto const late = [now](ListedTask const &row) {
        if (!row.clock || !row.clock->due_at) return false;
        return row.clock->stopped_at.value_or(now) > *row.clock->due_at;
    };
    auto const *raci = raci_of_resolution(policy);
    auto const by_policy = [raci](auto part) {
        return [raci, part](ListedTask const &) { return raci ? Cell{raci->*part} : Cell{}; };
    };
    return {
        {"id", "Task",
         [](ListedTask const &row) {
             return TaskId{row.id, row.task.number};
         }},
        {"case", "", &ListedTask::id},
        {"state", "State", task(&Task::state)},
        {"team", "Team", task(&Task::team)},
        {"person", "Person", task(&Task::person)},
        {"lead", "Lead", &ListedTask::lead},
        {"opened_at", "", task(&Task::opened_at)},
        {"due_at", "Due", clock(&Clock::due_at)},
        {"ended_at", "Ended", clock(&Clock::stopped_at)},
        {"late", "Late", late},
        {"accountable", raci ? "Accountable" : "", by_policy(&RaciRow::accountable)},
        {"consulted", raci ? "Consulted" : "", by_policy(&RaciRow::consulted)},
        {"informed", raci ? "Informed" : "", by_policy(&RaciRow::informed)},
        {"title", "What", task(&Task::title)},
        {"result", "Result", task(&Task::result)},
    };
}

}  // namespace

Table tasks_of(Policy const &policy, Case const &item, Instant now) {
    auto const columns = columns_of(policy, now);
    auto table = columns.table();
    for (auto const &task : item.tasks) columns.add(table, row_of(item, task));
    return table;
}

Table list_tasks(store::Reader &reader, Policy const &policy, store::TaskQuery const &query,
                 Instant now) {
    auto const columns = columns_of(policy, now);
    auto table = columns.table("No such task.");
    auto adopted = ledger::adopted_terms_of(reader);
    std::map<CaseId, Case> cases;  // their texts are in the events
    for (auto const &row : reader.tasks(query)) {
        auto found = cases.find(row.case_id);
        if (found == cases.end())
            found = cases.emplace(row.case_id, ledger::load(reader, adopted, row.case_id).value())
                        .first;
        auto const &tasks = found->second.tasks;
        columns.add(table,
                    row_of(found->second, tasks.at(static_cast<std::size_t>(row.number) - 1)));
    }
    return table;
}

Table responsibilities(Policy const &policy, Case const &item) {
    Columns<RaciRow> const columns{
        {"step", "Step", &RaciRow::step},
        {"responsible", "Responsible", &RaciRow::responsible},
        {"accountable", "Accountable", &RaciRow::accountable},
        {"consulted", "Consulted", &RaciRow::consulted},
        {"informed", "Informed", &RaciRow::informed},
    };
    auto table = columns.table();
    for (auto const &row : policy.raci)
        if (rules::is_legal(item, row.step)) columns.add(table, row);
    return table;
}

}  // namespace dcc::report
