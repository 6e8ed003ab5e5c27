#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::rules {

// The article that an event is about, if any.
std::optional<ArticleId> article_of(event::Payload const &payload);

// Applies an event to an article. Commands, rebuild and verify all use this function. A new version
// of a retired article puts it back in use.
void apply(Article &article, Event const &event);

// The article that results from all its events.
Article replay_article(std::span<Event const> events);

// The number of cases answered with an article, and of those that were never reopened.
struct Uses {
    std::int64_t cases = 0;
    std::int64_t stayed = 0;

    friend bool operator==(Uses const &, Uses const &) = default;
};

// The factor for the search score of an article: 1 if it was never used. It grows with the number
// of uses and with the share of cases that stayed solved; below 1 when few stayed solved.
double worth(Uses const &uses);

}  // namespace dcc::rules
