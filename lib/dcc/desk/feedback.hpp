#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// What a customer says of how a case was resolved. Absent figures were not asked or not answered.
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

// The case that a survey's token is of. Refused as "unknown_token".
Outcome<CaseId> find_invited(store::Reader &reader, std::string const &token);

// Records an answer: to the survey of that token, else to the last resolution. One answer each:
// refused as "used_token" or "answered" when there is one, "not_resolved" before any resolution,
// "unknown_token" when the token is not of this case, "no_answer" when nothing is said, "bad_score"
// for a figure out of its range, "unknown_dimension", "unknown_channel".
//
// Satisfaction at or under the policy's threshold, or a case not solved, opens a complaint about
// the case in the same transaction, which the receipt's notes name.
Outcome<ledger::Receipt> give_feedback(ledger::Session &session, CaseId id,
                                       FeedbackArgs const &args);

}  // namespace dcc::desk
