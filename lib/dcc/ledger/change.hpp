#pragma once

#include <dcc/base/error.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/right.hpp>
#include <dcc/model/step.hpp>

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace dcc::ledger {

// A case, a customer or an article as its events stand. Nothing when the desk has none of that id.
std::optional<Case> load(store::Reader &reader, rules::AdoptedTerms &adopted, CaseId id);
std::optional<Customer> load(store::Reader &reader, CustomerId id);
std::optional<Article> load(store::Reader &reader, ArticleId id);

// "no_such_case", "no_such_article"
Refusal no_such(CaseId id);
Refusal no_such(ArticleId id);

// "C42", "42" or "ext:ABC-7". Refused as "no_such_case" when there is none.
Outcome<CaseId> find_case(store::Reader &reader, std::string_view text);

// Decides what happens to a thing that may change: payloads in order, or a refusal.
template <class T>
using DecideOn = std::function<Outcome<std::vector<event::Payload>>(T const &)>;
using Decide = DecideOn<Case>;

// What follows from what has happened, in the same transaction: messages to the customer.
using After = std::function<void(Receipt &)>;

// The one way in which something that is on record changes: permission, existence, lifecycle and
// time are checked, the decision taken, what happens recorded. `right` is the permission it
// takes.
Outcome<Receipt> change(Session &session, CaseId id, Right right, Step step, Decide const &decide,
                        After const &after = {});
Outcome<ReceiptOf<Article>> change(Session &session, ArticleId id, Right right,
                                   DecideOn<Article> const &decide);

// The same, but a session that began before what happened last is not refused: what happens is
// recorded at that time.
Outcome<Receipt> change_late(Session &session, CaseId id, Right right, Step step,
                             Decide const &decide);

}  // namespace dcc::ledger
