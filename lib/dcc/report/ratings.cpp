#include <dcc/report/ratings.hpp>

#include <fmt/format.h>

namespace dcc::report {

void Ratings::count(Answer const &answer) {
    csat.count(answer.csat);
    if (answer.is_satisfied()) ++satisfied;
    ces.count(answer.ces);
    if (answer.nps) {
        ++recommendations.n;
        if (*answer.nps >= 9) ++recommendations.promoters;
        if (*answer.nps <= 6) ++recommendations.detractors;
    }
    if (answer.solved) {
        ++solved.n;
        if (*answer.solved) ++solved.count;
    }
}

stats::Proportion shown(stats::Proportion const &proportion, int least) {
    return proportion.n < least ? stats::Proportion{} : proportion;
}

Cell mean_cell(Marks const &marks, int least) {
    if (marks.n == 0 || marks.n < least) return {};
    return static_cast<double>(marks.sum) / static_cast<double>(marks.n);
}

std::optional<stats::NetPromoterScore> shown(stats::Recommendations const &answers, int least) {
    if (answers.n < least) return std::nullopt;
    return stats::net_promoter_score(answers);
}

Cell span_cell(std::optional<stats::Interval> const &interval, int digits) {
    if (!interval) return {};
    return cell_of(say("{} to {}", fmt::format("{:.{}f}", interval->low, digits),
                       fmt::format("{:.{}f}", interval->high, digits)));
}

std::string direction(std::optional<stats::Interval> const &interval) {
    if (!interval || (interval->low <= 0 && interval->high >= 0)) return "cannot tell yet";
    return interval->low > 0 ? "rises" : "falls";
}

Wording suppressed_note(std::int64_t groups, int least, Wording const &what) {
    return say("{} fewer than {} {}: rates of so few are not shown.",
               counted(groups, "1 group has", "{} groups have"), least, what);
}

}  // namespace dcc::report
