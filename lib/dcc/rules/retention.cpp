#include <dcc/rules/retention.hpp>

#include <algorithm>

namespace dcc::rules {

RetentionRule const *retention_of(Policy const &policy, std::string const &category,
                                  CaseKind kind) {
    auto const holds = [&](RetentionRule const &rule) {
        if (rule.kind && *rule.kind != kind) return false;
        return rule.categories.empty() ||
               std::ranges::any_of(rule.categories, [&](std::string const &one) {
                   return policy.is_within(category, one);
               });
    };
    auto const rule = std::ranges::find_if(policy.retention, holds);
    return rule == policy.retention.end() ? nullptr : &*rule;
}

bool is_due(RetentionRule const &rule, Date ended, Date today) {
    using std::chrono::sys_days;
    auto const last = sys_days{ended + std::chrono::years{rule.years}};
    return last + std::chrono::days{rule.days} < sys_days{today};
}

}  // namespace dcc::rules
