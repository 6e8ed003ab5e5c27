#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dcc {

// An article of the knowledge base as its events have made it. Empty texts are unknown.
struct Article {
    ArticleId id;
    int version = 0;  // from 1
    std::string category;
    std::string language;
    std::optional<CaseId> from_case;  // the case whose solution it tells
    std::string title;                // erasable, as are body and reason
    std::string body;                 // Markdown
    std::string author;               // of this version
    Instant written_at;               // this version
    std::optional<Instant> retired_at;
    std::string reason;           // why it was retired
    std::int64_t text_event = 0;  // the event that holds this version's text
    std::int64_t last_event = 0;

    // Retired articles are offered no more; they stay readable.
    bool is_offered() const { return !retired_at; }

    friend bool operator==(Article const &, Article const &) = default;
};

}  // namespace dcc
