#include <dcc/store/detail/columns.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::store {
namespace {

constexpr std::chrono::days longest{1};

std::vector<VisitRow> read_visits(Query &query) {
    std::vector<VisitRow> rows;
    while (query.step()) read_row(query.statement(), rows.emplace_back(), visit_columns);
    return rows;
}

}  // namespace

std::vector<VisitRow> Reader::visits(VisitQuery const &query) {
    return db_->guard([&] {
        std::string conditions = "WHERE starts_at >= ? AND starts_at < ?";
        if (query.only_booked) conditions += " AND state = 'booked'";
        if (query.technician) conditions += " AND technician = ?";
        auto const sql = select(visit_columns, "visit",
                                conditions + " ORDER BY starts_at, case_id, number LIMIT " +
                                    std::to_string(query.limit));
        SQLite::Statement statement{db_->sqlite(), sql};
        store::bind(statement, 1, query.from.value_or(Instant::min()));
        store::bind(statement, 2, query.before.value_or(Instant::max()));
        if (query.technician) store::bind(statement, 3, *query.technician);
        Query rows{statement};
        return read_visits(rows);
    });
}

std::vector<VisitRow> Reader::booked(std::string const &technician, Instant from, Instant to) {
    return db_->guard([&] {
        static auto const sql =
            select(visit_columns, "visit",
                   "WHERE state = 'booked' AND technician = ? AND starts_at > ? AND starts_at < ?"
                   " AND ends_at > ? ORDER BY starts_at, case_id, number");
        Query query{db_->prepare(sql.c_str()), technician, from - longest, to, from};
        return read_visits(query);
    });
}

}  // namespace dcc::store
