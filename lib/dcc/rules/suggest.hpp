#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <span>
#include <string>
#include <vector>

namespace dcc::rules {

// A category and how probable a model holds it, 0 to 1.
struct Likely {
    std::string category;
    double probability = 0;
};

// What becomes of the categories that a model finds for a text.
struct Advice {
    std::string category;                      // which the model decides; empty: it decides nothing
    std::vector<event::Suggestion> suggested;  // at most three; empty: it is silent
};

// Advice by the limits of the policy. `likely` has the most probable category first; categories
// that the policy does not have are passed over. `by_rule` is the category of the rule that fits,
// which is never overruled: then only another category is suggested, and only as a second opinion.
Advice advise(Policy const &policy, std::span<Likely const> likely, std::string const &by_rule);

}  // namespace dcc::rules
