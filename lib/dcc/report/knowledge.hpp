#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/article.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

// Which articles to list; of lists that are not empty the article's word must be one.
struct ArticleQuery {
    std::vector<std::string> categories;  // as they stand: name descendants too
    std::vector<std::string> languages;
    bool retired = false;  // those too
};

// Articles, a row each, with how often cases were answered with them and how many of these cases
// stayed solved.
Table list_articles(store::Reader &reader, ArticleQuery const &query);

// One article as it is, or as it was in a version; its versions and its uses. Refused as
// "no_such_article" or "no_such_version".
Outcome<Sheet> show_article(store::Reader &reader, ArticleId id,
                            std::optional<int> version = std::nullopt);

// The same of an article that was just written.
Sheet show_article(store::Reader &reader, Article const &article);

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

// Articles and earlier solved cases that share rare words with a text, the most alike first, with
// the words they share. `but` is left out.
Table suggest(store::Reader &reader, std::string const &text, std::optional<CaseId> but,
              std::size_t limit);

}  // namespace dcc::report
