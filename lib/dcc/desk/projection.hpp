#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/book.hpp>
#include <dcc/store/writer.hpp>

#include <vector>

namespace dcc::desk {

// The rows that follow from events, for live writing, rebuilding and verifying alike.
std::vector<store::ClockRow> clock_rows(Case const &item, rules::Book &book);
// All rows of a case; of its messages and visits those that changed after the event `since`.
store::CaseRows case_rows(Case const &item, rules::Book &book, std::int64_t since = 0);
store::CustomerRow customer_row(Customer const &customer);
// The customer of a case as the desk knows them; nobody when it has none.
Customer customer_of(store::Reader &reader, std::optional<CustomerId> id);
store::ArticleRow article_row(Article const &article);
std::vector<store::PromiseRow> promise_rows(event::PolicyAdopted const &adopted);
std::vector<store::CalendarRow> calendar_rows(event::PolicyAdopted const &adopted);

// Writes the rows of an adopted policy.
void put_policy(store::Writer &writer, Event const &event);

}  // namespace dcc::desk
