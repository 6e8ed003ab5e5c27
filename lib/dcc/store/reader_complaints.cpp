#include <dcc/model/codec.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

template <class Row, class... Args>
std::vector<Row> rows_where(Db &db, std::string const &rest, Args const &...args) {
    SQLite::Statement statement{db.sqlite(), select<Row>(rest)};
    Query query{statement, args...};
    return read_rows<Row>(db, query.statement());
}

template <class Row, class... Args>
void each_where(Db &db, std::function<bool(Row &&)> const &visit, std::string const &rest,
                Args const &...args) {
    SQLite::Statement statement{db.sqlite(), select<Row>(rest)};
    Query query{statement, args...};
    while (query.step())
        if (!visit(read_row<Row>(db, query.statement()))) return;
}

}  // namespace

std::int64_t Reader::granted(std::string const &department, std::string const &currency,
                             Instant from, Instant before) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT coalesce(sum(amount), 0) FROM remedy WHERE department = ? AND currency = ?"
            " AND granted_at >= ? AND granted_at < ? AND state <> 'superseded'"
            " AND amount IS NOT NULL",
            department, currency, from, before);
        (void)query.step();
        return query.get<std::int64_t>(0);
    });
}

std::vector<ActionRow> Reader::verified_actions() {
    return db_->guard([&] {
        return rows_where<ActionRow>(*db_, "WHERE verified_at IS NOT NULL ORDER BY case_id");
    });
}

std::optional<ComplaintRow> Reader::complaint(CaseId id) {
    return db_->guard([&]() -> std::optional<ComplaintRow> {
        auto rows = rows_where<ComplaintRow>(*db_, "WHERE case_id = ?", id);
        if (rows.empty()) return std::nullopt;
        return std::move(rows.front());
    });
}

void Reader::each_complaint(Instant from, Instant before,
                            std::function<bool(ComplaintRow &&)> const &visit) {
    db_->guard([&] {
        each_where<ComplaintRow>(*db_, visit,
                                 "WHERE received_at >= ? AND received_at < ?"
                                 " ORDER BY received_at, case_id",
                                 from, before);
    });
}

void Reader::each_complaint_sample(Instant from, Instant before,
                                   std::function<void(ComplaintSample const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT complaint.case_id, complaint.type, complaint.product, cases.category,"
            " complaint.customer, complaint.received_at"
            " FROM complaint JOIN cases ON cases.id = complaint.case_id"
            " WHERE complaint.received_at >= ? AND complaint.received_at < ?"
            " ORDER BY complaint.received_at, complaint.case_id",
            from, before);
        auto &row = query.statement();
        auto const text = [&](int index) {
            auto const value = row.getColumn(index);
            auto const *bytes = value.getText("");
            return std::string_view{bytes, static_cast<std::size_t>(value.size())};
        };
        while (query.step())
            visit({column<CaseId>(row, 0), text(1), text(2), text(3),
                   column<std::optional<CustomerId>>(row, 4), column<Instant>(row, 5)});
    });
}

std::optional<Instant> Reader::first_complaint_at() {
    return db_->guard([&]() -> std::optional<Instant> {
        auto query = db_->query("SELECT min(received_at) FROM complaint");
        (void)query.step();
        return query.get<std::optional<Instant>>(0);
    });
}

void Reader::each_round(Instant from, Instant before,
                        std::function<bool(RoundRow &&)> const &visit) {
    db_->guard([&] {
        each_where<RoundRow>(*db_, visit,
                             "WHERE opened_at >= ? AND opened_at < ? ORDER BY case_id, number",
                             from, before);
    });
}

void Reader::each_remedy(Instant from, Instant before,
                         std::function<bool(GrantedRemedyRow &&)> const &visit) {
    db_->guard([&] {
        each_where<GrantedRemedyRow>(
            *db_, visit, "WHERE granted_at >= ? AND granted_at < ? ORDER BY case_id, number", from,
            before);
    });
}

std::vector<GrantedRemedyRow> Reader::open_remedies(Instant due_before) {
    return db_->guard([&] {
        return rows_where<GrantedRemedyRow>(
            *db_, "WHERE state = 'granted' AND due_at < ? ORDER BY due_at, case_id, number",
            due_before);
    });
}

std::vector<ActionRow> Reader::actions() {
    return db_->guard([&] { return rows_where<ActionRow>(*db_, "ORDER BY case_id"); });
}

namespace {

FileRef read_ref(Query &query) {
    FileRef ref{{query.get<CaseId>(0), query.get<int>(1)},
                query.get<Digest>(2),
                query.get<std::int64_t>(3),
                {},
                query.get<bool>(5)};
    ref.owner = query.get<std::string>(4);
    if (ref.owner.empty()) ref.owner = ref.part.case_id.text();
    return ref;
}

}  // namespace

void Reader::each_file(std::function<bool(FileRef &&)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT evidence.case_id, number, evidence.digest, size,"
            " json_extract(data, '$.customer'), erased FROM evidence"
            " JOIN event ON event.case_id = evidence.case_id AND kind = 'opened'"
            " WHERE NOT erased ORDER BY evidence.case_id, number");
        while (query.step())
            if (!visit(read_ref(query))) return;
    });
}

std::vector<FileRef> Reader::files(Digest const &content) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT evidence.case_id, number, evidence.digest, size,"
            " json_extract(data, '$.customer'), erased FROM evidence"
            " JOIN event ON event.case_id = evidence.case_id AND kind = 'opened'"
            " WHERE NOT erased AND evidence.digest = ?"
            " ORDER BY evidence.case_id, number",
            content);
        std::vector<FileRef> refs;
        while (query.step()) refs.push_back(read_ref(query));
        return refs;
    });
}

std::optional<FileRef> Reader::file(EvidenceId id) {
    return db_->guard([&]() -> std::optional<FileRef> {
        auto query = db_->query(
            "SELECT evidence.case_id, number, evidence.digest, size,"
            " json_extract(data, '$.customer'), erased FROM evidence"
            " JOIN event ON event.case_id = evidence.case_id AND kind = 'opened'"
            " WHERE evidence.case_id = ? AND number = ?",
            id.case_id, id.number);
        if (!query.step()) return std::nullopt;
        return read_ref(query);
    });
}

std::int64_t Reader::count_service_cases(Instant from, Instant before) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT count(*) FROM cases WHERE received_at >= ? AND received_at < ?"
            " AND kind = 'service'",
            from, before);
        (void)query.step();
        return query.get<std::int64_t>(0);
    });
}

void Reader::each_satisfaction(Instant from, Instant before,
                               std::function<void(Satisfaction const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT event.case_id, cases.customer, event.at, event.data"
            " FROM event JOIN cases ON cases.id = event.case_id"
            " WHERE event.kind = 'feedback_given' AND event.at >= ? AND event.at < ?"
            " AND cases.customer IS NOT NULL ORDER BY event.at, event.seq",
            from, before);
        while (query.step()) {
            auto const payload =
                decode(event::FeedbackGiven::type.word, query.get<std::string>(3), {});
            if (auto const csat = std::get<event::FeedbackGiven>(payload).csat)
                visit(
                    {query.get<CaseId>(0), query.get<CustomerId>(1), query.get<Instant>(2), *csat});
        }
    });
}

std::vector<CallbackRow> Reader::callbacks(CustomerId id) {
    return db_->guard(
        [&] { return rows_where<CallbackRow>(*db_, "WHERE customer = ? ORDER BY number", id); });
}

}  // namespace dcc::store
