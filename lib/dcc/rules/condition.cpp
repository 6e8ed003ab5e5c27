#include <dcc/base/error.hpp>
#include <dcc/rules/condition.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

bool lists(std::vector<std::string> const &list, std::string const &fact) {
    return list.empty() || std::ranges::count(list, fact) > 0;
}

}  // namespace

bool holds(Condition const &condition, Facts const &facts, Policy const &policy) {
    return lists(condition.channel, facts.channel) && lists(condition.priority, facts.priority) &&
           lists(condition.tier, facts.tier) && lists(condition.product, facts.product) &&
           (condition.category.empty() ||
            std::ranges::any_of(condition.category, [&](auto const &category) {
                return policy.is_within(facts.category, category);
            }));
}

SlaRule const &match_sla(Policy const &policy, Facts const &facts) {
    for (auto const &rule : policy.sla)
        if (holds(rule.when, facts, policy)) return rule;
    throw Error{ErrorKind::policy, "no sla rule holds and there is no default"};
}

}  // namespace dcc::rules
