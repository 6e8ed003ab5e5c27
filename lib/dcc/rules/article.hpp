#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::rules {

// The article that an event is about, if it is about one.
std::optional<ArticleId> article_of(event::Payload const &payload);

// What an event makes of an article, for live commands, rebuilding and checking alike. A new
// version of a retired article brings it back.
void apply(Article &article, Event const &event);

// An article from all its events.
Article replay_article(std::span<Event const> events);

// How often cases were answered with an article, and how many of them were not reopened.
struct Uses {
    std::int64_t cases = 0;
    std::int64_t stayed = 0;

    friend bool operator==(Uses const &, Uses const &) = default;
};

// By what the fit of an article's words is multiplied: 1 for one never used; more the oftener it
// was used, and the more of the cases answered with it stayed solved; less than 1 where few did.
double worth(Uses const &uses);

}  // namespace dcc::rules
