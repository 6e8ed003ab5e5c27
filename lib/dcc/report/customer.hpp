#pragma once

#include <dcc/base/table.hpp>
#include <dcc/store/reader.hpp>

#include <vector>

namespace dcc::report {

// A row for each of these customers.
Table list_customers(std::vector<store::CustomerRow> const &rows);

// One customer and all of their cases, the newest first. `now` decides what is overdue.
Sheet show_customer(store::Reader &reader, store::CustomerRow const &customer, Instant now);

}  // namespace dcc::report
