#include <dcc/rules/triage.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

// The value given now, else the one given before; empty when neither: then the policy decides.
std::string chosen(Case const &item, std::string const &now, std::string const &before,
                   char const *name) {
    if (!now.empty()) return now;
    return std::ranges::count(item.given, name) > 0 ? before : std::string{};
}

}  // namespace

ClassifyRule const *classify(Classifier const &classifier, Case const &item,
                             TriageInput const &input, event::Triaged &triaged) {
    triaged.category = chosen(item, input.given.category, item.category, "category");
    triaged.category_by = "given";
    if (!triaged.category.empty()) return nullptr;
    auto fitting = classifier.match(input.text, input.known);
    triaged.category = item.category;
    triaged.category_by = "no rule fits";
    if (!fitting) return nullptr;
    auto const &rule = *fitting->rule;
    triaged.category = rule.category;
    triaged.rule = rule.name;
    triaged.rule_place = rule.place.text();
    triaged.category_by = fmt::format("rule \"{}\" ({})", rule.name, triaged.rule_place);
    triaged.matched = std::move(fitting->found);
    return &rule;
}

void rate(Policy const &policy, Classifier const &classifier, Case const &item,
          TriageInput const &input, ClassifyRule const *rule, event::Triaged &triaged) {
    auto const &given = input.given;
    auto known = input.known;
    known.category = triaged.category;
    auto const raises = classifier.raises(input.text, known, triaged.repeat_of.has_value());
    auto rating =
        rate(policy, chosen(item, given.impact, item.impact, "impact"),
             chosen(item, given.urgency, item.urgency, "urgency"), rule, triaged.category, raises);
    triaged.impact = std::move(rating.impact);
    triaged.urgency = std::move(rating.urgency);
    triaged.raised = std::move(rating.raised);
    std::ranges::move(rating.found, std::back_inserter(triaged.matched));
    triaged.priority = chosen(item, given.priority, item.priority, "priority");
    triaged.priority_by = triaged.priority.empty() ? std::move(rating.by) : "given";
    if (!given.priority.empty() && given.priority != rating.priority)
        triaged.policy_priority = rating.priority;
    if (triaged.priority.empty()) triaged.priority = std::move(rating.priority);
}

}  // namespace dcc::rules
