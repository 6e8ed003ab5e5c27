#pragma once

#include <dcc/base/word_finder.hpp>
#include <dcc/policy/policy.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dcc::policy_file {

// The earlier SLA rules that together match every case that the rule matches. Empty when the rule
// can still match a case.
std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule);

// The words of a list, to compare with other words.
class WordSet {
  public:
    explicit WordSet(std::vector<std::string> const &words);

    // Whether one of them is found wherever the word is.
    bool takes(std::string const &word) const;
    bool takes_one_of(std::vector<std::string> const &words) const;
    bool takes_each_of(std::vector<std::string> const &words) const;

  private:
    WordFinder any_;
    WordFinder stems_;
};

// The texts that pass a test. Patterns are not analysed: two different ones find different texts.
class TextReach {
  public:
    explicit TextReach(TextTest const &test);

    // Whether it passes every text that passes the other one.
    bool takes_all_of(TextReach const &other) const;
    // Whether its exceptions take all that it looks for.
    bool is_empty() const;

  private:
    TextTest const *test_;
    WordSet words_;
    WordSet subject_;
    WordSet unless_;
};

// Whether the earlier rule matches every case that the later one matches, because each of its
// conditions does. The texts of rules about texts are compared by TextReach.
bool covers(Policy const &policy, Condition const &outer, Condition const &inner);
bool covers(Policy const &policy, ReviewRule const &earlier, ReviewRule const &later);
bool covers(Policy const &policy, RetentionRule const &earlier, RetentionRule const &later);
bool covers(Policy const &policy, ComplaintRule const &earlier, ComplaintRule const &later);
bool covers(Policy const &policy, AssessRule const &earlier, AssessRule const &later);
bool covers(Policy const &policy, EscalationRule const &earlier, EscalationRule const &later);
bool covers(Policy const &policy, LoyaltyRule const &earlier, LoyaltyRule const &later);
bool covers(Policy const &policy, Playbook const &earlier, Playbook const &later);

// Whether a rule raises a case at least as high as the other one does, in all that the other
// raises.
bool raises_as_high(Policy const &policy, RaiseRule const &rule, RaiseRule const &other);

}  // namespace dcc::policy_file
