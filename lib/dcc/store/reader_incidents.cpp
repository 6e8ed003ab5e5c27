#include <dcc/store/detail/sql.hpp>
#include <dcc/store/writer.hpp>

namespace dcc::store {

std::optional<IncidentRow> Reader::find(IncidentId id) {
    return db_->guard([&] {
        static auto const sql = select_by_key<IncidentRow>();
        Query query{db_->prepare(sql.c_str()), id};
        return read_one<IncidentRow>(*db_, query.statement());
    });
}

std::vector<IncidentRow> Reader::incidents(bool only_open) {
    return db_->guard([&] {
        SQLite::Statement statement{
            db_->sqlite(),
            select<IncidentRow>(only_open ? "WHERE state = 'open' ORDER BY id" : "ORDER BY id")};
        return read_rows<IncidentRow>(*db_, statement);
    });
}

std::vector<CaseId> Reader::cases_of(IncidentId id) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query = db_->query("SELECT id FROM cases WHERE incident = ? ORDER BY id", id);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

IncidentId Writer::next_incident_id() {
    return db_->guard(
        [&] { return IncidentId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM incident")}; });
}

}  // namespace dcc::store
