#pragma once

#include <dcc/base/search_terms.hpp>
#include <dcc/model/words.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace dcc::store {

// Statements generated from the description in each row type (rows.hpp).

// Calls f(name, member) for each column, in order.
template <class Row, class F>
void each_column(F const &f) {
    std::apply([&](auto const &...column) { (f(column.name, column.member), ...); }, Row::columns);
}

// Calls f(name, member) for each column of the key.
template <class Row, class F>
void each_key(F const &f) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (f(std::get<i>(Row::columns).name, std::get<i>(Row::columns).member), ...);
    }
    (std::make_index_sequence<Row::keys>{});
}

// The members of the key, as a tuple of references.
template <class Row>
auto key_of(Row const &row) {
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
        return std::tie(row.*std::get<i>(Row::columns).member...);
    }
    (std::make_index_sequence<Row::keys>{});
}

// "SELECT id, state, … FROM cases rest"
template <class Row>
std::string select(std::string const &rest) {
    std::string sql;
    each_column<Row>(
        [&](char const *name, auto) { (sql += sql.empty() ? "SELECT " : ", ") += name; });
    // GCC 12 takes a sum of these texts for a copy past their end.
    sql += " FROM ";
    sql += Row::table;
    sql += ' ';
    return sql += rest;
}

// "WHERE kind = ? AND case_id = ? AND instance = ?"
template <class Row>
std::string where_key() {
    std::string where;
    each_key<Row>([&](char const *name, auto) {
        where += (where.empty() ? "WHERE " : " AND ") + std::string{name} + " = ?";
    });
    return where;
}

// "SELECT … FROM clock WHERE kind = ? AND case_id = ? AND instance = ?"
template <class Row>
std::string select_by_key() {
    return select<Row>(where_key<Row>());
}

// "DELETE FROM clock WHERE kind = ? AND case_id = ? AND instance = ?"
template <class Row>
std::string delete_by_key() {
    return std::string{"DELETE FROM "} + Row::table + ' ' + where_key<Row>();
}

// "SELECT … FROM clock WHERE kind IN ('first_response', …) AND case_id = ?". If an enum comes
// before the case in the table's key, all its words are listed, so that SQLite can use the key.
template <class Row>
std::string select_of_case() {
    std::string where;
    bool before = true;
    each_key<Row>([&]<class T>(std::string_view name, T Row::*) {
        before = before && name != Row::case_column;
        if constexpr (std::is_enum_v<T>) {
            if (!before) return;
            std::string words;
            for (auto const &entry : words_of(T{}))
                words += (words.empty() ? "'" : ", '") + std::string{entry.second} + "'";
            where += std::string{name} + " IN (" + words + ") AND ";
        }
    });
    return select<Row>("WHERE " + where + Row::case_column + " = ?");
}

// "INSERT INTO cases (id, state, …) VALUES (?, ?, …) ON CONFLICT (id) DO UPDATE SET
// state = excluded.state, …". The key is not in SET: SQLite treats a key in SET as
// changed and then searches every table that refers to it.
template <class Row>
std::string insert_or_update() {
    std::string names;
    std::string marks;
    std::string key;
    std::string sets;
    std::size_t index = 0;
    each_column<Row>([&](std::string const &name, auto) {
        names += (names.empty() ? "" : ", ") + name;
        marks += marks.empty() ? "?" : ", ?";
        if (index++ < Row::keys)
            key += (key.empty() ? "" : ", ") + name;
        else
            sets += (sets.empty() ? "" : ", ") + name + " = excluded." + name;
    });
    return std::string{"INSERT INTO "} + Row::table + " (" + names + ") VALUES (" + marks +
           ") ON CONFLICT (" + key + ") DO " + (sets.empty() ? "NOTHING" : "UPDATE SET " + sets);
}

// Whether a protected desk hides columns of these rows.
template <class Row>
constexpr bool has_personal = std::apply(
    [](auto const &...column) { return ((column.privacy != Privacy::open) || ...); }, Row::columns);

// Calls f(name, text, privacy) for each text of a row that a protected desk hides and that is not
// empty.
template <class Row, class F>
void each_personal(Row &row, F const &f) {
    auto const visit = [&](auto const &column) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(row.*column.member)>,
                                     std::string>)
            if (column.privacy != Privacy::open && !(row.*column.member).empty())
                f(column.name, row.*column.member, column.privacy);
    };
    std::apply([&](auto const &...column) { (visit(column), ...); }, Row::columns);
}

// Table, column and key of a text: an encrypted one can be read in no other place.
template <class Row>
std::string place_of(Row const &row, char const *column) {
    auto place = std::string{Row::table} + '.' + column;
    each_key<Row>([&](char const *, auto member) {
        place += ' ';
        if constexpr (requires { (row.*member).number; })
            place += std::to_string((row.*member).number);
        else
            place += std::to_string(row.*member);
    });
    return place;
}

// The row as a protected desk stores it.
template <class Row>
Row hidden(KeyRing &keys, Row row) {
    std::string owner;
    each_personal(row, [&](char const *name, std::string &text, Privacy privacy) {
        if (privacy == Privacy::lookup) {
            text = keys.blind(name, text);
            return;
        }
        if (owner.empty()) owner = owner_of(keys, row);
        text = keys.encrypt_column(owner, text, place_of(row, name));
    });
    return row;
}

// What to do with encrypted texts for which there is no key: throw Error{no_input}, or leave them
// out, also the digests of look-ups.
enum class Locked { refuse, leave_out };

// The current row of a statement made by select(), as it is stored.
template <class Row>
Row read_stored_row(SQLite::Statement &statement) {
    Row row;
    int index = 0;
    each_column<Row>([&]<class T>(char const *, T Row::*member) {
        row.*member = column<T>(statement, index++);
    });
    return row;
}

// The same, decrypted.
template <class Row>
Row read_row(Db &db, SQLite::Statement &statement, Locked locked = Locked::refuse) {
    auto row = read_stored_row<Row>(statement);
    if constexpr (has_personal<Row>)
        if (auto &keys = db.keys(); keys.protection())
            each_personal(row, [&](char const *name, std::string &text, Privacy privacy) {
                if (locked == Locked::leave_out && !keys.has_key())
                    text.clear();
                else if (privacy == Privacy::personal)
                    text = keys.decrypt_column(text, place_of(row, name));
            });
    return row;
}

template <class Row>
std::vector<Row> read_rows(Db &db, SQLite::Statement &statement, Locked locked = Locked::refuse) {
    std::vector<Row> rows;
    while (statement.executeStep()) rows.push_back(read_row<Row>(db, statement, locked));
    return rows;
}

template <class Row>
std::optional<Row> read_one(Db &db, SQLite::Statement &statement, Locked locked = Locked::refuse) {
    if (!statement.executeStep()) return std::nullopt;
    return read_row<Row>(db, statement, locked);
}

template <class Row>
void bind_row(SQLite::Statement &statement, Row const &row) {
    int index = 0;
    each_column<Row>([&](char const *, auto member) { bind(statement, ++index, row.*member); });
}

template <class Row>
void bind_key(SQLite::Statement &statement, Row const &row) {
    int index = 0;
    each_key<Row>([&](char const *, auto member) { bind(statement, ++index, row.*member); });
}

// An FTS5 expression for all phrases, or any of them: `joint` is " AND " or " OR ".
std::string match_expression(std::span<Phrase const> phrases, std::string_view joint);

}  // namespace dcc::store
