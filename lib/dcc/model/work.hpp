#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc {

// What work on a case brings forth beside its state and clocks.

enum class CaseKind { service, complaint };

constexpr WordTable<CaseKind, 2> case_kind_words{{
    {CaseKind::service, "service"},
    {CaseKind::complaint, "complaint"},
}};
constexpr auto const &words_of(CaseKind) {
    return case_kind_words;
}

enum class AfterSales { return_goods, exchange, repair };

constexpr WordTable<AfterSales, 3> after_sales_words{{
    {AfterSales::return_goods, "return"},
    {AfterSales::exchange, "exchange"},
    {AfterSales::repair, "repair"},
}};
constexpr auto const &words_of(AfterSales) {
    return after_sales_words;
}

// ---- solutions

// How far a solution is: `exempt` ones need no review by the policy.
enum class SolutionStage { draft, exempt, in_review, returned, approved, confirmed };

constexpr WordTable<SolutionStage, 6> solution_stage_words{{
    {SolutionStage::draft, "draft"},
    {SolutionStage::exempt, "exempt"},
    {SolutionStage::in_review, "in_review"},
    {SolutionStage::returned, "returned"},
    {SolutionStage::approved, "approved"},
    {SolutionStage::confirmed, "confirmed"},
}};
constexpr auto const &words_of(SolutionStage) {
    return solution_stage_words;
}

struct Solution {
    int version = 0;  // from 1
    SolutionStage stage = SolutionStage::draft;
    Digest digest{};  // of the exact text, see solution_digest()
    std::string author;
    std::string steps;  // erasable, as are effect, feasibility and reason
    std::string effect;
    std::string feasibility;
    std::optional<Money> cost;
    std::string review_by;  // the rule of the policy that asks for a review; empty: none does
    std::string reviewer;
    std::string reason;  // of the reviewer

    friend bool operator==(Solution const &, Solution const &) = default;
};

// Digest of all that a reviewer approves: steps, cost, effect and feasibility, each with its length
// before it, so that no two solutions read the same.
Digest solution_digest(Solution const &solution);

// ---- messages to the customer

enum class MessageKind {
    acknowledgement,  // received, and when to expect an answer
    missing,          // facts that are still needed
    progress,         // a reply by a person
    promise,          // a completion date, or a changed one
    reminder,         // we wait for the customer
    waiting,          // we wait for a third party
    result,           // the solution
    survey,           // how satisfied are you
};

constexpr WordTable<MessageKind, 8> message_kind_words{{
    {MessageKind::acknowledgement, "acknowledgement"},
    {MessageKind::missing, "missing"},
    {MessageKind::progress, "progress"},
    {MessageKind::promise, "promise"},
    {MessageKind::reminder, "reminder"},
    {MessageKind::waiting, "waiting"},
    {MessageKind::result, "result"},
    {MessageKind::survey, "survey"},
}};
constexpr auto const &words_of(MessageKind) {
    return message_kind_words;
}

// by_hand: the customer has no address that mail could go to; a person has to tell them.
enum class MessageState { queued, by_hand, sent, parked };

constexpr WordTable<MessageState, 4> message_state_words{{
    {MessageState::queued, "queued"},
    {MessageState::by_hand, "by_hand"},
    {MessageState::sent, "sent"},
    {MessageState::parked, "parked"},
}};
constexpr auto const &words_of(MessageState) {
    return message_state_words;
}

struct Message {
    int number = 0;  // from 1, in the case
    MessageKind kind{};
    MessageState state = MessageState::queued;
    std::int64_t event = 0;  // the one that holds its text
    Instant made_at;
    std::optional<Instant> next_try_at;  // while queued
    std::optional<Instant> sent_at;
    int tries = 0;             // that failed
    std::string error;         // of the last one; erasable
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(Message const &, Message const &) = default;
};

// ---- visits

enum class VisitMode { on_site, remote };

constexpr WordTable<VisitMode, 2> visit_mode_words{{
    {VisitMode::on_site, "on-site"},
    {VisitMode::remote, "remote"},
}};
constexpr auto const &words_of(VisitMode) {
    return visit_mode_words;
}

enum class VisitState { booked, done, cancelled };

constexpr WordTable<VisitState, 3> visit_state_words{{
    {VisitState::booked, "booked"},
    {VisitState::done, "done"},
    {VisitState::cancelled, "cancelled"},
}};
constexpr auto const &words_of(VisitState) {
    return visit_state_words;
}

// An appointment of a technician with a customer, and the service record it leaves.
struct Visit {
    int number = 0;  // from 1, in the case
    VisitMode mode{};
    VisitState state = VisitState::booked;
    std::string technician;
    Instant starts_at;
    Instant ends_at;
    std::string place;  // erasable, as are the words of the record
    std::string found;
    std::string done;
    std::vector<std::string> parts;
    std::string result;
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(Visit const &, Visit const &) = default;
};

// ---- feedback

struct Score {
    std::string dimension;
    int value = 0;

    friend bool operator==(Score const &, Score const &) = default;
};

// What a customer said of a resolution. Absent figures were not asked or not answered.
struct Feedback {
    Instant at;
    std::optional<int> csat;  // overall satisfaction, 1 to 5
    std::optional<int> nps;   // likelihood to recommend, 0 to 10
    std::optional<int> ces;   // effort, 1 to 7
    std::string ces_high;     // what 7 means: "easy" or "hard"
    std::vector<Score> dimensions;
    std::optional<bool> solved;
    std::string channel;
    std::string comment;  // erasable

    friend bool operator==(Feedback const &, Feedback const &) = default;
};

// A resolution that the customer may judge, once.
struct Invitation {
    Instant at;                   // when the case was resolved
    std::optional<Digest> token;  // digest of the token that was mailed, if one was
    std::optional<Feedback> feedback;

    friend bool operator==(Invitation const &, Invitation const &) = default;
};

}  // namespace dcc
