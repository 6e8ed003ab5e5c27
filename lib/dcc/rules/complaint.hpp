#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>

namespace dcc::rules {

// Types, limits and departments of complaints.

// The type of complaints about cases of the category: the first one of the policy that lists it or
// a category above it, else the first that lists none. "general" in a policy without types.
std::string complaint_type(Policy const &policy, std::string const &category);

// The first complaint rule that matches the complaint in that round; null when none does. The day
// on which the complaint was received, in the desk's zone, must lie in the days on which the rule
// holds.
ComplaintRule const *complaint_rule(Policy const &policy, Case const &item, std::string const &tier,
                                    int round);

// The terms that the matching rule grants; without one those of the matching SLA rule, by which
// acknowledge and reply have no target. A complaint keeps its terms when the rule has the same
// name as before.
event::TermsRef complaint_terms(Policy const &policy, Case const &item, std::string const &tier,
                                int round);

// The responsible department: that of the rule, of the type, or of the category; may be empty.
std::string complaint_department(Policy const &policy, Case const &item, std::string const &tier);

// Fills registration, terms and department of the event that opens a complaint. `customer` is what
// is known about the customer.
void register_complaint(Policy const &policy, event::Opened &opened, Instant received,
                        CustomerFacts const &customer);

// Refuses a type, a person or a number of complainants that cannot be.
std::optional<Refusal> refuse_registration(Policy const &policy, Registration const &registration);

// The first assess rule that matches the text and the facts of the complaint; null when none does.
// Throws Error{policy} when a pattern is invalid.
AssessRule const *assess_rule(Policy const &policy, Case const &item, std::string const &tier);

// Whether a complaint of that severity tells the people of the policy's alert list.
bool is_alarming(Policy const &policy, std::string const &severity);

}  // namespace dcc::rules
