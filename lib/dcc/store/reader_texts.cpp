#include <dcc/base/search_terms.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace dcc::store {

std::string match_expression(std::span<Phrase const> phrases, std::string_view joint) {
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

namespace {

// Reads through SQLite's C interface, since there are millions of positions.
class TextRows {
  public:
    TextRows(Db &db, char const *sql) : handle_{db.sqlite().getHandle()} {
        sqlite3_stmt *raw = nullptr;
        auto const code = sqlite3_prepare_v2(handle_, sql, -1, &raw, nullptr);
        statement_.reset(raw);
        if (code != SQLITE_OK) throw SQLite::Exception{handle_, code};
    }

    void restart(std::string const &term, std::int64_t number = 0) {
        sqlite3_reset(statement_.get());
        sqlite3_bind_int64(statement_.get(), 2, number);  // where there is a second parameter
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

[[noreturn]] void fail(Wording const &what) {
    throw Error{ErrorKind::io, what};
}

// Numbers as FTS5 stores them: the highest bits first, seven a byte, of a ninth byte all eight.
// What is missing at the end is 0.
class Numbers {
  public:
    explicit Numbers(std::string_view bytes) : bytes_{bytes} {}

    std::int64_t next() {
        std::uint64_t number = 0;
        for (int i = 0; !bytes_.empty(); ++i) {
            auto const byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            if (i == 8) return static_cast<std::int64_t>(number << 8U | byte);
            number = number << 7U | (byte & 0x7fU);
            if (byte < 0x80) break;
        }
        return static_cast<std::int64_t>(number);
    }
    bool at_end() const { return bytes_.empty(); }

  private:
    std::string_view bytes_;
};

// A text index as FTS5 lays it out in tables of its own.
class TextIndex {
  public:
    TextIndex(Db &db, std::string name, std::array<std::string, 2> columns)
        : db_{db}, name_{std::move(name)}, columns_{std::move(columns)} {}

    // Reads all terms, then looks each one up as a search does. A term that cannot be found is not
    // counted. Throws Error when the index contradicts itself.
    WordSum sum() {
        db_.sqlite().exec("DROP TABLE IF EXISTS temp.words");
        db_.sqlite().exec(fmt::format(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {}, instance)", name_));
        add_terms();
        db_.sqlite().exec("DROP TABLE temp.words");
        check_configuration();
        check_totals();
        check_pages();
        return sum_;
    }

    // Adds the number of terms in each column of each text, which the ranking uses.
    WordSum sum_with_sizes() {
        sum();
        std::array<std::int64_t, 2> total{};
        std::int64_t texts = 0;
        TextRows sizes{db_, fmt::format("SELECT id, sz FROM {}_docsize", name_).c_str()};
        for (; sizes.step(); ++texts) {
            Numbers numbers{sizes.text(1)};
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                auto const size = numbers.next();
                total[i] += size;
                sum_.add({}, sizes.number(0), columns_[i], size);
            }
            if (!numbers.at_end()) fail("the size of a text has more columns than the text");
        }
        if (total != total_ || texts != texts_)
            fail("the sizes of its texts contradict the totals");
        return sum_;
    }

  private:
    // From this number of places on, FTS5 keeps an index of the pages of a term's places, which
    // takes more than 16 KB of these; and so many places are not further apart than a page.
    static constexpr std::int64_t frequent = 4096;
    static constexpr std::int64_t close = 256;

    void add_terms() {
        TextRows all{db_, "SELECT term FROM temp.words"};
        TextRows places{db_, "SELECT doc, col, offset FROM temp.words WHERE term = ?"};
        std::string term;
        while (all.step()) {
            if (all.text(0) == term) continue;
            term = all.text(0);
            std::int64_t count = 0;
            std::vector<std::int64_t> samples;
            for (places.restart(term); places.step(); ++count) {
                auto const column = places.text(1);
                sum_.add(term, places.number(0), column, places.number(2));
                ++found_[column == columns_[0] ? 0 : 1];
                if (count % close == 0) samples.push_back(places.number(0));
            }
            if (count >= frequent) find_each(term, samples);
        }
    }

    // Searches jump to a text over the places before it, in both directions.
    void find_each(std::string const &term, std::vector<std::int64_t> const &texts) {
        auto const phrase = fmt::format("\"{}\"", term);
        auto const select =
            "SELECT rowid FROM {0} WHERE {0} MATCH ?1 AND rowid {1} ?2"
            " ORDER BY rowid {2} LIMIT 1";
        TextRows down{db_, fmt::format(fmt::runtime(select), name_, "<=", "DESC").c_str()};
        TextRows up{db_, fmt::format(fmt::runtime(select), name_, ">=", "ASC").c_str()};
        for (auto *rows : {&down, &up})
            for (auto const text : texts) {
                rows->restart(phrase, text);
                if (!rows->step() || rows->number(0) != text)
                    fail(say("it does not find a text with \"{}\"", term));
            }
    }

    // Options of FTS5 would change how the index is read.
    void check_configuration() {
        TextRows options{db_, fmt::format("SELECT k || '=' || v FROM {}_config", name_).c_str()};
        if (!options.step() || options.text(0) != "version=4" || options.step())
            fail("it has other options than a new one");
    }

    // FTS5 keeps the number of texts, then of the terms in each column.
    void check_totals() {
        TextRows record{db_, fmt::format("SELECT block FROM {}_data WHERE id = 1", name_).c_str()};
        if (!record.step()) fail("its totals are missing");
        Numbers numbers{record.text(0)};
        texts_ = numbers.next();
        for (auto &total : total_) total = numbers.next();
        if (total_ != found_ || !numbers.at_end()) fail("its totals contradict its terms");
        sum_.terms += texts_;
    }

    // A search passes over what belongs to no segment of the structure record, so that a text could
    // be hidden there. The number of a row is made of the segment, whether it is a page of places,
    // a height, and the page. A segment that a merge has emptied has the pages 0 to 0 until the
    // merge ends. In the index of pages, each segment has its first page; an odd number has places.
    void check_pages() {
        TextRows record{db_, fmt::format("SELECT block FROM {}_data WHERE id = 10", name_).c_str()};
        if (!record.step() || record.text(0).size() < 4) fail("its structure is missing");
        Numbers numbers{record.text(0).substr(4)};
        auto levels = numbers.next();
        auto segments = numbers.next();
        numbers.next();  // pages that were written
        std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> pages;
        for (; levels > 0 && !numbers.at_end(); --levels) {
            numbers.next();  // segments in a merge
            for (auto left = numbers.next(); left > 0 && !numbers.at_end(); --left, --segments) {
                auto &[first, last] = pages[numbers.next()];
                first = numbers.next();
                last = numbers.next();
            }
        }
        if (levels != 0 || segments != 0 || !numbers.at_end()) fail("its structure is damaged");
        std::map<std::int64_t, std::int64_t> places;  // the first page with places of each segment
        auto indexed = pages.size();
        TextRows index{db_,
                       fmt::format("SELECT segid, min(pgno) >> 1, min(pgno >> 1) FILTER (WHERE pgno"
                                   " & 1) FROM {}_idx GROUP BY segid",
                                   name_)
                           .c_str()};
        for (; index.step(); --indexed) {
            if (!pages.contains(index.number(0)) || index.number(1) != 1)
                fail("its index of pages contradicts its structure");
            if (index.number(2) > 0) places[index.number(0)] = index.number(2);
        }
        if (indexed != 0) fail("its index of pages lacks a segment");
        TextRows rows{db_,
                      fmt::format("SELECT id >> 37, id >> 36 & 1, id >> 31 & 31, id & 0x7fffffff"
                                  " FROM {}_data WHERE id NOT IN (1, 10)",
                                  name_)
                          .c_str()};
        while (rows.step()) {
            auto const segment = pages.find(rows.number(0));
            auto const page = rows.number(3);
            if (segment == pages.end()) fail("it has a page of no segment");
            auto const [first, last] = segment->second;
            bool const is_inside = page > 0 && (last == 0 || page <= last);
            auto const with_places = places.find(segment->first);
            if (!is_inside ||
                (rows.number(1) == 0 ? rows.number(2) != 0 || page < first
                                     : with_places == places.end() || page < with_places->second))
                fail("it has a page outside of its segment");
        }
    }

    Db &db_;
    std::string name_;
    std::array<std::string, 2> columns_;
    WordSum sum_;
    std::array<std::int64_t, 2> found_{};  // terms in each column
    std::array<std::int64_t, 2> total_{};  // the same, by the totals of the index
    std::int64_t texts_ = 0;               // by these totals
};

}  // namespace

WordSum Reader::case_words() {
    return db_->guard([&] { return TextIndex{*db_, "case_words", {"subject", "body"}}.sum(); });
}

WordSum Reader::article_words() {
    return db_->guard([&] {
        return TextIndex{*db_, "article_words", {"title", "body"}}.sum_with_sizes();
    });
}

std::vector<std::int64_t> Reader::find_texts(std::span<Phrase const> phrases, TextRange range) {
    return db_->guard([&] {
        std::vector<std::int64_t> found;
        if (phrases.empty()) return found;
        auto wanted = match_expression(phrases, " AND ");
        if (range.in_subject) wanted = "subject : (" + wanted + ")";
        auto query = db_->query(
            "SELECT rowid FROM case_words WHERE case_words MATCH ? AND rowid < ?"
            " ORDER BY rowid DESC LIMIT ?",
            wanted, range.before, range.limit);
        while (query.step()) found.push_back(query.get<std::int64_t>(0));
        return found;
    });
}

std::vector<ArticleHit> Reader::find_articles(std::span<Phrase const> phrases, bool any,
                                              std::size_t limit) {
    return db_->guard([&] {
        std::vector<ArticleHit> found;
        if (phrases.empty()) return found;
        auto const wanted = match_expression(phrases, any ? " OR " : " AND ");
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
