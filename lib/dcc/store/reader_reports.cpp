#include <dcc/model/codec.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reports.hpp>

namespace dcc::store {
namespace {

// A reader gives its connection to what is derived from it alone.
class Connection : public Reader {
  public:
    static Db &of(Reader &reader) { return *(reader.*(&Connection::db_)); }
};

AnswerSample answer_of(Query &query) {
    auto const payload = decode(event::FeedbackGiven::type.word, query.get<std::string>(2), {});
    return {query.get<CaseId>(0), query.get<Instant>(1), std::get<event::FeedbackGiven>(payload)};
}

}  // namespace

void each_answer(Reader &reader, Instant from, Instant before,
                 std::function<void(AnswerSample const &)> const &visit) {
    auto &db = Connection::of(reader);
    db.guard([&] {
        auto query = db.query(
            "SELECT event.case_id, event.at, event.data"
            " FROM event JOIN cases ON cases.id = event.case_id"
            " WHERE event.kind = 'feedback_given' AND event.at >= ? AND event.at < ?"
            " AND cases.kind = 'service' ORDER BY event.at, event.seq",
            from, before);
        while (query.step()) visit(answer_of(query));
    });
}

std::vector<AnswerSample> answers_of(Reader &reader, CaseId id, Instant until) {
    auto &db = Connection::of(reader);
    return db.guard([&] {
        auto query = db.query(
            "SELECT case_id, at, data FROM event WHERE case_id = ? AND at <= ?"
            " AND kind = 'feedback_given' ORDER BY seq",
            id, until);
        std::vector<AnswerSample> answers;
        while (query.step()) answers.push_back(answer_of(query));
        return answers;
    });
}

void each_escalation(Reader &reader, Instant from, Instant before,
                     std::function<void(Instant at)> const &visit) {
    auto &db = Connection::of(reader);
    db.guard([&] {
        auto query = db.query(
            "SELECT at, data FROM event WHERE kind = 'escalated' AND at >= ? AND at < ?"
            " ORDER BY seq",
            from, before);
        while (query.step()) {
            auto const payload = decode(event::Escalated::type.word, query.get<std::string>(1), {});
            if (std::get<event::Escalated>(payload).level != EscalationLevel::warning)
                visit(query.get<Instant>(0));
        }
    });
}

void each_case_row(Reader &reader, Instant from, Instant before,
                   std::function<bool(CaseRow &&)> const &visit) {
    auto &db = Connection::of(reader);
    db.guard([&] {
        static auto const sql =
            select<CaseRow>("WHERE received_at >= ? AND received_at < ? ORDER BY received_at, id");
        Query query{db.prepare(sql.c_str()), from, before};
        while (query.step())
            if (!visit(read_row<CaseRow>(db, query.statement(), Locked::leave_out))) return;
    });
}

std::optional<Instant> first_received_at(Reader &reader) {
    auto &db = Connection::of(reader);
    return db.guard([&] {
        auto query = db.query("SELECT min(received_at) FROM cases");
        (void)query.step();
        return query.get<std::optional<Instant>>(0);
    });
}

Head head_at(Reader &reader, Instant instant) {
    auto &db = Connection::of(reader);
    return db.guard([&] {
        auto query = db.query(
            "SELECT seq, digest FROM event WHERE at <= ? ORDER BY seq DESC LIMIT 1", instant);
        if (!query.step()) return Head{};
        return Head{query.get<std::int64_t>(0), query.get<Digest>(1)};
    });
}

}  // namespace dcc::store
