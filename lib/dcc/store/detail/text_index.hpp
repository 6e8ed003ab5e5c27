#pragma once

#include <dcc/model/event.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/text_index.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::store {

// The terms of a text, separated by blanks, for the text index (FTS5 without content). The terms
// are made here because none of SQLite's tokenizers finds Chinese words of two characters.
std::string index_text(std::string_view text);

// Adds the terms of an event for the index of cases, if it has text.
void add_text(std::vector<IndexedText> &list, std::int64_t seq, event::Payload const &payload);

// Writes it into the index of cases, or deletes it. To delete terms, FTS5 needs exactly those that
// were written.
void put_text(Db &db, IndexedText const &text);
void remove_text(Db &db, IndexedText const &text);

// Merges the index of cases into one segment. Until then, FTS5 keeps deleted terms in older ones.
void purge_cases(Db &db);

// The terms of an article for its index.
struct ArticleText {
    ArticleId id;
    std::string title;
    std::string body;
};
void put_text(Db &db, ArticleText const &text);
void remove_text(Db &db, ArticleText const &text);

// Empties an index, "case_words" or "article_words".
void clear_words(Db &db, char const *index);

// Fills the empty index of cases with the terms of all their events, in the order of `seq`,
// if the desk keeps it.
void index_cases(Db &db);

}  // namespace dcc::store
