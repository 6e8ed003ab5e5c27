#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/state.hpp>
#include <dcc/store/reader.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dcc::report {

// What to search for, and in which cases.
struct SearchQuery {
    std::string text;                     // see read_phrases()
    std::size_t limit = 20;               // most cases to show
    std::vector<State> states;            // empty: all
    std::vector<std::string> categories;  // empty: all; subcategories must be listed too
    bool only_open = false;
    store::CaseFilter where{};  // which cases; all unless given
    store::CaseFilter named{
        store::CaseFilter::Kind::any};  // what names the cases; see cases_named()
};

// Cases that the text names, that have it as a tag, and those with one text that contains all the
// words: subject and body, a message, a note or an answer. They come in this order, the newest
// first; of texts, subjects come before others. Refused as "no_words" and "too_many_words", and as
// "no_word_index" in a protected desk without one in which nothing else is found.
Outcome<Table> search_cases(store::Reader &reader, SearchQuery const &query);

// Articles in use that contain all the words, the best first, at most `limit`. The score is how
// well the words match (the title counts most) times rules::worth(). Refused as "no_words" and
// "too_many_words".
Outcome<Table> search_articles(store::Reader &reader, std::string const &text, std::size_t limit);

}  // namespace dcc::report
