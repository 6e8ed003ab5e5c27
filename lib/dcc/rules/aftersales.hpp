#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// The RE2 pattern that a complete order or serial number must match, ignoring case; empty: any
// number is valid. The pattern of a product's serial numbers takes precedence over the general one.
std::string const &order_pattern(Policy const &policy);
std::string const &serial_pattern(Policy const &policy, std::string const &product);

// The refusals "bad_order_no" and "bad_serial_no" for numbers that do not match their pattern. An
// empty number is valid.
std::vector<Refusal> mismatches(Policy const &policy, std::string const &product,
                                std::string const &order_no, std::string const &serial_no);

// The last day of a warranty of `months` months (not negative) from the day of purchase: the same
// day of the last month, or the last day of that month if it has no such day. 2024-01-31 and one
// month give 2024-02-29. Source: Article 202 of the Civil Code of China (民法典).
Date warranty_end(Date bought, int months);

// The same with the number of months from the policy: that of the product, else the general one.
// Nothing when the purchase date or the number is unknown.
std::optional<Date> warranty_until(Policy const &policy, std::string const &product,
                                   std::optional<Date> bought);

// Whether the day is within the warranty; its last day is. Nothing when the end is unknown.
std::optional<bool> in_warranty(std::optional<Date> until, Date day);

// The facts of the purchase that a return, an exchange or a repair needs and the case lacks:
// product, order_no, serial_no, purchase_date.
std::vector<std::string> unknown_purchase(Case const &item);

}  // namespace dcc::rules
