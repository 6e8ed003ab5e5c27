#pragma once

#include <dcc/model/event.hpp>
#include <dcc/store/detail/db.hpp>

#include <string>
#include <string_view>

namespace dcc::store {

// The index of words (FTS5 without content): it is given terms of our own, with blanks between
// them, since none of SQLite's tokenizers finds Chinese words of two characters.
std::string index_text(std::string_view text);

// Puts the words of an event of a case into the index.
void index_case_text(Db &db, std::int64_t seq, event::Payload const &payload);

// Puts the words of all events of cases into the empty index, in the order of their numbers.
void index_cases(Db &db);

}  // namespace dcc::store
