#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace dcc {

// An article of the knowledge base, built from its events. An empty text is unknown.
struct Article {
    ArticleId id;
    int version = 0;  // from 1
    std::string category;
    std::string language;
    std::optional<CaseId> from_case;  // the case whose solution it describes
    std::string title;                // erasable, like body and reason
    std::string body;                 // Markdown
    std::string author;               // of this version
    Instant written_at;               // of this version
    std::optional<Instant> retired_at;
    std::string reason;           // why it was retired
    std::int64_t text_event = 0;  // the event that holds this version's text
    std::int64_t last_event = 0;

    // Retired articles are no longer offered; they stay readable.
    bool is_offered() const { return !retired_at; }

    friend bool operator==(Article const &, Article const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// A version of a knowledge article: the first one, or one that replaces the one before.
struct ArticleWritten {
    ArticleId article;
    int version = 1;
    std::string category;
    std::string language;
    std::optional<CaseId> from_case;  // the case whose solution it describes
    std::string title;
    std::string body;  // Markdown

    static constexpr EventType type{"article_written", Subject::article};
    static constexpr auto fields = std::tuple{
        open("article", &ArticleWritten::article),     open("version", &ArticleWritten::version),
        open("category", &ArticleWritten::category),   open("language", &ArticleWritten::language),
        open("from_case", &ArticleWritten::from_case), sealed("title", &ArticleWritten::title),
        sealed("body", &ArticleWritten::body)};
    friend bool operator==(ArticleWritten const &, ArticleWritten const &) = default;
};

// The article is no longer offered; it stays readable.
struct ArticleRetired {
    ArticleId article;
    std::string reason;

    static constexpr EventType type{"article_retired", Subject::article};
    static constexpr auto fields = std::tuple{open("article", &ArticleRetired::article),
                                              sealed("reason", &ArticleRetired::reason)};
    friend bool operator==(ArticleRetired const &, ArticleRetired const &) = default;
};

using ArticleEvents = EventList<ArticleWritten, ArticleRetired>;

}  // namespace dcc::event
