#include <dcc/model/codec.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

#define DCC_CASE_COLUMNS                                                           \
    "cases.id, cases.kind, cases.customer, cases.channel, cases.category,"         \
    " cases.priority, cases.team, cases.person, cases.product, cases.received_at," \
    " cases.first_reply_at, cases.first_resolved_at, cases.reopened, cases.messages"

Reader::CaseSample case_at(SQLite::Statement &row) {
    using Maybe = std::optional<Instant>;
    return {column<CaseId>(row, 0),
            column<CaseKind>(row, 1),
            column<std::optional<CustomerId>>(row, 2),
            text_at(row, 3),
            text_at(row, 4),
            text_at(row, 5),
            text_at(row, 6),
            text_at(row, 7),
            text_at(row, 8),
            column<Instant>(row, 9),
            column<Maybe>(row, 10),
            column<Maybe>(row, 11),
            column<std::int64_t>(row, 12),
            column<std::int64_t>(row, 13)};
}

}  // namespace

void Reader::each_case_sample(std::optional<Instant> from, Instant before,
                              std::function<void(CaseSample const &)> const &visit) {
    db_->guard([&] {
        // Without a beginning nearly all cases are wanted: reading the table in its order is faster
        // than to follow the index on received_at.
        auto const *const sql = from ? "SELECT " DCC_CASE_COLUMNS
                                       " FROM cases WHERE received_at >= ? AND received_at < ?"
                                     : "SELECT " DCC_CASE_COLUMNS
                                       " FROM cases WHERE +received_at >= ? AND +received_at < ?";
        Query query{db_->prepare(sql), from.value_or(beginning), before};
        while (query.step()) visit(case_at(query.statement()));
    });
}

void Reader::each_handoff(std::optional<Instant> from, Instant before,
                          std::function<void(HandoffSample const &)> const &visit) {
    db_->guard([&] {
        // CROSS JOIN: first the clocks, which come case by case.
        auto query = db_->query(
            "SELECT " DCC_CASE_COLUMNS
            ", assigned_at, clock.team, clock.started_at, clock.stopped_at"
            " FROM clock CROSS JOIN cases ON cases.id = clock.case_id"
            " WHERE clock.kind = 'handoff' AND clock.received_at >= ? AND clock.received_at < ?"
            " ORDER BY clock.case_id, clock.instance",
            from.value_or(beginning), before);
        auto &row = query.statement();
        using Maybe = std::optional<Instant>;
        while (query.step())
            visit({case_at(row), column<Maybe>(row, 14), text_at(row, 15), column<Instant>(row, 16),
                   column<Maybe>(row, 17)});
    });
}

std::vector<std::pair<Instant, std::string>> Reader::holders(CaseId id) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT at, json_extract(data, '$.person') FROM event WHERE case_id = ?"
            " AND kind IN ('assigned', 'handed_over', 'handover_returned') ORDER BY seq",
            id);
        std::vector<std::pair<Instant, std::string>> people;
        while (query.step()) people.emplace_back(query.get<Instant>(0), query.get<std::string>(1));
        return people;
    });
}

void Reader::each_feedback(std::optional<Instant> from, Instant before,
                           std::function<void(FeedbackSample const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT event.seq, event.case_id, cases.kind, cases.customer, event.at, event.data"
            " FROM event JOIN cases ON cases.id = event.case_id"
            " WHERE event.kind = 'feedback_given' AND event.at >= ? AND event.at < ?"
            " ORDER BY event.at, event.seq",
            from.value_or(beginning), before);
        while (query.step()) {
            auto const payload =
                decode(event::FeedbackGiven::type.word, query.get<std::string>(5), {});
            visit({query.get<std::int64_t>(0), query.get<CaseId>(1), query.get<CaseKind>(2),
                   query.get<std::optional<CustomerId>>(3), query.get<Instant>(4),
                   std::get<event::FeedbackGiven>(payload)});
        }
    });
}

}  // namespace dcc::store
