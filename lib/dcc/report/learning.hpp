#pragma once

#include <dcc/base/table.hpp>
#include <dcc/learn/model.hpp>
#include <dcc/policy/policy.hpp>

#include <span>
#include <string>
#include <vector>

namespace dcc::report {

// A model: when it was made, its fingerprint, how well it does on cases that it has not seen, and
// of each category the share of its choices that were right (precision) and of its cases that it
// found (recall).
Sheet model(learn::Model const &model);

// The figures of a cross-validation in several rounds, one row a round, with their mean.
Table evaluation(std::span<learn::Figures const> rounds);

// A category that a model finds for a text, and the words of the text that speak for it.
struct Suggested {
    std::string category;
    double probability = 0;
    std::vector<std::string> reasons;
};

// What a model finds for one text.
struct Suggestions {
    std::string of;                // a case; empty: a text
    std::string model;             // its short fingerprint
    std::vector<Suggested> found;  // the most probable first
    std::string by_rule;           // the category of the rule that fits; empty: none fits
};

// With what triage would make of them under the policy: "decide", "suggest" or "nothing".
Sheet suggestions(Suggestions const &suggestions, Policy const &policy);

}  // namespace dcc::report
