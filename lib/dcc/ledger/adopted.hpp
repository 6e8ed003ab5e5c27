#pragma once

#include <dcc/base/error.hpp>
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

// The adoption of a policy that an imported file claims, made anew from its sources. The desk may
// adopt that policy itself one day: the claim is refused ("bad_history") unless the fingerprint is
// that of the sources, and terms and calendars are what they grant. Calendars may be left out.
Outcome<event::PolicyAdopted> checked_adoption(event::PolicyAdopted const &claimed);

}  // namespace dcc::ledger
