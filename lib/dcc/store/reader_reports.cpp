#include <dcc/model/codec.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

Reader::AnswerSample answer_of(Query &query) {
    auto const payload = decode(event::FeedbackGiven::type.word, query.get<std::string>(2), {});
    return {query.get<CaseId>(0), query.get<Instant>(1), std::get<event::FeedbackGiven>(payload)};
}

}  // namespace

void Reader::each_answer(Instant from, Instant before,
                         std::function<void(AnswerSample const &)> const &visit) {
    each_feedback(from, before, [&](FeedbackSample const &sample) {
        if (sample.kind == CaseKind::service) visit({sample.case_id, sample.at, sample.given});
    });
}

std::vector<CaseId> Reader::answered(Instant until) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query = db_->query(
            "SELECT DISTINCT case_id FROM event WHERE kind = 'feedback_given' AND at <= ?"
            " ORDER BY case_id",
            until);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<Reader::AnswerSample> Reader::answers_of(CaseId id, Instant until) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT case_id, at, data FROM event WHERE case_id = ? AND at <= ?"
            " AND kind = 'feedback_given' ORDER BY seq",
            id, until);
        std::vector<AnswerSample> answers;
        while (query.step()) answers.push_back(answer_of(query));
        return answers;
    });
}

void Reader::each_escalation(Instant from, Instant before,
                             std::function<void(CaseId id, Instant at)> const &visit) {
    db_->guard([&] {
        auto query = db_->query(
            "SELECT case_id, at, data FROM event WHERE kind = 'escalated' AND at >= ? AND at < ?"
            " ORDER BY at, seq",
            from, before);
        while (query.step()) {
            auto const payload = decode(event::Escalated::type.word, query.get<std::string>(2), {});
            if (std::get<event::Escalated>(payload).level != EscalationLevel::warning)
                visit(query.get<CaseId>(0), query.get<Instant>(1));
        }
    });
}

void Reader::each_case_row(Instant from, Instant before,
                           std::function<bool(CaseRow &&)> const &visit) {
    db_->guard([&] {
        static auto const sql =
            select<CaseRow>("WHERE received_at >= ? AND received_at < ? ORDER BY received_at, id");
        Query query{db_->prepare(sql.c_str()), from, before};
        while (query.step())
            if (!visit(read_row<CaseRow>(*db_, query.statement(), Locked::leave_out))) return;
    });
}

std::optional<Instant> Reader::first_received_at() {
    return db_->guard([&] {
        auto query = db_->query("SELECT min(received_at) FROM cases");
        (void)query.step();
        return query.get<std::optional<Instant>>(0);
    });
}

}  // namespace dcc::store
