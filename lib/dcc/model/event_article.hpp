#pragma once

#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace dcc::event {

// A version of a knowledge article: the first one, or one that takes the place of the last.
struct ArticleWritten {
    ArticleId article;
    int version = 1;
    std::string category;
    std::string language;
    std::optional<CaseId> from_case;  // the case whose solution it tells
    std::string title;
    std::string body;  // Markdown

    static constexpr std::string_view word = "article_written";
    static constexpr auto fields = std::tuple{
        open("article", &ArticleWritten::article),     open("version", &ArticleWritten::version),
        open("category", &ArticleWritten::category),   open("language", &ArticleWritten::language),
        open("from_case", &ArticleWritten::from_case), sealed("title", &ArticleWritten::title),
        sealed("body", &ArticleWritten::body)};
    friend bool operator==(ArticleWritten const &, ArticleWritten const &) = default;
};

// The article is offered no more; it stays readable.
struct ArticleRetired {
    ArticleId article;
    std::string reason;

    static constexpr std::string_view word = "article_retired";
    static constexpr auto fields = std::tuple{open("article", &ArticleRetired::article),
                                              sealed("reason", &ArticleRetired::reason)};
    friend bool operator==(ArticleRetired const &, ArticleRetired const &) = default;
};

}  // namespace dcc::event
