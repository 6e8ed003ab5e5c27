#pragma once

#include <dcc/base/error.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/incident.hpp>
#include <dcc/model/right.hpp>
#include <dcc/model/step.hpp>

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace dcc::ledger {

// A case, a customer, an article or an incident from all its events. Nothing when the desk has none
// of that id.
std::optional<Case> load(store::Reader &reader, rules::AdoptedTerms &adopted, CaseId id);
std::optional<Customer> load(store::Reader &reader, CustomerId id);
std::optional<Article> load(store::Reader &reader, ArticleId id);
std::optional<Incident> load(store::Reader &reader, IncidentId id);

// The refusals "no_such_case", "no_such_article" and "no_such_incident".
Refusal no_such(CaseId id);
Refusal no_such(ArticleId id);
Refusal no_such(IncidentId id);

// The case that the text names: "C42", "42" or "ext:ABC-7" (external id). Refused as "no_such_case"
// when there is none.
Outcome<CaseId> find_case(store::Reader &reader, std::string_view text);

// Decides how an object changes: the payloads of its events, in order, or a refusal.
template <class T>
using DecideOn = std::function<Outcome<std::vector<event::Payload>>(T const &)>;
using Decide = DecideOn<Case>;

// Runs after the change, in the same transaction: messages to the customer.
using After = std::function<void(Receipt &)>;

// The only way to change an existing case, article or incident: checks the permission `right`,
// existence, lifecycle and time, then decides and records the events, in one transaction. Refused
// as "not_permitted", "no_such_case" and the like, "illegal_step", "time_runs_back" (a person has
// given a time before the last change), or by `decide`.
Outcome<Receipt> change(Session &session, CaseId id, Right right, Step step, Decide const &decide,
                        After const &after = {});
Outcome<ReceiptOf<Article>> change(Session &session, ArticleId id, Right right,
                                   DecideOn<Article> const &decide);
Outcome<ReceiptOf<Incident>> change(Session &session, IncidentId id, Right right,
                                    DecideOn<Incident> const &decide);

// The same, but a given time before the last change is not refused: the events are recorded at the
// time of the last change.
Outcome<Receipt> change_late(Session &session, CaseId id, Right right, Step step,
                             Decide const &decide);

}  // namespace dcc::ledger
