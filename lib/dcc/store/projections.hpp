#pragma once

#include <dcc/store/complaint_rows.hpp>
#include <dcc/store/quality_rows.hpp>
#include <dcc/store/rows.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

namespace dcc::store {

// Every table that is derived from the events, in an order that satisfies foreign keys when rows
// are written. Writing, clearing, counting and comparing all use this list, so that no table can be
// forgotten in one of them.
using Projections =
    std::tuple<CustomerRow, ContactRow, DoubtRow, CallbackRow, CaseRow, ClockRow, MessageRow,
               VisitRow, TaskRow, CaseTagRow, CaseFieldRow, InvitationRow, ComplaintRow, RoundRow,
               GrantedRemedyRow, EvidenceRow, ActionRow, ArticleRow, ArticleEventRow, IncidentRow,
               PolicyRow, TermsRow, CalendarRow, ErasureRow, AbsenceRow, QualityReviewRow,
               TrainingRow>;

// Calls f(std::type_identity<Row>{}) for each row type, in order.
template <class F>
void each_projection(F const &f) {
    [&]<class... Row>(std::type_identity<std::tuple<Row...>>) {
        (f(std::type_identity<Row>{}), ...);
    }(std::type_identity<Projections>{});
}

template <class Tuple>
struct ListsOf;
template <class... Row>
struct ListsOf<std::tuple<Row...>> {
    using type = std::tuple<std::vector<Row>...>;
};

// The rows of a case, a customer, an article, an incident, a policy or an erasure in these tables.
using Rows = ListsOf<Projections>::type;

// The rows of one type.
template <class Row>
std::vector<Row> &list_of(Rows &rows) {
    return std::get<std::vector<Row>>(rows);
}
template <class Row>
std::vector<Row> const &list_of(Rows const &rows) {
    return std::get<std::vector<Row>>(rows);
}

// Rows that are part of a case.
template <class Row>
concept OfCase = requires {
    Row::case_column;
};

}  // namespace dcc::store
