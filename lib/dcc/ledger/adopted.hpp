#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::ledger {

// The service terms and calendars that a desk has adopted, fetched from its store as they are
// needed; with a policy also its own, on record or not yet. Reader and policy must outlive it.
rules::AdoptedTerms adopted_terms_of(store::Reader &reader, Policy const *policy = nullptr);

// What is put on record of a policy: its sources, its service terms and the calendars they run by.
event::PolicyAdopted adoption_of(Policy const &policy);

}  // namespace dcc::ledger
