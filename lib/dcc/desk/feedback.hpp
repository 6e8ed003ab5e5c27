#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// A customer's rating of how a case was resolved. Scores that are absent were not asked for or not
// answered.
struct FeedbackArgs {
    std::optional<int> csat;        // overall satisfaction, 1 to 5
    std::optional<int> nps;         // likelihood to recommend, 0 to 10
    std::optional<int> ces;         // effort, 1 to 7; the policy says what 7 means
    std::vector<Score> dimensions;  // of the policy's survey, 1 to 5 each
    std::optional<bool> solved;
    std::string channel;  // empty: the case's
    std::string comment;
    std::string token;  // of the survey that was mailed; empty: a person records the answer
};

// The case whose survey has this token. Refused as "unknown_token".
Outcome<CaseId> find_invited(store::Reader &reader, std::string const &token);

// Records the answer to the survey with that token, or without a token to the last resolution. Each
// resolution takes one answer: refused as "used_token" or "answered" when there is one. Also
// refused as "not_resolved" before any resolution, "unknown_token" when the token belongs to
// another case, "own_work" without a token by somebody who worked on the case
// (rules::workers_of), "no_answer" when the answer is empty, "bad_score" for a score out of its
// range, "unknown_dimension", "unknown_channel".
//
// Satisfaction at or below the policy's threshold, or a case not solved, opens a complaint about
// the case in the same transaction. The receipt's notes name it.
Outcome<ledger::Receipt> give_feedback(ledger::Session &session, CaseId id,
                                       FeedbackArgs const &args);

}  // namespace dcc::desk
