#include <dcc/base/error.hpp>
#include <dcc/rules/condition.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

bool lists(std::vector<std::string> const &list, std::string const &value) {
    return list.empty() || std::ranges::count(list, value) > 0;
}

}  // namespace

bool holds(Condition const &condition, CaseAttributes const &attributes, Policy const &policy) {
    return lists(condition.channel, attributes.channel) &&
           lists(condition.priority, attributes.priority) &&
           lists(condition.tier, attributes.tier) && lists(condition.product, attributes.product) &&
           (condition.category.empty() ||
            std::ranges::any_of(condition.category, [&](auto const &category) {
                return policy.is_within(attributes.category, category);
            }));
}

SlaRule const &match_sla(Policy const &policy, CaseAttributes const &attributes) {
    for (auto const &rule : policy.sla)
        if (!rule.incident && holds(rule.when, attributes, policy)) return rule;
    throw Error{ErrorKind::policy, "no sla rule matches and there is no default rule"};
}

}  // namespace dcc::rules
