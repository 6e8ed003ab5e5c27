#pragma once

#include <dcc/store/reader.hpp>

#include <cstdint>
#include <iosfwd>

namespace dcc::exchange {

// Writes everything that the desk holds about a customer as JSON Lines, in the form of
// export_jsonl(): the customer, their events, and the events of their cases. Gives the number of
// lines; 0 when there is no such customer.
std::int64_t export_customer(store::Reader &reader, CustomerId id, std::ostream &out);

}  // namespace dcc::exchange
