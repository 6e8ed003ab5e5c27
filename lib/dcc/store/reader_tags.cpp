#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

template <class Row>
std::vector<Row> parts_of(Db &db, char const *sql, CaseId id) {
    return db.guard([&] {
        Query query{db.prepare(sql), id};
        return read_rows<Row>(db, query.statement());
    });
}

}  // namespace

std::vector<CaseTagRow> Reader::tags(CaseId id) {
    static auto const sql = select<CaseTagRow>("WHERE case_id = ? ORDER BY key");
    return parts_of<CaseTagRow>(*db_, sql.c_str(), id);
}

std::string Reader::spelling_of_tag(std::string const &key) {
    return db_->guard([&] {
        auto query =
            db_->query("SELECT tag FROM case_tag WHERE key = ? ORDER BY case_id LIMIT 1", key);
        return query.step() ? query.get<std::string>(0) : std::string{};
    });
}

std::vector<CaseId> Reader::cases_with_tag(std::string const &key, CaseId before,
                                           std::size_t limit) {
    return db_->guard([&] {
        std::vector<CaseId> ids;
        auto query = db_->query(
            "SELECT case_id FROM case_tag WHERE key = ? AND case_id < ? ORDER BY case_id DESC"
            " LIMIT ?",
            key, before, limit);
        while (query.step()) ids.push_back(query.get<CaseId>(0));
        return ids;
    });
}

std::vector<CaseFieldRow> Reader::fields(CaseId id) {
    static auto const sql = select<CaseFieldRow>("WHERE case_id = ? ORDER BY field");
    return parts_of<CaseFieldRow>(*db_, sql.c_str(), id);
}

}  // namespace dcc::store
