#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// What is announced about a clock, in this order: shares of its time have passed, its deadline has
// passed, a step of the ladder is reached.
enum class EscalationLevel { warning, breach, step };

constexpr WordTable<EscalationLevel, 3> escalation_level_words{{
    {EscalationLevel::warning, "warning"},
    {EscalationLevel::breach, "breach"},
    {EscalationLevel::step, "step"},
}};
constexpr auto const &words_of(EscalationLevel) {
    return escalation_level_words;
}

// What was announced about a clock. Nothing is announced twice.
struct Announcement {
    ClockKind clock{};
    int instance = 1;
    EscalationLevel level{};
    int number =
        0;  // of a warning: the share in percent; of a step: its place in the ladder, from 1

    friend bool operator==(Announcement const &, Announcement const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// A warning, a breach or a step of a ladder was announced.
struct Escalated {
    ClockKind clock{};
    int instance = 1;
    EscalationLevel level{};
    int number = 0;  // as in Announcement
    Instant due;     // when it was to be announced
    std::optional<Instant> deadline;
    std::string rule;             // of the policy
    std::vector<std::string> to;  // the people who are told
    bool summed_up = false;       // nobody is told by itself: a later one of the same run says more

    static constexpr EventType type{"escalated", Subject::case_, Step::notify};
    static constexpr auto fields = std::tuple{open("clock", &Escalated::clock),
                                              open("instance", &Escalated::instance),
                                              open("level", &Escalated::level),
                                              open("number", &Escalated::number),
                                              open("due", &Escalated::due),
                                              open("deadline", &Escalated::deadline),
                                              open("rule", &Escalated::rule),
                                              open("to", &Escalated::to),
                                              open("summed_up", &Escalated::summed_up)};
    friend bool operator==(Escalated const &, Escalated const &) = default;
};

using EscalationEvents = EventList<Escalated>;

}  // namespace dcc::event
