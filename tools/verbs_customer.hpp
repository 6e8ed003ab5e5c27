#pragma once

#include "common/tool.hpp"
#include <dcc/desk/opening.hpp>

namespace dcc::cli {

// Adds the options by which a verb describes a customer.
void add_customer_options(Verb &verb, desk::CustomerArgs &customer);

// dcc-intake customer.
void add_customer(Tool &tool);

}  // namespace dcc::cli
