#include <dcc/model/codec.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

std::string_view text_at(SQLite::Statement &row, int index) {
    auto const value = row.getColumn(index);
    auto const *bytes = value.getText("");
    return {bytes, static_cast<std::size_t>(value.size())};
}

constexpr Instant beginning{Seconds{INT64_MIN}};

}  // namespace

void Reader::each_case_sample(std::optional<Instant> from, Instant before,
                              std::function<void(CaseSample const &)> const &visit) {
    db_->guard([&] {
        // Without a beginning nearly all cases are wanted: reading the table in its order is faster
        // than to follow the index on received_at.
        auto const *const sql =
            from ? "SELECT id, kind, customer, channel, category, priority, team, person, product,"
                   " received_at, first_reply_at, first_resolved_at, reopened, messages"
                   " FROM cases WHERE received_at >= ? AND received_at < ?"
                 : "SELECT id, kind, customer, channel, category, priority, team, person, product,"
                   " received_at, first_reply_at, first_resolved_at, reopened, messages"
                   " FROM cases WHERE +received_at >= ? AND +received_at < ?";
        Query query{db_->prepare(sql), from.value_or(beginning), before};
        auto &row = query.statement();
        using Maybe = std::optional<Instant>;
        while (query.step())
            visit({column<CaseId>(row, 0), column<CaseKind>(row, 1),
                   column<std::optional<CustomerId>>(row, 2), text_at(row, 3), text_at(row, 4),
                   text_at(row, 5), text_at(row, 6), text_at(row, 7), text_at(row, 8),
                   column<Instant>(row, 9), column<Maybe>(row, 10), column<Maybe>(row, 11),
                   column<std::int64_t>(row, 12), column<std::int64_t>(row, 13)});
    });
}

void Reader::each_feedback(std::optional<Instant> from, Instant before,
                           std::function<void(FeedbackSample const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT seq, case_id, at, data FROM event WHERE kind = 'feedback_given'"
            " AND at >= ? AND at < ? ORDER BY at, seq",
            from.value_or(beginning), before);
        while (query.step()) {
            auto const payload =
                decode(event::FeedbackGiven::type.word, query.get<std::string>(3), {});
            visit({query.get<std::int64_t>(0), query.get<CaseId>(1), query.get<Instant>(2),
                   std::get<event::FeedbackGiven>(payload)});
        }
    });
}

}  // namespace dcc::store
