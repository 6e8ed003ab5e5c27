#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/book.hpp>
#include <dcc/store/writer.hpp>

#include <vector>

namespace dcc::desk {

// The rows that follow from events, for live writing, rebuilding and verifying alike.
store::CaseRow case_row(Case const &item);
std::vector<store::ClockRow> clock_rows(Case const &item, rules::Book &book);
store::CustomerRow customer_row(Customer const &customer);
std::vector<store::PromiseRow> promise_rows(event::PolicyAdopted const &adopted);
std::vector<store::CalendarRow> calendar_rows(event::PolicyAdopted const &adopted);

// Writes the rows of an adopted policy.
void put_policy(store::Writer &writer, Event const &event);

}  // namespace dcc::desk
