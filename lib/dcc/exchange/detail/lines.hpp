#pragma once

#include <dcc/base/detail/json.hpp>
#include <dcc/model/customer.hpp>

#include <iosfwd>

namespace dcc::exchange {

// A customer as a line of an export.
Json line_of(Customer const &customer);

// Writes a line. Ill-formed UTF-8 becomes U+FFFD.
void write_line(std::ostream &out, Json const &line);

}  // namespace dcc::exchange
