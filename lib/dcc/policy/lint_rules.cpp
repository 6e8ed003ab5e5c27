#include <dcc/base/text.hpp>
#include <dcc/policy/detail/lint_rules.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace dcc::policy_file {
namespace {

using Names = std::vector<std::string>;

// A case that a condition matches: for each list one of its values, and for an empty list a value
// that no rule names (an empty text). An earlier rule that matches this case matches every case
// with these listed values, so it is enough to try the rules on such cases.
struct Sample {
    std::string_view channel, category, priority, tier, product;
};

constexpr std::size_t most_samples = 100'000;

bool holds(Names const &names, std::string_view value) {
    return names.empty() || std::ranges::find(names, value) != names.end();
}

bool fits(Policy const &policy, Condition const &when, Sample const &sample) {
    bool const within = when.category.empty() ||
                        std::ranges::any_of(when.category, [&](std::string const &category) {
                            return policy.is_within(sample.category, category);
                        });
    return within && holds(when.channel, sample.channel) && holds(when.priority, sample.priority) &&
           holds(when.tier, sample.tier) && holds(when.product, sample.product);
}

std::size_t sample_count(Condition const &when) {
    std::size_t count = 1;
    for (auto const *const names :
         {&when.channel, &when.category, &when.priority, &when.tier, &when.product}) {
        count *= std::max<std::size_t>(names->size(), 1);
        if (count > most_samples) break;
    }
    return count;
}

Sample sample_of(Condition const &when, std::size_t number) {
    auto const take = [&](Names const &names) {
        if (names.empty()) return std::string_view{};
        std::string_view const name = names[number % names.size()];
        number /= names.size();
        return name;
    };
    Sample sample;
    sample.channel = take(when.channel);
    sample.category = take(when.category);
    sample.priority = take(when.priority);
    sample.tier = take(when.tier);
    sample.product = take(when.product);
    return sample;
}

bool each_within(Policy const &policy, Condition const &outer, Condition const &inner) {
    auto const count = sample_count(inner);
    if (count > most_samples) return false;
    for (std::size_t i = 0; i < count; ++i)
        if (!fits(policy, outer, sample_of(inner, i))) return false;
    return true;
}

}  // namespace

std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule) {
    std::vector<SlaRule const *> takers;
    std::span const earlier{policy.sla.data(), rule};
    auto const &when = policy.sla[rule].when;
    auto const count = sample_count(when);
    if (count > most_samples) return takers;
    for (std::size_t i = 0; i < count; ++i) {
        auto const sample = sample_of(when, i);
        auto const taker = std::ranges::find_if(
            earlier, [&](SlaRule const &other) { return fits(policy, other.when, sample); });
        if (taker == earlier.end()) return {};
        if (std::ranges::find(takers, &*taker) == takers.end()) takers.push_back(&*taker);
    }
    return takers;
}

bool covers(Policy const &policy, ClassifyRule const &earlier, ClassifyRule const &later) {
    if (!each_within(policy, earlier.when, later.when)) return false;
    if (earlier.words.empty() && earlier.patterns.empty()) return true;
    // A word found in the later rule's word is found wherever that word is.
    return later.patterns.empty() && !later.words.empty() &&
           std::ranges::all_of(later.words, [&](std::string const &word) {
               auto const folded = fold_case(word);
               return std::ranges::any_of(earlier.words, [&](std::string const &part) {
                   return folded.find(fold_case(part)) != std::string::npos;
               });
           });
}

}  // namespace dcc::policy_file
