#include <dcc/rules/handover.hpp>

#include <algorithm>

namespace dcc::rules {

bool goes_back_and_forth(Policy const &policy, std::int64_t bounces) {
    return bounces > policy.handover.bounces;
}

std::vector<std::string> required_to_tell(Policy const &policy, std::string const &category,
                                          std::string const &team) {
    auto names = policy.handover.required;
    for (auto const &rule : policy.handover.rules) {
        bool const fits = (rule.categories.empty() ||
                           std::ranges::any_of(
                               rule.categories,
                               [&](auto const &one) { return policy.is_within(category, one); })) &&
                          (rule.teams.empty() || std::ranges::count(rule.teams, team) > 0);
        if (!fits) continue;
        for (auto const &name : rule.required)
            if (std::ranges::count(names, name) == 0) names.push_back(name);
    }
    return names;
}

}  // namespace dcc::rules
