#include <dcc/base/error.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/rules/condition.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

bool lists(std::vector<std::string> const &list, std::string const &value) {
    return list.empty() || std::ranges::count(list, value) > 0;
}

}  // namespace

bool holds(Condition const &condition, CaseAttributes const &attributes, Policy const &policy) {
    auto const is_within = [&](std::vector<std::string> const &list, std::string const &category) {
        return list.empty() || std::ranges::any_of(list, [&](auto const &listed) {
                   return policy.is_within(category, listed);
               });
    };
    return lists(condition.channel, attributes.channel) &&
           lists(condition.priority, attributes.priority) &&
           lists(condition.tier, attributes.tier) && lists(condition.product, attributes.product) &&
           (condition.tag.empty() ||
            std::ranges::any_of(attributes.tags,
                                [&](auto const &tag) { return lists(condition.tag, tag); })) &&
           (condition.case_tag.empty() ||
            std::ranges::any_of(
                condition.case_tag,
                [&](auto const &tag) { return !same_tag(attributes.case_tags, tag).empty(); })) &&
           std::ranges::all_of(
               condition.field,
               [&](auto const &wanted) {
                   return std::ranges::any_of(attributes.fields, [&](FieldValue const &one) {
                       return one.id == wanted.first && lists(wanted.second, one.value);
                   });
               }) &&
           is_within(condition.category, attributes.category) &&
           is_within(condition.earlier, attributes.earlier);
}

SlaRule const &match_sla(Policy const &policy, CaseAttributes const &attributes) {
    for (auto const &rule : policy.sla)
        if (!rule.incident && holds(rule.when, attributes, policy)) return rule;
    throw Error{ErrorKind::policy, "no sla rule matches and there is no default rule"};
}

}  // namespace dcc::rules
