#pragma once

#include <dcc/model/case_facts.hpp>
#include <dcc/policy/policy.hpp>

#include <string>
#include <vector>

namespace dcc::rules {

// The attributes of a case that conditions of rules compare.
struct CaseAttributes {
    std::string channel;
    std::string category;
    std::string priority;
    std::string tier;  // the customer's
    std::string product;
    std::vector<std::string> tags{};       // the customer's; only triage knows them
    std::string earlier{};                 // the category of the customer's case before; likewise
    std::vector<std::string> case_tags{};  // likewise
    std::vector<FieldValue> fields{};      // of the policy; likewise
};

// Whether every non-empty list of the condition contains the attribute, or one of the tags. A
// category in the list also matches its subcategories; tags of cases match whatever their case.
bool holds(Condition const &condition, CaseAttributes const &attributes, Policy const &policy);

// The first SLA rule whose condition holds. A loaded policy always has one, since its last rule is
// the default; else throws Error{policy}.
SlaRule const &match_sla(Policy const &policy, CaseAttributes const &attributes);

}  // namespace dcc::rules
