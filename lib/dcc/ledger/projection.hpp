#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/writer.hpp>

#include <vector>

namespace dcc::ledger {

// The rows that follow from events, for live writing, rebuilding and verifying alike.
std::vector<store::ClockRow> clock_rows(Case const &item, rules::AdoptedTerms &adopted);
// All rows of a case; of its messages and visits those that changed after the event `since`.
store::CaseRows case_rows(Case const &item, rules::AdoptedTerms &adopted, std::int64_t since = 0);
store::CustomerRow customer_row(Customer const &customer);
// The customer of a case as the desk knows them; nobody when it has none.
Customer customer_of(store::Reader &reader, std::optional<CustomerId> id);
store::ArticleRow article_row(Article const &article);
std::vector<store::TermsRow> terms_rows(event::PolicyAdopted const &adopted);
std::vector<store::CalendarRow> calendar_rows(event::PolicyAdopted const &adopted);

// Writes the rows of an adopted policy.
void put_policy(store::Writer &writer, Event const &event);

// Brings the tables in line with what happened to an article.
void put_article(store::Writer &writer, Event const &event);

}  // namespace dcc::ledger
