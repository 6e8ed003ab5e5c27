#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/model/article.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// The content of an article. An empty field keeps its value when an article is edited, and is taken
// from the case or the policy when one is added.
struct ArticleArgs {
    std::string title;
    std::string body;  // Markdown
    std::string category;
    std::string language;
};

using ArticleReceipt = ledger::ReceiptOf<Article>;

// An article, replayed from its events. Refused as "no_such_article" when there is none with that
// id.
Outcome<Article> load_article(store::Reader &reader, ArticleId id);

// The knowledge base. Each use case is one transaction and needs Right::case_article. A category or
// language that the policy does not list is refused as "unknown_category" or "unknown_language".

// Writes the first version of an article; without a language, in the desk's. Refused as
// "empty_text" without title or body.
Outcome<ArticleReceipt> add_article(ledger::Session &session, ArticleArgs const &args);

// Writes the next version; empty fields keep their values. A retired article is in use again.
// Refused as "no_such_article", or as "unchanged" when nothing differs.
Outcome<ArticleReceipt> edit_article(ledger::Session &session, ArticleId id,
                                     ArticleArgs const &args);

// Retires an article: it is no longer offered, but can still be read. Refused as "no_such_article",
// "no_reason", or "retired" when it is retired already.
Outcome<ArticleReceipt> retire_article(ledger::Session &session, ArticleId id,
                                       std::string const &reason);

// Writes an article from the last answer of a case. Empty fields are taken from the case: its
// subject, answer, category and the language of its customer. Refused as "no_such_case", as
// "not_resolved" when the case was never resolved, and as "empty_text".
Outcome<ArticleReceipt> article_from_case(ledger::Session &session, CaseId id, ArticleArgs args);

}  // namespace dcc::desk
