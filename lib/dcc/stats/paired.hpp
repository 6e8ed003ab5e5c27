#pragma once

#include <dcc/stats/interval.hpp>
#include <dcc/stats/proportion.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// Two judgements of the same cases.

// The categories, by any numbers, into which two reviewers put one case.
struct Judgements {
    std::int64_t first = 0;
    std::int64_t second = 0;
};

struct Agreement {
    Proportion agreed;    // cases that both put into the same category, of all
    double expected = 0;  // the share of these by chance, from how often each takes each category
    double kappa = 0;     // 1: they always agree; 0: as often as by chance; below: less often
    std::optional<Interval> interval;  // within -1 and 1
};

// Cohen's kappa, (agreed - expected) / (1 - expected): J. Cohen, "A Coefficient of Agreement for
// Nominal Scales", Educational and Psychological Measurement 20 (1960). The interval is kappa ± z
// standard errors: J. L. Fleiss, J. Cohen and B. S. Everitt, "Large Sample Standard Errors of Kappa
// and Weighted Kappa", Psychological Bulletin 72 (1969). That formula has no interval where its
// error is 0, as when they always agree; the share that agreed has one then (wilson). Nothing
// without cases, or when both put all into one category, where chance would agree as well.
std::optional<Agreement> kappa(std::span<Judgements const> cases);

// Cases of which one of two judgements is "yes" and the other "no". Those in which they agree do
// not tell the two apart.
struct Disagreements {
    std::int64_t only_first = 0;
    std::int64_t only_second = 0;
};

// The probability that disagreements are at least as uneven, if "yes" is as frequent in the first
// judgement as in the second: McNemar's test, exact and two-sided, that is with the binomial
// distribution of p = 1/2. Q. McNemar, "Note on the Sampling Error of the Difference between
// Correlated Proportions or Percentages", Psychometrika 12 (1947). Nothing without disagreements,
// or for negative counts.
std::optional<double> mcnemar(Disagreements disagreements);

}  // namespace dcc::stats
