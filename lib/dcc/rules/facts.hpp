#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/policy/policy.hpp>

#include <string>
#include <vector>

namespace dcc::rules {

// The facts that the category of the case requires and the case lacks, in the order of the policy.
// An impact counts only if a person gave it, since the policy always has a default. A case without
// a category lacks nothing.
std::vector<std::string> missing_facts(Policy const &policy, Case const &item,
                                       CustomerFacts const &customer);

// Whether to ask the customer: a fact is missing now that was not missing before.
bool asks_anew(std::vector<std::string> const &before, std::vector<std::string> const &now);

// A hint to supply the missing facts: the remedy, with the case and the names of the facts.
Hint how_to_supply(Remedy remedy, CaseId id, std::vector<std::string> const &missing);

}  // namespace dcc::rules
