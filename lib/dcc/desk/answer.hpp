#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>

#include <optional>
#include <string>
#include <utility>

namespace dcc::ledger {
class Session;
}

namespace dcc::desk {

// What a case is solved with: words of one's own, or an article of the knowledge base, whose text
// is the answer where nothing else is said.
struct Answer {
    Answer(std::string words, std::optional<ArticleId> from = std::nullopt)
        : body{std::move(words)}, article{from} {}
    Answer(char const *words) : body{words} {}

    std::string body;
    std::optional<ArticleId> article;
};

// The event that solves the case with the answer, `at_once` by whoever took it in. Refused as
// "empty_text", "no_such_article", "retired", or "review_required" while the policy asks for a
// review that the case's solution has not passed.
Outcome<event::Resolved> decide_answer(ledger::Session &session, Case const &item,
                                       Answer const &answer, bool at_once = false);

}  // namespace dcc::desk
