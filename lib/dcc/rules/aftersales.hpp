#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// What a number of a case must look like, as an expression of RE2 that it matches whole, without
// regard to case; empty: anything will do. A product's own serial numbers come before the general
// ones.
std::string const &order_pattern(Policy const &policy);
std::string const &serial_pattern(Policy const &policy, std::string const &product);

// The refusals "bad_order_no" and "bad_serial_no" of numbers that do not fit; an empty number does.
std::vector<Refusal> mismatches(Policy const &policy, std::string const &product,
                                std::string const &order_no, std::string const &serial_no);

// The last day of a warranty that runs so many months from the day of purchase: the same day of the
// last month, or that month's last day where it has no such day, so that 2024-01-31 and one month
// give 2024-02-29. This is how Article 202 of the Civil Code of China (民法典) ends a period of
// months. Months are not negative.
Date warranty_end(Date bought, int months);

// The same by the policy: its product's length, else the general one. Nothing when the purchase
// date or the length is not known.
std::optional<Date> warranty_until(Policy const &policy, std::string const &product,
                                   std::optional<Date> bought);

// Whether a day lies within the warranty, whose last day counts. Nothing when its end is unknown.
std::optional<bool> in_warranty(std::optional<Date> until, Date day);

// What of the purchase a return, an exchange or a repair should know and the case does not tell, by
// the policy's names: product, order_no, serial_no, purchase_date.
std::vector<std::string> unknown_purchase(Case const &item);

}  // namespace dcc::rules
