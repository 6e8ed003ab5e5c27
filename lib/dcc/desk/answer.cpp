#include <dcc/base/markdown.hpp>
#include <dcc/base/text.hpp>
#include <dcc/desk/answer.hpp>
#include <dcc/desk/article.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/review.hpp>

namespace dcc::desk {

Outcome<event::Resolved> decide_answer(ledger::Session &session, Case const &item,
                                       Answer const &answer, bool at_once) {
    if (is_blank(answer.despite))
        if (auto no = refuse_open_tasks(item)) return *no;
    event::Resolved resolved{answer.body, true, false, at_once, answer.article, answer.despite};
    if (answer.article) {
        auto const article = load_article(session.writer(), *answer.article);
        if (!article) return article.refusal();
        if (!article->is_offered())
            return Refusal{"retired",
                           answer.article->text() + " is retired" +
                               (article->reason.empty() ? "" : ": " + article->reason),
                           Hint{Remedy::search_article, "find another, or write your own answer"},
                           {"article"}};
        if (is_blank(resolved.body)) resolved.body = plain_of_markdown(article->body);
    }
    if (auto no = rules::refuse_blank(resolved.body, "text", at_once ? "case.answer" : "case.body"))
        return *no;
    if (auto no = rules::refuse_unreviewed(
            session.policy(), item, ledger::customer_of(session.writer(), item.customer).tier))
        return *no;
    return resolved;
}

}  // namespace dcc::desk
