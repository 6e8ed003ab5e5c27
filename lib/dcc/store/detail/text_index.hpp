#pragma once

#include <dcc/model/event.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/text_index.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::store {

// The index of words (FTS5 without content): it is given terms of our own, with blanks between
// them, since none of SQLite's tokenizers finds Chinese words of two characters.
std::string index_text(std::string_view text);

// Adds what the index of cases is given of an event, if it has words.
void add_text(std::vector<IndexedText> &list, std::int64_t seq, event::Payload const &payload);

// Puts it into the index.
void put_text(Db &db, IndexedText const &text);

// What an article's words are in the index, or were: a deletion must be told the very words that
// went in.
struct ArticleText {
    ArticleId id;
    std::string title;
    std::string body;
};
void put_text(Db &db, ArticleText const &text);
void remove_text(Db &db, ArticleText const &text);

// Puts the words of all events of cases into the empty index, in the order of their numbers.
void index_cases(Db &db);

}  // namespace dcc::store
