#include <dcc/base/error.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace dcc::store {
namespace {

template <class Row>
void sort_by_key(std::vector<Row> &rows) {
    std::ranges::sort(rows, [](Row const &a, Row const &b) { return key_of(a) < key_of(b); });
}

template <OfCase Row, class Visit>
void each_of_case(Db &db, CaseId id, Visit const &visit) {
    static auto const sql = select_of_case<Row>();
    Query query{db.prepare(sql.c_str()), id};
    while (query.step()) visit(query.statement());
}

template <OfCase Row>
std::vector<Row> read_of_case(Db &db, CaseId id) {
    std::vector<Row> rows;
    each_of_case<Row>(db, id,
                      [&](auto &statement) { rows.push_back(read_row<Row>(db, statement)); });
    sort_by_key(rows);
    return rows;
}

// Whether a value is stored as bind() stores it. Others may read the same but meet other conditions
// of a query: an empty text instead of none, a 2 for true.
template <class T>
bool is_canonical(SQLite::Column const &cell) {
    if constexpr (is_optional<T>::value)
        return cell.isNull() || is_canonical<typename T::value_type>(cell);
    else if constexpr (std::is_same_v<T, std::string>)
        return cell.isNull() || cell.getBytes() > 0;
    else if constexpr (std::is_same_v<T, bool>)
        return std::uint64_t(cell.getInt64()) <= 1;
    else if constexpr (std::is_integral_v<T>)
        return std::in_range<T>(cell.getInt64());
    else
        return true;
}

template <class Row>
bool is_canonical_row(SQLite::Statement &statement) {
    bool canonical = true;
    int index = 0;
    each_column<Row>([&]<class T>(char const *, T Row::*) {
        canonical = is_canonical<T>(statement.getColumn(index++)) && canonical;
    });
    return canonical;
}

// What can be compared of a wanted row: look-ups by their digests, if there is a key.
template <class Row>
void make_comparable(Db &db, Row &row) {
    auto &keys = db.keys();
    if constexpr (has_personal<Row>)
        if (keys.protection())
            each_personal(row, [&](char const *name, std::string &text, Privacy privacy) {
                if (!keys.has_key())
                    text.clear();
                else if (privacy == Privacy::lookup)
                    text = keys.blind(name, text);
            });
}

template <class Row>
bool is_stored(Db &db, Row const &row) {
    static auto const sql = select_by_key<Row>();
    Query query{db.prepare(sql.c_str())};
    bind_key(query.statement(), row);
    return query.step() && read_row<Row>(db, query.statement(), Locked::leave_out) == row &&
           is_canonical_row<Row>(query.statement());
}

// Whether a table has the wanted rows. For a case: and no other rows of it.
template <class Row>
bool holds(Db &db, std::vector<Row> &wanted, [[maybe_unused]] std::optional<CaseId> of) {
    for (auto &row : wanted) make_comparable(db, row);
    if constexpr (OfCase<Row>) {
        if (!of) return true;
        std::vector<Row> stored;
        bool canonical = true;
        each_of_case<Row>(db, *of, [&](auto &statement) {
            stored.push_back(read_row<Row>(db, statement, Locked::leave_out));
            canonical = canonical && is_canonical_row<Row>(statement);
        });
        sort_by_key(stored);
        sort_by_key(wanted);
        return canonical && stored == wanted;
    } else
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
