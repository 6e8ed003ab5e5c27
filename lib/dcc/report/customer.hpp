#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dcc::report {

// A row for each of these customers.
Table list_customers(std::vector<store::CustomerRow> const &rows);

// The customers that a person means: by a number in any spelling or at least four digits of one, by
// an address, an external id, or the beginning of a name.
std::vector<store::CustomerRow> find_customers(store::Reader &reader, Policy const &policy,
                                               std::string const &text, std::int64_t limit);

// One customer and all of their cases, the newest first. `now` decides what is overdue.
Sheet show_customer(store::Reader &reader, store::CustomerRow const &customer, Instant now);

}  // namespace dcc::report
