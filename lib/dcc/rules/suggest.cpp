#include <dcc/rules/suggest.hpp>

#include <cmath>

namespace dcc::rules {
namespace {

constexpr std::size_t most_suggested = 3;
constexpr double least_suggested = 0.1;  // of those after the first

bool reaches(double probability, std::optional<double> const &limit) {
    return limit && probability >= *limit;
}

}  // namespace

Advice advise(Policy const &policy, std::span<Likely const> likely, std::string const &by_rule) {
    std::vector<Likely> known;
    for (auto const &one : likely)
        if (policy.category(one.category)) known.push_back(one);
    if (known.empty()) return {};
    auto const &limits = policy.suggest;
    auto const &first = known.front();
    bool const asked =
        by_rule.empty() || (limits.second_opinion && !policy.is_within(first.category, by_rule));
    bool const decides = by_rule.empty() && reaches(first.probability, limits.decide_above);
    if (!asked || !(decides || reaches(first.probability, limits.suggest_above))) return {};
    Advice advice;
    if (decides) advice.category = first.category;
    for (auto const &one : known) {
        bool const shown = advice.suggested.empty() || one.probability >= least_suggested;
        if (!shown || advice.suggested.size() == most_suggested) break;
        advice.suggested.push_back(
            {one.category, static_cast<int>(std::lround(one.probability * 1000))});
    }
    return advice;
}

}  // namespace dcc::rules
