#pragma once

#include <dcc/ledger/session.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Refuses as "has_interest" somebody who must not judge the complaint, and as "earlier_round"
// somebody who had a part in an earlier round. Within the caller's transaction.
std::optional<Refusal> refuse_judge(ledger::Session &session, Case const &complaint,
                                    rules::Doer const &person);

// The people of the policy whom refuse_judge() refuses; nobody for a case that is no complaint.
std::vector<std::string> barred_from(ledger::Session &session, Case const &item);

}  // namespace dcc::desk
