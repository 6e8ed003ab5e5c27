#include <dcc/rules/classify.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::rules {

Classifier::Classifier(Policy const &policy)
    : policy_{&policy}, classify_{"classify", policy.classify}, raises_{"raise", policy.raises} {}

std::optional<Fitting<ClassifyRule>> Classifier::match(std::string_view text,
                                                       CaseAttributes const &attributes) const {
    auto const reading = classify_.read(text);
    for (std::size_t i = 0; i < policy_->classify.size(); ++i) {
        auto const &rule = policy_->classify[i];
        if (!holds(rule.when, attributes, *policy_)) continue;
        if (auto found = classify_.try_on(reading, i))
            return Fitting<ClassifyRule>{&rule, std::move(*found)};
    }
    return std::nullopt;
}

std::vector<Fitting<ClassifyRule>> Classifier::matches(std::string_view text,
                                                       CaseAttributes const &attributes) const {
    auto const reading = classify_.read(text);
    std::vector<Fitting<ClassifyRule>> fitting;
    for (std::size_t i = 0; i < policy_->classify.size(); ++i) {
        auto const &rule = policy_->classify[i];
        if (!holds(rule.when, attributes, *policy_)) continue;
        if (auto found = classify_.try_on(reading, i))
            fitting.push_back({&rule, std::move(*found)});
    }
    return fitting;
}

std::vector<Fitting<RaiseRule>> Classifier::raises(std::string_view text,
                                                   CaseAttributes const &attributes,
                                                   bool repeat) const {
    std::vector<Fitting<RaiseRule>> fitting;
    if (policy_->raises.empty()) return fitting;
    auto const reading = raises_.read(text);
    for (std::size_t i = 0; i < policy_->raises.size(); ++i) {
        auto const &rule = policy_->raises[i];
        if ((rule.repeat && !repeat) || !holds(rule.when, attributes, *policy_)) continue;
        if (auto found = raises_.try_on(reading, i)) fitting.push_back({&rule, std::move(*found)});
    }
    return fitting;
}

std::vector<event::RuleMatch> Classifier::passed_over(std::string_view text) const {
    auto all = classify_.passed_over(text);
    auto more = raises_.passed_over(text);
    std::ranges::move(more, std::back_inserter(all));
    return all;
}

namespace {

// The place of a level among the levels, 0 for the highest; their number for an unknown one.
std::size_t rank_of(std::span<std::string const> levels, std::string_view level) {
    return static_cast<std::size_t>(std::ranges::find(levels, level) - levels.begin());
}

// Raises a level by those of the rules that do.
class Raising {
  public:
    Raising(std::span<Fitting<RaiseRule> const> rules, Rating &rating)
        : rules_{rules}, rating_{rating} {}

    // What the level is then; `by` tells what it was raised from.
    std::string level(std::string const &what, std::span<std::string const> levels,
                      std::string const &from, std::string RaiseRule::*to, std::string &by) {
        auto best = rank_of(levels, from);
        if (best == levels.size()) return from;
        Fitting<RaiseRule> const *raiser = nullptr;
        for (auto const &fitting : rules_) {
            auto const &wanted = fitting.rule->*to;
            auto const rank = wanted == RaiseRule::one_step
                                  ? std::max<std::size_t>(rank_of(levels, from), 1) - 1
                                  : rank_of(levels, wanted);
            if (wanted.empty() || rank >= best) continue;
            best = rank;
            raiser = &fitting;
        }
        if (!raiser) return from;
        auto const &rule = *raiser->rule;
        by += fmt::format("{}raised from {} by \"{}\"", by.empty() ? "" : ", ", from, rule.name);
        rating_.raised.push_back({what, from, levels[best], rule.name, rule.place.text()});
        if (std::ranges::count(raisers_, raiser) == 0) {
            raisers_.push_back(raiser);
            rating_.found.insert(rating_.found.end(), raiser->found.begin(), raiser->found.end());
        }
        return levels[best];
    }

  private:
    std::span<Fitting<RaiseRule> const> rules_;
    Rating &rating_;
    std::vector<Fitting<RaiseRule> const *> raisers_;  // whose findings are told
};

}  // namespace

int steps_above(std::span<std::string const> levels, std::string_view level,
                std::string_view than) {
    auto const one = rank_of(levels, level);
    auto const other = rank_of(levels, than);
    if (one == levels.size() || other == levels.size()) return 0;
    return static_cast<int>(other) - static_cast<int>(one);
}

Rating rate(Policy const &policy, std::string const &given_impact, std::string const &given_urgency,
            ClassifyRule const *rule, std::string const &category,
            std::span<Fitting<RaiseRule> const> raises) {
    auto const *node = policy.category(category);
    std::string const none;
    Rating rating;
    Raising raising{raises, rating};
    auto const decide = [&](std::string const &what, std::string const &given,
                            std::string const &by_rule, std::string const &by_category,
                            std::string const &fallback, std::span<std::string const> levels,
                            std::string RaiseRule::*to) {
        std::string by = "given";
        auto level = given;
        if (given.empty()) {
            level = !by_rule.empty() ? by_rule : !by_category.empty() ? by_category : fallback;
            by = !by_rule.empty()       ? fmt::format("rule {}", rule->name)
                 : !by_category.empty() ? fmt::format("category {}", category)
                                        : "default";
            level = raising.level(what, levels, level, to, by);
        }
        rating.by += fmt::format("{}{} {} ({})", rating.by.empty() ? "" : ", ", what, level, by);
        return level;
    };
    rating.impact =
        decide("impact", given_impact, rule ? rule->impact : none, node ? node->impact : none,
               policy.default_impact, policy.impacts, &RaiseRule::impact);
    rating.urgency =
        decide("urgency", given_urgency, rule ? rule->urgency : none, node ? node->urgency : none,
               policy.default_urgency, policy.urgencies, &RaiseRule::urgency);
    auto const found = policy.matrix.find({rating.impact, rating.urgency});
    if (found == policy.matrix.end()) return rating;
    std::vector<std::string> priorities;
    for (auto const &priority : policy.priorities) priorities.push_back(priority.id);
    std::string by;
    rating.priority =
        raising.level("priority", priorities, found->second, &RaiseRule::priority, by);
    if (!by.empty()) rating.by += fmt::format(", priority {} ({})", rating.priority, by);
    return rating;
}

}  // namespace dcc::rules
