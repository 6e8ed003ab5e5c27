#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/state.hpp>
#include <dcc/store/reader.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dcc::report {

// What to search for, and among what.
struct SearchQuery {
    std::string text;  // see read_phrases()
    std::size_t limit = 20;
    std::vector<State> states;
    std::vector<std::string> categories;
    bool only_open = false;
};

// Cases that hold all the words in one text: in what they were opened with, in a message, a note or
// an answer. Those with the words in their subject come first, then the newest. Refused as
// "no_words" and "too_many_words".
Outcome<Table> search_cases(store::Reader &reader, SearchQuery const &query);

// Articles in use that hold all the words, the best first: by how well the words fit, the title
// counting most, and by what the article was worth so far.
Outcome<Table> search_articles(store::Reader &reader, std::string const &text, std::size_t limit);

}  // namespace dcc::report
