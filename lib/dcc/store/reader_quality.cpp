#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {

void Reader::each_review(std::optional<Instant> from, Instant before,
                         std::function<void(QualityReviewRow const &)> const &visit) {
    db_->guard([&] {
        static auto const sql =
            select<QualityReviewRow>("WHERE at >= ? AND at < ? ORDER BY case_id, number");
        Query query{db_->prepare(sql.c_str()), from.value_or(beginning), before};
        while (query.step()) visit(read_row<QualityReviewRow>(*db_, query.statement()));
    });
}

void Reader::each_resolved(std::optional<Instant> from, Instant before,
                           std::function<void(ResolvedSample const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT id, channel, category, priority, team, person, received_at, resolved_at"
            " FROM cases WHERE resolved_at >= ? AND resolved_at < ? AND is_open = 0"
            " AND kind <> 'action' ORDER BY id",
            from.value_or(beginning), before);
        auto &row = query.statement();
        while (query.step())
            visit({column<CaseId>(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3),
                   text_at(row, 4), text_at(row, 5), column<Instant>(row, 6),
                   column<Instant>(row, 7)});
    });
}

void Reader::each_rating(Instant from, Instant before,
                         std::function<void(RatingSample const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT event.case_id, person, category, received_at, json_extract(data, '$.csat')"
            " FROM event CROSS JOIN cases ON cases.id = event.case_id"
            " WHERE event.kind = 'feedback_given' AND at >= ? AND at < ?"
            " AND json_extract(data, '$.csat') IS NOT NULL ORDER BY at, seq",
            from, before);
        auto &row = query.statement();
        while (query.step())
            visit({column<CaseId>(row, 0), text_at(row, 1), text_at(row, 2),
                   column<Instant>(row, 3), column<int>(row, 4)});
    });
}

std::vector<TrainingRow> Reader::trainings() {
    return db_->guard([&] {
        static auto const sql =
            select<TrainingRow>("WHERE withdrawn = 0 ORDER BY held_at, person, topic");
        Query query{db_->prepare(sql.c_str())};
        return read_rows<TrainingRow>(*db_, query.statement());
    });
}

std::optional<TrainingRow> Reader::training(std::string const &person, Instant held,
                                            std::string const &topic) {
    return db_->guard([&] {
        static auto const sql = select_by_key<TrainingRow>();
        Query query{db_->prepare(sql.c_str()), person, held, topic};
        return read_one<TrainingRow>(*db_, query.statement());
    });
}

}  // namespace dcc::store
