#include <dcc/base/text.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

namespace dcc::store {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The statement without comments and needless blanks and quotes: SQLite keeps the text as it was
// given, and edits it when a table is altered.
std::string normalised(std::string_view sql) {
    std::string text;
    while (!sql.empty()) {
        auto const c = sql.front();
        std::size_t size = 1;
        auto const until = [&](std::string_view end, std::size_t from) {
            auto const found = sql.find(end, from);
            return found == sql.npos ? sql.size() : found + end.size();
        };
        if (sql.starts_with("--"))
            size = until("\n", 2);
        else if (sql.starts_with("/*"))
            size = until("*/", 2);
        else if (c == '\'' || c == '"')
            size = until({&c, 1}, 1);
        else
            while (is_word(c) && size < sql.size() && is_word(sql[size])) ++size;
        auto token = sql.substr(0, size);
        sql.remove_prefix(size);
        if (token.starts_with("--") || token.starts_with("/*") || trim(token).empty()) continue;
        if (c == '"' && std::ranges::all_of(token.substr(1, token.size() - 2), is_word))
            token = token.substr(1, token.size() - 2);
        (text += token) += ' ';
    }
    return text;
}

// By "index case_due".
std::map<std::string, std::string> schema_of(Db &db) {
    std::map<std::string, std::string> schema;
    // What SQLite makes of its own accord, as for a key or for ANALYZE, has names of its own.
    auto objects = db.query(
        "SELECT type || ' ' || name, tbl_name || ' ' || coalesce(sql, '') FROM main.sqlite_schema"
        " WHERE type NOT IN ('table', 'index') OR substr(name, 1, 7) <> 'sqlite_'");
    while (objects.step())
        schema[objects.get<std::string>(0)] = normalised(objects.get<std::string>(1));
    return schema;
}

}  // namespace

std::vector<Wording> Reader::schema_differences() {
    return db_->guard([&] {
        auto const fresh = Db::in_memory();
        create_schema(*fresh);
        auto const wanted = schema_of(*fresh);
        auto const found = schema_of(*db_);
        std::vector<Wording> differences;
        for (auto const &[name, sql] : wanted) {
            auto const same = found.find(name);
            if (same == found.end())
                differences.push_back(say("the {} is missing", name));
            else if (same->second != sql)
                differences.push_back(say("the {} was changed", name));
        }
        for (auto const &[name, sql] : found)
            if (!wanted.contains(name))
                differences.push_back(say("the {} is not part of a desk", name));
        return differences;
    });
}

}  // namespace dcc::store
