#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/article.hpp>
#include <dcc/store/reader.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

// Which articles to list. An empty list allows every category or language.
struct ArticleQuery {
    std::vector<std::string> categories;  // exactly these: subcategories must be listed too
    std::vector<std::string> languages;
    bool retired = false;  // also retired articles
};

// A row for each article, with how many cases were answered with it and how many of these stayed
// solved.
Table list_articles(store::Reader &reader, ArticleQuery const &query);

// One article, in its last or the given version, with the list of its versions and how often it was
// used. Refused as "no_such_article" or "no_such_version".
Outcome<Sheet> show_article(store::Reader &reader, ArticleId id,
                            std::optional<int> version = std::nullopt);

// The same for an article that was just written.
Sheet show_article(store::Reader &reader, Article const &article);

}  // namespace dcc::report
