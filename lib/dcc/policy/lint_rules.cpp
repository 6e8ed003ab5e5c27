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

// Whether a list of a condition, empty for any value, takes all that another one takes.
template <class Value>
bool takes_all(std::vector<Value> const &outer, std::vector<Value> const &inner) {
    return outer.empty() || (!inner.empty() && std::ranges::all_of(inner, [&](Value const &value) {
               return std::ranges::find(outer, value) != outer.end();
           }));
}

bool takes_all_below(Policy const &policy, Names const &outer, Names const &inner) {
    return outer.empty() ||
           (!inner.empty() && std::ranges::all_of(inner, [&](std::string const &category) {
               return std::ranges::any_of(outer, [&](std::string const &ancestor) {
                   return policy.is_within(category, ancestor);
               });
           }));
}

using NamesByField = std::map<std::string, Names>;

bool takes_all(NamesByField const &outer, NamesByField const &inner) {
    return std::ranges::all_of(outer, [&](auto const &wanted) {
        auto const same = inner.find(wanted.first);
        return same != inner.end() && takes_all(wanted.second, same->second);
    });
}

bool takes_all(Policy const &policy, Condition const &outer, Condition const &inner) {
    return takes_all(outer.channel, inner.channel) &&
           takes_all_below(policy, outer.category, inner.category) &&
           takes_all(outer.priority, inner.priority) && takes_all(outer.tier, inner.tier) &&
           takes_all(outer.product, inner.product) && takes_all(outer.tag, inner.tag) &&
           takes_all(outer.case_tag, inner.case_tag) && takes_all(outer.field, inner.field) &&
           takes_all_below(policy, outer.earlier, inner.earlier);
}

// The texts of a word: itself, or what goes on after a stem.
bool is_stem(std::string_view word) {
    return word.ends_with('*');
}

template <class List>
bool contains(List const &list, std::string const &value) {
    return std::ranges::find(list, value) != list.end();
}

bool takes_days(Validity const &outer, Validity const &inner) {
    return (!outer.from || (inner.from && *outer.from <= *inner.from)) &&
           (!outer.to || (inner.to && *inner.to <= *outer.to));
}

}  // namespace

std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule) {
    std::vector<SlaRule const *> takers;
    std::span const earlier{policy.sla.data(), rule};
    if (policy.sla[rule].incident) return takers;
    auto const &when = policy.sla[rule].when;
    auto const count = sample_count(when);
    if (count > most_samples) return takers;
    for (std::size_t i = 0; i < count; ++i) {
        auto const sample = sample_of(when, i);
        auto const taker = std::ranges::find_if(earlier, [&](SlaRule const &other) {
            return !other.incident && fits(policy, other.when, sample);
        });
        if (taker == earlier.end()) return {};
        if (std::ranges::find(takers, &*taker) == takers.end()) takers.push_back(&*taker);
    }
    return takers;
}

WordSet::WordSet(std::vector<std::string> const &words) : any_{words} {
    std::vector<std::string> stems;
    for (auto const &word : words)
        if (is_stem(folded_word(word))) stems.push_back(word);
    stems_ = WordFinder{stems};
}

bool WordSet::takes(std::string const &word) const {
    auto text = folded_word(word);
    bool const stem = is_stem(text);
    if (stem) text.pop_back();
    return !(stem ? stems_ : any_).find(text).empty();
}

bool WordSet::takes_one_of(std::vector<std::string> const &words) const {
    return std::ranges::any_of(words, [this](std::string const &word) { return takes(word); });
}

bool WordSet::takes_each_of(std::vector<std::string> const &words) const {
    return std::ranges::all_of(words, [this](std::string const &word) { return takes(word); });
}

TextReach::TextReach(TextTest const &test)
    : test_{&test}, words_{test.words}, subject_{test.subject}, unless_{test.unless_words} {}

