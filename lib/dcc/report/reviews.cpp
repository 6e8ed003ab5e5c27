#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/reviews.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace dcc::report {

std::vector<store::QualityReviewRow> reviews_of(store::Reader &reader, Scope const &scope) {
    auto const changed = reader.changed_since(scope.as_of);
    auto const last = scope.as_of + Seconds{1};
    auto const before = std::min(scope.before.value_or(last), last);
    std::vector<store::QualityReviewRow> reviews;
    std::set<CaseId> later;
    reader.each_review(scope.from, before, [&](store::QualityReviewRow const &review) {
        if (std::ranges::binary_search(changed, review.case_id))
            later.insert(review.case_id);
        else
            reviews.push_back(review);
    });
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : later) {
        auto const rows = ledger::rows_of(replay_until(reader, id, scope.as_of, adopted), adopted);
        for (auto const &review : store::list_of<store::QualityReviewRow>(rows))
            if (review.at < before && (!scope.from || review.at >= *scope.from))
                reviews.push_back(review);
    }
    std::ranges::sort(reviews, {}, [](store::QualityReviewRow const &review) {
        return std::pair{review.case_id, review.number};
    });
    return reviews;
}

double score_of(store::QualityReviewRow const &review) {
    return static_cast<double>(review.points) /
           static_cast<double>(std::max<std::int64_t>(review.most, 1));
}

}  // namespace dcc::report
