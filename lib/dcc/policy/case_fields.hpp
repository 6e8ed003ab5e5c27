#pragma once

#include <array>
#include <string_view>

namespace dcc {

// What a category may require of its cases, and whether it can be supplied to a case that is open
// rather than only when one is opened.
struct CaseField {
    std::string_view name;
    bool suppliable;
};

constexpr std::array<CaseField, 14> case_fields{{
    {"subject", false},
    {"body", false},
    {"product", true},
    {"order_no", true},
    {"serial_no", true},
    {"purchase_date", true},
    {"remedy_sought", true},
    {"external_id", false},
    {"customer_name", false},
    {"customer_phone", false},
    {"customer_email", false},
    {"customer_language", false},
    {"customer_tier", false},
    {"impact", true},
}};

}  // namespace dcc
