#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/model/article.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// What is said of an article. Empty is left as it is, or found where it comes from.
struct ArticleArgs {
    std::string title;
    std::string body;  // Markdown
    std::string category;
    std::string language;
};

using ArticleReceipt = ledger::ReceiptOf<Article>;

// An article as its events stand. Refused as "no_such_article" when there is none of that id.
Outcome<Article> load_article(store::Reader &reader, ArticleId id);

// The knowledge base. Each is one transaction and needs the right case.article; words that the
// policy does not have are refused as "unknown_category" and "unknown_language".

// The first version of an article, in the desk's language unless said otherwise.
Outcome<ArticleReceipt> add_article(ledger::Session &session, ArticleArgs const &args);

// The next version; what is not said stays as it was. An article that was retired is in use again.
// Refused as "unchanged" when nothing differs.
Outcome<ArticleReceipt> edit_article(ledger::Session &session, ArticleId id,
                                     ArticleArgs const &args);

// Offered no more, but still to be read. Refused as "retired" when it is already.
Outcome<ArticleReceipt> retire_article(ledger::Session &session, ArticleId id,
                                       std::string const &reason);

// An article from what a case was solved with last: its subject, its answer, its category, and the
// language of its customer, where nothing else is said. Refused as "not_resolved" when it never
// was.
Outcome<ArticleReceipt> article_from_case(ledger::Session &session, CaseId id, ArticleArgs args);

}  // namespace dcc::desk
