#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// `promise` is the clock of a completion date promised to the customer; `acknowledge` and `reply`
// are clocks of complaints, one of each a round; `task` is that of an improvement action, or of a
// task of a case.
enum class ClockKind {
    first_response,
    next_response,
    update,
    resolution,
    handoff,
    promise,
    acknowledge,
    reply,
    task,
};

constexpr WordTable<ClockKind, 9> clock_kind_words{{
    {ClockKind::first_response, "first_response"},
    {ClockKind::next_response, "next_response"},
    {ClockKind::update, "update"},
    {ClockKind::resolution, "resolution"},
    {ClockKind::handoff, "handoff"},
    {ClockKind::promise, "promise"},
    {ClockKind::acknowledge, "acknowledge"},
    {ClockKind::reply, "reply"},
    {ClockKind::task, "task"},
}};
constexpr auto const &words_of(ClockKind) {
    return clock_kind_words;
}

// The stage of a clock.
enum class Stage { running, paused, completed, cancelled };

constexpr WordTable<Stage, 4> stage_words{{
    {Stage::running, "running"},
    {Stage::paused, "paused"},
    {Stage::completed, "completed"},
    {Stage::cancelled, "cancelled"},
}};
constexpr auto const &words_of(Stage) {
    return stage_words;
}

// A step by which the time to reply to a complaint can be extended.
struct Extension {
    Duration to;                     // the time in all, from the start of the clock
    std::vector<std::string> roles;  // people with one of them may extend; empty: everybody

    static constexpr auto fields =
        std::tuple{event::open("to", &Extension::to), event::open("roles", &Extension::roles)};
    friend bool operator==(Extension const &, Extension const &) = default;
};

// The target of an SLA rule for one kind of clock.
struct Term {
    ClockKind kind{};
    std::optional<Duration> target;       // none: measured without a target
    std::string calendar;                 // its name in the policy
    Digest calendar_print{};              // fingerprint of its content
    std::vector<State> pauses;            // the states in which the clock is paused
    std::vector<Extension> extensions{};  // of the time to reply, in order
    bool when_complete = false;           // the clock starts once no required fact is missing

    friend bool operator==(Term const &, Term const &) = default;
};

constexpr WordTable<OutsideHours, 3> outside_hours_words{{
    {OutsideHours::nearest, "nearest"},
    {OutsideHours::next_opening, "next_opening"},
    {OutsideHours::same_time, "same_time"},
}};
constexpr auto const &words_of(OutsideHours) {
    return outside_hours_words;
}

// What a reopening makes of the resolution clock.
enum class Reopening {
    resume,     // it goes on; the time between end and reopening is a pause
    count,      // it goes on as if it had never ended: the time between counts
    restart,    // another instance starts, with the whole target
    remainder,  // another instance starts, with what the earlier ones left of the target
};

constexpr WordTable<Reopening, 4> reopening_words{{
    {Reopening::resume, "resume"},
    {Reopening::count, "count"},
    {Reopening::restart, "restart"},
    {Reopening::remainder, "remainder"},
}};
constexpr auto const &words_of(Reopening) {
    return reopening_words;
}

// How a clock counts, where systems differ.
struct Counting {
    DayCount days;               // of a target in business days
    bool whole_minutes = false;  // the seconds of all times are dropped: start, pauses and end
    bool until_opening = false;  // a deadline outside hours lasts until the next opening

    friend bool operator==(Counting const &, Counting const &) = default;
};

// The conventions of an SLA rule. Other systems differ in them, so that a desk can keep the ones
// that its people and its figures are used to. By default: those of dcc.
struct Conventions {
    Counting counting;
    Reopening reopening = Reopening::resume;
    std::vector<ClockKind> from_creation;  // of next_response and update: those that start with the
                                           // case, not after the first reply
    std::vector<ClockKind> any_contact;    // of these two: those that any message restarts, the
                                           // customer's too
    bool opened_by_staff = false;     // the opening is a message to the customer: no first response
    bool silent_end_answers = false;  // ending a case without a message counts as an answer

    friend bool operator==(Conventions const &, Conventions const &) = default;
};

// The terms of one SLA rule of one policy. The desk keeps them while a clock uses them, even when
// the policy file changes.
struct ServiceTerms {
    Digest policy{};    // fingerprint of the policy
    std::string rule;   // the rule's name
    std::string place;  // its place in the policy: "policy.toml:41"
    std::vector<Term> terms;
    Conventions conventions{};

    // The term of the kind; null when the rule has none.
    Term const *term(ClockKind kind) const {
        for (auto const &term : terms)
            if (term.kind == kind) return &term;
        return nullptr;
    }

    friend bool operator==(ServiceTerms const &, ServiceTerms const &) = default;
};

// A period [from, to) in which a clock was paused; without `to` it is still paused.
struct Pause {
    Instant from;
    std::optional<Instant> to;
    State reason{};  // the state of the case

    friend bool operator==(Pause const &, Pause const &) = default;
};

// One instance of a clock of a case, built from the case's events.
struct Clock {
    ClockKind kind{};
    int instance = 1;  // which cycle, from 1
    Stage stage = Stage::running;
    Instant started_at;
    std::optional<Instant> stopped_at;
    std::vector<Pause> pauses;  // in order, not overlapping, between start and stop

    std::optional<Duration> target;
    Counting counting;
    std::string calendar;
    Digest calendar_print{};
    Digest policy{};
    std::string rule;
    std::string place;
    std::string team;  // of handoff clocks and tasks: the assigned team; empty: none yet

    // The deadline; none without a target or while the clock is paused.
    std::optional<Instant> due_at;
    std::optional<Instant> original_due_at;
    std::optional<bool> judged_met;  // whether it was met, as another system says; decides
    bool beyond_table = false;       // due_at lies past the end of the calendar's holiday table

    friend bool operator==(Clock const &, Clock const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// A rule of a policy that the desk has adopted.
struct TermsRef {
    Digest policy{};
    std::string rule;

    static constexpr auto fields =
        std::tuple{open("policy", &TermsRef::policy), open("rule", &TermsRef::rule)};
    friend bool operator==(TermsRef const &, TermsRef const &) = default;
};

// A deadline that moved: from where, to where.
struct Moved {
    ClockKind clock{};
    int instance = 1;
    std::optional<Instant> from;
    std::optional<Instant> to;

    static constexpr auto fields =
        std::tuple{open("clock", &Moved::clock), open("instance", &Moved::instance),
                   open("from", &Moved::from), open("to", &Moved::to)};
    friend bool operator==(Moved const &, Moved const &) = default;
};

}  // namespace dcc::event
