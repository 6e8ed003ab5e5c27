#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

constexpr std::chrono::days longest{1};

}  // namespace

std::vector<VisitRow> Reader::visits(VisitQuery const &query) {
    return db_->guard([&] {
        std::string conditions = "WHERE starts_at >= ? AND starts_at < ?";
        if (query.only_booked) conditions += " AND state = 'booked'";
        if (query.technician) conditions += " AND technician = ?";
        auto const sql =
            select<VisitRow>(conditions + " ORDER BY starts_at, case_id, number LIMIT " +
                             std::to_string(query.limit));
        SQLite::Statement statement{db_->sqlite(), sql};
        store::bind(statement, 1, query.from.value_or(Instant::min()));
        store::bind(statement, 2, query.before.value_or(Instant::max()));
        if (query.technician) store::bind(statement, 3, *query.technician);
        return read_rows<VisitRow>(*db_, statement);
    });
}

std::vector<VisitRow> Reader::booked(std::string const &technician, Instant from, Instant to) {
    return db_->guard([&] {
        static auto const sql = select<VisitRow>(
            "WHERE state = 'booked' AND technician = ? AND starts_at > ? AND starts_at < ?"
            " AND ends_at > ? ORDER BY starts_at, case_id, number");
        Query query{db_->prepare(sql.c_str()), technician, from - longest, to, from};
        return read_rows<VisitRow>(*db_, query.statement());
    });
}

}  // namespace dcc::store
