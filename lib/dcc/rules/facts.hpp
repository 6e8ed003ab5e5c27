#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/policy/policy.hpp>

#include <string>
#include <vector>

namespace dcc::rules {

// Which of the facts that its category requires the case lacks, in the policy's order. An impact
// is there when somebody said it: the matrix would always find one. A case without a category
// lacks nothing yet.
std::vector<std::string> missing_facts(Policy const &policy, Case const &item,
                                       CustomerFacts const &customer);

// Whether the customer has to be asked: something is missing that was not missing before.
bool asks_anew(std::vector<std::string> const &before, std::vector<std::string> const &now);

// The remedy against what the case lacks, with the case and the names of the facts.
Hint how_to_supply(Remedy remedy, CaseId id, std::vector<std::string> const &missing);

}  // namespace dcc::rules
