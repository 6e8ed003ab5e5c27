#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// corrective: against the cause of what has happened. preventive: against what could happen.
enum class ActionNature { corrective, preventive };

constexpr WordTable<ActionNature, 2> action_nature_words{{
    {ActionNature::corrective, "corrective"},
    {ActionNature::preventive, "preventive"},
}};
constexpr auto const &words_of(ActionNature) {
    return action_nature_words;
}

// An improvement action (plan, do, check, act): a case of its own kind, whose person is its owner.
struct Action {
    ActionNature nature = ActionNature::corrective;
    std::vector<std::string> causes;  // of the policy's cause tree
    std::vector<CaseId> complaints;   // that led to it
    Instant due_at;
    std::optional<Instant> done_at;  // the last time
    std::string done_by;
    std::optional<Instant> verified_at;

    friend bool operator==(Action const &, Action const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// The action was planned, or planned anew.
struct Planned {
    ActionNature nature{};
    std::vector<std::string> causes;
    std::vector<CaseId> complaints;
    Instant due;

    static constexpr EventType type{"planned", Subject::case_, Step::plan};
    static constexpr auto fields =
        std::tuple{open("nature", &Planned::nature), open("causes", &Planned::causes),
                   open("complaints", &Planned::complaints), open("due", &Planned::due)};
    friend bool operator==(Planned const &, Planned const &) = default;
};

// The action was carried out.
struct ActionDone {
    std::string body;  // what was done

    static constexpr EventType type{"action_done",   Subject::case_, Step::finish, {},
                                    Voice::internal, Searched::yes};
    static constexpr auto fields = std::tuple{sealed("body", &ActionDone::body)};
    friend bool operator==(ActionDone const &, ActionDone const &) = default;
};

// Somebody other than the owner found the action carried out and effective, or not.
struct ActionVerified {
    bool effective = false;  // else it continues
    std::string body;

    static constexpr EventType type{"action_verified", Subject::case_, Step::verify, {},
                                    Voice::internal,   Searched::yes};
    static constexpr auto fields = std::tuple{open("effective", &ActionVerified::effective),
                                              sealed("body", &ActionVerified::body)};
    friend bool operator==(ActionVerified const &, ActionVerified const &) = default;
};

using ActionEvents = EventList<Planned, ActionDone, ActionVerified>;

}  // namespace dcc::event
