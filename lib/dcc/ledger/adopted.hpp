#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::ledger {

// The service terms and calendars that a desk has adopted, loaded from its store when needed. With
// a policy: also those of the policy, even if it is not adopted yet. Reader and policy must outlive
// the result.
rules::AdoptedTerms adopted_terms_of(store::Reader &reader, Policy const *policy = nullptr);

// The event that adopts a policy: its sources, service terms and calendars.
event::PolicyAdopted adoption_of(Policy const &policy);

}  // namespace dcc::ledger
