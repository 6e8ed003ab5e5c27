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

// `promise` is a completion date told to the customer: met when kept, breached when broken.
enum class ClockKind { first_response, next_response, update, resolution, handoff, promise };

constexpr WordTable<ClockKind, 6> clock_kind_words{{
    {ClockKind::first_response, "first_response"},
    {ClockKind::next_response, "next_response"},
    {ClockKind::update, "update"},
    {ClockKind::resolution, "resolution"},
    {ClockKind::handoff, "handoff"},
    {ClockKind::promise, "promise"},
}};
constexpr auto const &words_of(ClockKind) {
    return clock_kind_words;
}

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

// What a rule of a policy promises for one kind of clock.
struct Term {
    ClockKind kind{};
    std::optional<Duration> target;  // none: measured without a promise
    std::string calendar;            // its name in the policy
    Digest calendar_print{};         // its content
    std::vector<State> pauses;       // the states in which the clock stands still

    friend bool operator==(Term const &, Term const &) = default;
};

// All that one SLA rule of one policy promises. Kept by the desk for as long as a clock runs on it,
// whatever becomes of the policy file.
struct ServiceTerms {
    Digest policy{};    // fingerprint of the policy
    std::string rule;   // the rule's name
    std::string place;  // where it stood: "policy.toml:41"
    std::vector<Term> terms;

    // Nothing when the rule has no term of the kind.
    Term const *term(ClockKind kind) const {
        for (auto const &term : terms)
            if (term.kind == kind) return &term;
        return nullptr;
    }

    friend bool operator==(ServiceTerms const &, ServiceTerms const &) = default;
};

// A stretch in which a clock stood still: [from, to), or still standing.
struct Pause {
    Instant from;
    std::optional<Instant> to;
    State reason{};

    friend bool operator==(Pause const &, Pause const &) = default;
};

// One instance of a clock on a case, as the case's events have made it.
struct Clock {
    ClockKind kind{};
    int instance = 1;  // which cycle, from 1
    Stage stage = Stage::running;
    Instant started_at;
    std::optional<Instant> stopped_at;
    std::vector<Pause> pauses;  // in order, not overlapping, within the clock's life

    std::optional<Duration> target;
    std::string calendar;
    Digest calendar_print{};
    Digest policy{};
    std::string rule;
    std::string place;
    std::string team;  // hand-off clocks: who held the case; empty: nobody yet

    // None without a target, or while a pause keeps it open.
    std::optional<Instant> due_at;
    std::optional<Instant> original_due_at;
    bool beyond_table = false;  // due_at lies past the end of the calendar's holiday table

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