bool TextReach::takes_all_of(TextReach const &other) const {
    auto const &inner = *other.test_;
    auto const excepted = [&](std::string const &word) { return other.unless_.takes(word); };
    auto const all_in = [](auto const &some, auto const &list) {
        return std::ranges::all_of(some, [&](auto const &one) { return contains(list, one); });
    };
    if (!std::ranges::all_of(test_->unless_words, excepted) ||
        !all_in(test_->unless_patterns, inner.unless_patterns))
        return false;
    for (auto const &word : test_->all_words)
        if (!WordSet{{word}}.takes_one_of(inner.all_words)) return false;
    if (!test_->asks_for_one() || words_.takes_one_of(inner.all_words)) return true;
    auto const in_subject = [this](std::string const &word) {
        return subject_.takes(word) || words_.takes(word);
    };
    return inner.asks_for_one() && all_in(inner.patterns, test_->patterns) &&
           words_.takes_each_of(inner.words) && std::ranges::all_of(inner.subject, in_subject);
}

bool TextReach::is_empty() const {
    if (unless_.takes_one_of(test_->all_words)) return true;
    if (!test_->asks_for_one()) return false;
    return unless_.takes_each_of(test_->words) && unless_.takes_each_of(test_->subject) &&
           std::ranges::all_of(test_->patterns, [this](std::string const &pattern) {
               return contains(test_->unless_patterns, pattern);
           });
}

bool covers(Policy const &policy, Condition const &outer, Condition const &inner) {
    return takes_all(policy, outer, inner);
}

bool covers(Policy const &policy, ReviewRule const &earlier, ReviewRule const &later) {
    auto const &least = earlier.cost_above;
    return takes_all(policy, earlier.when, later.when) &&
           (!least || (later.cost_above && later.cost_above->currency == least->currency &&
                       later.cost_above->minor >= least->minor));
}

bool covers(Policy const &policy, RetentionRule const &earlier, RetentionRule const &later) {
    return (!earlier.kind || earlier.kind == later.kind) &&
           takes_all_below(policy, earlier.categories, later.categories);
}

bool covers(Policy const &policy, ComplaintRule const &earlier, ComplaintRule const &later) {
    return takes_all(policy, earlier.when, later.when) && takes_all(earlier.types, later.types) &&
           takes_all(earlier.severities, later.severities) &&
           takes_all(earlier.rounds, later.rounds) && takes_days(earlier.valid, later.valid);
}

bool covers(Policy const &policy, AssessRule const &earlier, AssessRule const &later) {
    return takes_all(policy, earlier.when, later.when) && takes_all(earlier.types, later.types);
}

bool raises_as_high(Policy const &policy, RaiseRule const &rule, RaiseRule const &other) {
    auto const as_high = [](auto const &levels, std::string const &one, std::string const &than) {
        if (than.empty() || one == than) return true;
        auto const found = std::ranges::find(levels, one);
        if (one.empty() || found == levels.end()) return false;
        return found == levels.begin() ||
               (than != RaiseRule::one_step && found < std::ranges::find(levels, than));
    };
    Names priorities;
    for (auto const &priority : policy.priorities) priorities.push_back(priority.id);
    return as_high(policy.impacts, rule.impact, other.impact) &&
           as_high(policy.urgencies, rule.urgency, other.urgency) &&
           as_high(priorities, rule.priority, other.priority);
}

bool covers(Policy const &policy, EscalationRule const &earlier, EscalationRule const &later) {
    return takes_all(policy, earlier.when, later.when) && takes_all(earlier.teams, later.teams) &&
           takes_all(earlier.clocks, later.clocks);
}

bool covers(Policy const &, LoyaltyRule const &earlier, LoyaltyRule const &later) {
    // Over other days the last answer may be another one.
    auto const asks_less = [](std::optional<int> const &one, std::optional<int> const &other) {
        return !one || (other && *one <= *other);
    };
    auto const takes_more = [](std::optional<int> const &one, std::optional<int> const &other) {
        return !one || (other && *one >= *other);
    };
    return earlier.days == later.days && takes_all(earlier.tiers, later.tiers) &&
           takes_more(earlier.csat_at, later.csat_at) && takes_more(earlier.nps_at, later.nps_at) &&
           asks_less(earlier.complaints, later.complaints) &&
           asks_less(earlier.cases, later.cases) && asks_less(earlier.reopened, later.reopened) &&
           asks_less(earlier.late, later.late);
}

bool covers(Policy const &policy, Playbook const &earlier, Playbook const &later) {
    return earlier.links_by_itself() && later.links_by_itself() &&
           covers(policy, earlier.when, later.when) &&
           TextReach{earlier.text}.takes_all_of(TextReach{later.text});
}

}  // namespace dcc::policy_file
