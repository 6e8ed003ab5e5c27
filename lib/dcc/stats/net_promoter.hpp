#pragma once

#include <dcc/stats/interval.hpp>

#include <cstdint>
#include <optional>

namespace dcc::stats {

// Answers to "would you recommend us?": those of promoters (9 and 10 of 10), of detractors (0 to 6)
// and of all.
struct Recommendations {
    std::int64_t promoters = 0;
    std::int64_t detractors = 0;
    std::int64_t n = 0;
};

// All in points, from -100 (only detractors) to 100 (only promoters).
struct NetPromoterScore {
    double score = 0;
    double standard_error = 0;
    Interval interval;
};

// The share of promoters less that of detractors. With these shares p and d the standard error is
// sqrt((p + d - (p - d)^2) / n). The interval is the adjusted Wald interval: the same with three
// answers added, of which 3/4 is of a promoter and 3/4 of a detractor, so that it does not shrink
// to a point when all say the same. B. Rocks, "Interval Estimation for the 'Net Promoter Score'",
// The American Statistician 70 (2016). It contains the score. Nothing unless the counts are
// possible and n > 1: a single answer does not tell how answers differ.
std::optional<NetPromoterScore> net_promoter_score(Recommendations answers);

}  // namespace dcc::stats
