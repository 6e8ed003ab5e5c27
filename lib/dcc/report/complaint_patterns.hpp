#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>

namespace dcc::report {

enum class Pattern { complainants, clusters };

constexpr WordTable<Pattern, 2> pattern_words{{
    {Pattern::complainants, "complainants"},
    {Pattern::clusters, "clusters"},
}};
constexpr auto const &words_of(Pattern) {
    return pattern_words;
}

struct PatternQuery {
    std::optional<Pattern> only;  // both unless set
    int at_least = 3;             // complaints of a customer …
    int days = 90;                // … in so many days before now
    int window = 7;               // days in which a cluster is looked for
    int baseline = 84;            // days before them, which give the usual rate
    int least = 3;                // complaints in a cluster
    double false_alarms = 0.05;   // the expected share of false ones among the clusters
};

// Customers who complained repeatedly of late, the most complaints first; and clusters: groups of
// complaints of the same type and product, without a product of the same category, that came more
// often in the last days than usual.
//
// The usual rate of a group is its number of complaints in the days of the baseline, divided by
// these; a baseline begins no earlier than the first complaint of the desk, and there are no
// clusters while it is shorter than the window. The test is stats::excess_probability(), over all
// groups with a complaint in window or baseline, with stats::benjamini_hochberg(). Days are of 24
// hours, back from `now`.
Sheet complaint_patterns(store::Reader &reader, Policy const &policy, PatternQuery const &query,
                         Instant now);

}  // namespace dcc::report
