#pragma once

#include <dcc/model/escalation.hpp>
#include <dcc/model/survey.hpp>
#include <dcc/store/reader.hpp>

#include <functional>
#include <optional>
#include <vector>

namespace dcc::store {

// What reports read of the events themselves. The sealed fields are empty: no master key is needed.

// A customer's answer to a survey on a service case.
struct AnswerSample {
    CaseId case_id;
    Instant at;
    event::FeedbackGiven answer;
};

// Calls `visit` for each answer given in [from, before) on a service case, in the order of time.
void each_answer(Reader &reader, Instant from, Instant before,
                 std::function<void(AnswerSample const &)> const &visit);

// The answers of a case until an instant, the last one last.
std::vector<AnswerSample> answers_of(Reader &reader, CaseId id, Instant until);

// Calls `visit` for each breach and each step of a ladder that was announced in [from, before), in
// the order of the events, all of which are read.
void each_escalation(Reader &reader, Instant from, Instant before,
                     std::function<void(Instant at)> const &visit);

// Calls `visit` for each case received in [from, before), in the order of that time and of ids,
// until it returns false. The subject is empty where it cannot be decrypted.
void each_case_row(Reader &reader, Instant from, Instant before,
                   std::function<bool(CaseRow &&)> const &visit);

// When the first case was received; nothing in a desk without cases.
std::optional<Instant> first_received_at(Reader &reader);

// The newest event of those until the instant, with its digest. Without later events it is the
// head.
Head head_at(Reader &reader, Instant instant);

}  // namespace dcc::store
