#include <dcc/base/error.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>

namespace dcc::store {
namespace {

template <class Row>
void sort_by_key(std::vector<Row> &rows) {
    std::ranges::sort(rows, [](Row const &a, Row const &b) { return key_of(a) < key_of(b); });
}

template <OfCase Row>
std::vector<Row> read_of_case(Db &db, CaseId id) {
    static auto const sql = select_of_case<Row>();
    Query query{db.prepare(sql.c_str()), id};
    auto rows = read_rows<Row>(query.statement());
    sort_by_key(rows);
    return rows;
}

template <class Row>
bool is_stored(Db &db, Row const &row) {
    static auto const sql = select_by_key<Row>();
    Query query{db.prepare(sql.c_str())};
    bind_key(query.statement(), row);
    return read_one<Row>(query.statement()) == row;
}

// Whether a table has the wanted rows. For a case: and no other rows of it.
template <class Row>
bool holds(Db &db, std::vector<Row> &wanted, [[maybe_unused]] std::optional<CaseId> of) {
    if constexpr (OfCase<Row>) {
        sort_by_key(wanted);
        return !of || read_of_case<Row>(db, *of) == wanted;
    } else if constexpr (Row::keys == std::tuple_size_v<decltype(Row::columns)>)
        return true;
    else
        return std::ranges::all_of(wanted, [&](Row const &row) { return is_stored(db, row); });
}

}  // namespace

std::int64_t Reader::count_rows(char const *table) {
    return db_->guard([&] {
        SQLite::Statement statement{db_->sqlite(), std::string{"SELECT count(*) FROM "} + table};
        Query query{statement};
        query.step();
        return query.get<std::int64_t>(0);
    });
}

Rows Reader::rows_of(CaseId id) {
    return db_->guard([&] {
        Rows rows;
        each_projection([&]<class Row>(std::type_identity<Row>) {
            if constexpr (OfCase<Row>) list_of<Row>(rows) = read_of_case<Row>(*db_, id);
        });
        return rows;
    });
}

std::vector<Reader::Mismatch> Reader::mismatches(Rows wanted) {
    std::vector<Mismatch> found;
    auto const &cases = list_of<CaseRow>(wanted);
    auto const of = cases.empty() ? std::nullopt : std::optional{cases.front().id};
    each_projection([&]<class Row>(std::type_identity<Row>) {
        try {
            db_->guard([&] {
                if (!holds(*db_, list_of<Row>(wanted), of)) found.push_back({Row::what, {}});
            });
        } catch (Error const &error) {
            found.push_back({Row::what, error.what()});
        }
    });
    return found;
}

}  // namespace dcc::store
