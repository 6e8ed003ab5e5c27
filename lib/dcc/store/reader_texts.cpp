#include <dcc/base/search_terms.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/reader.hpp>

#include <sqlite3.h>

namespace dcc::store {
namespace {

// An FTS5 expression for all phrases, or any of them, depending on `joint`.
std::string expression(std::span<Phrase const> phrases, std::string_view joint) {
    std::string text;
    for (auto const &phrase : phrases) {
        if (!text.empty()) text += joint;
        text += '"';
        for (auto const &term : phrase.terms) {
            if (&term != &phrase.terms.front()) text += ' ';
            text += term;  // letters and digits only, so that it contains no FTS5 syntax
        }
        text += phrase.prefix ? "\" *" : "\"";
    }
    return text;
}

// Reads through SQLite's C interface, since there are millions of positions.
class Rows {
  public:
    Rows(Db &db, char const *sql) : handle_{db.sqlite().getHandle()} {
        sqlite3_stmt *raw = nullptr;
        auto const code = sqlite3_prepare_v2(handle_, sql, -1, &raw, nullptr);
        statement_.reset(raw);
        if (code != SQLITE_OK) throw SQLite::Exception{handle_, code};
    }

    void restart(std::string const &term) {
        sqlite3_reset(statement_.get());
        sqlite3_bind_text(statement_.get(), 1, term.data(), static_cast<int>(term.size()),
                          SQLITE_STATIC);
    }
    bool step() {
        auto const code = sqlite3_step(statement_.get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) throw SQLite::Exception{handle_, code};
        return code == SQLITE_ROW;
    }
    std::string_view text(int column) const {
        auto const *bytes = sqlite3_column_text(statement_.get(), column);
        return {bytes ? reinterpret_cast<char const *>(bytes) : "",
                static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
    }
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    sqlite3 *handle_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Reads all terms, then looks each one up as a search does. A term that cannot be found is not
// counted.
WordSum sum_of(Db &db, char const *index) {
    db.sqlite().exec("DROP TABLE IF EXISTS temp.words");
    db.sqlite().exec(std::string{"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, "} + index +
                     ", instance)");
    WordSum sum;
    {
        Rows all{db, "SELECT term FROM temp.words"};
        Rows places{db, "SELECT doc, col, offset FROM temp.words WHERE term = ?"};
        std::string term;
        while (all.step()) {
            if (all.text(0) == term) continue;
            term = all.text(0);
            places.restart(term);
            while (places.step()) sum.add(term, places.number(0), places.text(1), places.number(2));
        }
    }
    db.sqlite().exec("DROP TABLE temp.words");
    return sum;
}

}  // namespace

WordSum Reader::case_words() {
    return db_->guard([&] { return sum_of(*db_, "case_words"); });
}

WordSum Reader::article_words() {
    return db_->guard([&] { return sum_of(*db_, "article_words"); });
}

std::vector<std::int64_t> Reader::find_texts(std::span<Phrase const> phrases, TextRange range) {
    return db_->guard([&] {
        std::vector<std::int64_t> found;
        if (phrases.empty()) return found;
        auto wanted = expression(phrases, " AND ");
        if (range.in_subject) wanted = "subject : (" + wanted + ")";
        auto query = db_->query(
            "SELECT rowid FROM case_words WHERE case_words MATCH ? AND rowid >= ?"
            " ORDER BY rowid DESC LIMIT ?",
            wanted, range.from, range.limit);
        while (query.step()) found.push_back(query.get<std::int64_t>(0));
        return found;
    });
}

std::vector<ArticleHit> Reader::find_articles(std::span<Phrase const> phrases, bool any,
                                              std::size_t limit) {
    return db_->guard([&] {
        std::vector<ArticleHit> found;
        if (phrases.empty()) return found;
        auto const wanted = expression(phrases, any ? " OR " : " AND ");
        // A smaller bm25() is a better match.
        auto query = db_->query(
            "SELECT rowid, -bm25(article_words, 5.0, 1.0) AS fit FROM article_words"
            " WHERE article_words MATCH ? ORDER BY fit DESC, rowid LIMIT ?",
            wanted, limit);
        while (query.step())
            found.push_back({query.get<ArticleId>(0), query.statement().getColumn(1).getDouble()});
        return found;
    });
}

}  // namespace dcc::store
