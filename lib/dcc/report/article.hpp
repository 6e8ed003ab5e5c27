#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/article.hpp>
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

}  // namespace dcc::report
