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

// The answer that solves a case: a text, or an article of the knowledge base. Without a text the
// article's text is the answer.
struct Answer {
    Answer(std::string text, std::optional<ArticleId> from = std::nullopt)
        : body{std::move(text)}, article{from} {}
    Answer(char const *text) : body{text} {}

    std::string body;
    std::optional<ArticleId> article;
    std::string despite;  // why although tasks of the case are open
};

// The event that solves the case with the answer; `at_once` when it is solved as it is opened.
// Refused as "empty_text", "no_such_article", "retired", or "review_required" while the policy asks
// for a review that the case's solution has not passed, and as "open_tasks" while the case has open
// tasks and `despite` is empty.
Outcome<event::Resolved> decide_answer(ledger::Session &session, Case const &item,
                                       Answer const &answer, bool at_once = false);

}  // namespace dcc::desk
