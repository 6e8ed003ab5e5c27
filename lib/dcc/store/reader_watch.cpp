#include <dcc/store/detail/sql.hpp>
#include <dcc/store/writer.hpp>

namespace dcc::store {
namespace {

std::vector<CaseId> read_ids(Query &query) {
    std::vector<CaseId> ids;
    while (query.step()) ids.push_back(query.get<CaseId>(0));
    return ids;
}

}  // namespace

std::optional<Reader::WatchState> Reader::watch_state() {
    return db_->guard([&]() -> std::optional<WatchState> {
        auto query = db_->query("SELECT policy, event FROM watch_state");
        if (!query.step()) return std::nullopt;
        return WatchState{query.get<std::optional<Digest>>(0), query.get<std::int64_t>(1)};
    });
}

std::vector<CaseId> Reader::watched_cases(Instant now) {
    return db_->guard([&] {
        auto query =
            db_->query("SELECT case_id FROM watch WHERE at <= ? ORDER BY at, case_id", now);
        return read_ids(query);
    });
}

// The events are the last ones, so that they are found by their numbers and not by their cases.
std::vector<CaseId> Reader::changed_cases(std::int64_t after) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT DISTINCT event.case_id FROM event NOT INDEXED"
            " JOIN cases ON cases.id = event.case_id"
            " LEFT JOIN watch ON watch.case_id = event.case_id"
            " WHERE event.seq > ? AND (watch.event IS NULL OR watch.event < event.seq)"
            " AND (cases.is_open = 1 OR event.dated IS NOT 'import')"
            " ORDER BY event.case_id",
            after);
        return read_ids(query);
    });
}

std::vector<CaseId> Reader::open_cases() {
    return db_->guard([&] {
        auto query = db_->query("SELECT id FROM cases WHERE is_open = 1 ORDER BY next_due_at, id");
        return read_ids(query);
    });
}

void Writer::watch(CaseId id, std::int64_t event, std::optional<Instant> at) {
    db_->guard([&] {
        if (at)
            db_->query(
                   "INSERT INTO watch (case_id, event, at) VALUES (?, ?, ?) ON CONFLICT (case_id)"
                   " DO UPDATE SET event = excluded.event, at = excluded.at",
                   id, event, *at)
                .run();
        else
            db_->query("DELETE FROM watch WHERE case_id = ?", id).run();
    });
}

void Writer::put(WatchState const &state) {
    db_->guard([&] {
        db_->query(
               "INSERT INTO watch_state (id, policy, event) VALUES (1, ?, ?) ON CONFLICT (id)"
               " DO UPDATE SET policy = excluded.policy, event = excluded.event",
               state.policy, state.event)
            .run();
    });
}

}  // namespace dcc::store
