#pragma once

#include <dcc/policy/policy.hpp>

#include <string>

namespace dcc::rules {

// What the conditions of rules look at.
struct CaseAttributes {
    std::string channel;
    std::string category;
    std::string priority;
    std::string tier;  // the customer's
    std::string product;
};

// Whether every list of the condition that is not empty holds the attribute. A category stands for
// those below it too.
bool holds(Condition const &condition, CaseAttributes const &attributes, Policy const &policy);

// The first SLA rule whose condition holds. A loaded policy always has one: its last rule is the
// default.
SlaRule const &match_sla(Policy const &policy, CaseAttributes const &attributes);

}  // namespace dcc::rules
