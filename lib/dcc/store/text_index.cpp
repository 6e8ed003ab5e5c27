#include <dcc/base/search_terms.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/texts.hpp>
#include <dcc/store/detail/sealed_text.hpp>
#include <dcc/store/detail/text_index.hpp>
#include <dcc/store/text_index.hpp>

#include <fmt/format.h>

namespace dcc::store {
namespace {

constexpr std::uint64_t fnv_basis = 0xcbf29ce484222325U;

std::uint64_t fnv(std::string_view text, std::uint64_t hash) {
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

// The finalizer of SplitMix64 (Steele, Lea and Flood 2014): maps similar numbers to very different
// ones.
std::uint64_t spread(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

}  // namespace

std::string index_text(std::string_view text) {
    std::string joined;
    joined.reserve(3 * text.size());
    for (auto const &term : index_terms(text)) {
        if (!joined.empty()) joined += ' ';
        joined += term.text;
    }
    return joined;
}

void add_text(std::vector<IndexedText> &list, std::int64_t seq, event::Payload const &payload) {
    auto const texts = texts_of(payload);
    if (!texts.empty()) list.push_back({seq, index_text(texts.subject), index_text(texts.body)});
}

void put_text(Db &db, IndexedText const &text) {
    db.query("INSERT INTO case_words (rowid, subject, body) VALUES (?, ?, ?)", text.event,
             text.subject, text.body)
        .run();
}

void remove_text(Db &db, IndexedText const &text) {
    db.query(
          "INSERT INTO case_words (case_words, rowid, subject, body)"
          " VALUES ('delete', ?, ?, ?)",
          text.event, text.subject, text.body)
        .run();
}

void purge_cases(Db &db) {
    db.sqlite().exec("INSERT INTO case_words (case_words) VALUES ('optimize')");
}

void put_text(Db &db, ArticleText const &text) {
    db.query("INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)", text.id, text.title,
             text.body)
        .run();
}

void remove_text(Db &db, ArticleText const &text) {
    db.query(
          "INSERT INTO article_words (article_words, rowid, title, body)"
          " VALUES ('delete', ?, ?, ?)",
          text.id, text.title, text.body)
        .run();
}

void clear_words(Db &db, char const *index) {
    db.sqlite().exec(fmt::format("INSERT INTO {0} ({0}) VALUES ('delete-all')", index));
}

void index_cases(Db &db) {
    auto const *protection = db.keys().protection();
    if (protection && !protection->words) return;
    SQLite::Statement events{db.sqlite(), std::string{"SELECT event.seq, kind, data, text"} +
                                              (protection ? ", data_key" : "") +
                                              " FROM event JOIN sealed ON sealed.seq = event.seq"
                                              " WHERE case_id IS NOT NULL ORDER BY event.seq"};
    std::vector<IndexedText> one;
    while (events.executeStep()) {
        one.clear();
        auto const seq = column<std::int64_t>(events, 0);
        auto sealed = column<std::string>(events, 3);
        if (protection)
            sealed = sealed_text(db.keys(), seq, column<std::int64_t>(events, 4), sealed).text;
        add_text(one, seq,
                 decode(column<std::string>(events, 1), column<std::string>(events, 2), sealed));
        for (auto const &text : one) put_text(db, text);
    }
}

// ---- checking

void WordSum::add(std::string_view term, std::int64_t row, std::string_view column,
                  std::int64_t at) {
    auto const word = fnv(term, fnv(column, fnv_basis));
    sum += spread(spread(word + static_cast<std::uint64_t>(row)) + static_cast<std::uint64_t>(at));
    ++terms;
}

namespace {

// Gives the number of terms.
std::int64_t add_terms(WordSum &sum, std::int64_t row, std::string_view column,
                       std::string_view text) {
    std::int64_t at = 0;
    for (auto const &term : index_terms(text)) sum.add(term.text, row, column, at++);
    return at;
}

}  // namespace

void WordSum::add(Event const &event) {
    auto const texts = texts_of(event.payload);
    if (texts.empty()) return;
    add_terms(*this, event.seq, "subject", texts.subject);
    add_terms(*this, event.seq, "body", texts.body);
    ++terms;  // for the text itself
}

void WordSum::add(Article const &article) {
    for (auto const &[column, text] :
         {std::pair{"title", &article.title}, std::pair{"body", &article.body}}) {
        auto const size = add_terms(*this, article.id.number, column, *text);
        add({}, article.id.number, column, size);
    }
    ++terms;  // for the article itself
}

}  // namespace dcc::store
