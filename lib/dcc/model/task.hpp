#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <string>
#include <tuple>

namespace dcc {

enum class TaskState { open, started, done, cancelled };

constexpr WordTable<TaskState, 4> task_state_words{{
    {TaskState::open, "open"},
    {TaskState::started, "started"},
    {TaskState::done, "done"},
    {TaskState::cancelled, "cancelled"},
}};
constexpr auto const &words_of(TaskState) {
    return task_state_words;
}

// Whether work on the task is still to be done.
constexpr bool is_open(TaskState state) {
    return state == TaskState::open || state == TaskState::started;
}

// What a department or person contributes to a case that another one leads. Its clock is the task
// clock of the case whose instance is its number.
struct Task {
    int number = 0;  // from 1, in the case
    TaskState state = TaskState::open;
    std::string team;
    std::string person;  // empty: nobody yet
    std::string title;   // erasable, like result
    std::string result;  // what was done, or why it was cancelled
    Instant opened_at;
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(Task const &, Task const &) = default;
};

}  // namespace dcc

namespace dcc::event {

struct TaskOpened {
    int task = 0;  // in the case, from 1
    std::string team;
    std::string person;
    std::string title;

    static constexpr EventType type{"task_opened", Subject::case_, Step::assign};
    static constexpr auto fields =
        std::tuple{open("task", &TaskOpened::task), open("team", &TaskOpened::team),
                   open("person", &TaskOpened::person), sealed("title", &TaskOpened::title)};
    friend bool operator==(TaskOpened const &, TaskOpened const &) = default;
};

// Somebody has begun the task.
struct TaskStarted {
    int task = 0;
    std::string person;

    static constexpr EventType type{"task_started", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("task", &TaskStarted::task), open("person", &TaskStarted::person)};
    friend bool operator==(TaskStarted const &, TaskStarted const &) = default;
};

struct TaskDone {
    int task = 0;
    std::string body;  // what was done

    static constexpr EventType type{"task_done", Subject::case_,  Step::note,
                                    {},          Voice::internal, Searched::yes};
    static constexpr auto fields =
        std::tuple{open("task", &TaskDone::task), sealed("body", &TaskDone::body)};
    friend bool operator==(TaskDone const &, TaskDone const &) = default;
};

struct TaskCancelled {
    int task = 0;
    std::string reason;

    static constexpr EventType type{"task_cancelled", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("task", &TaskCancelled::task), sealed("reason", &TaskCancelled::reason)};
    friend bool operator==(TaskCancelled const &, TaskCancelled const &) = default;
};

using TaskEvents = EventList<TaskOpened, TaskStarted, TaskDone, TaskCancelled>;

}  // namespace dcc::event
