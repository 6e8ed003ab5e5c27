#pragma once

#include <dcc/ledger/session.hpp>

#include <optional>
#include <string>

namespace dcc::desk {

// Refuses as "has_interest" somebody who must not judge the complaint, and as "earlier_round"
// somebody who had a part in an earlier round. Within the caller's transaction.
std::optional<Refusal> refuse_judge(ledger::Session &session, Case const &complaint,
                                    rules::Doer const &person);

}  // namespace dcc::desk
