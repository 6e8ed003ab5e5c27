#pragma once

#include <array>
#include <string_view>

namespace dcc {

// What a category may require of its cases, and the option of `dcc-case facts` that supplies it to
// a case that is open; none where only opening can say it.
struct CaseField {
    std::string_view name;
    std::string_view option;
};

constexpr std::array<CaseField, 14> case_fields{{
    {"subject", ""},
    {"body", ""},
    {"product", "--product NAME"},
    {"order_no", "--order NUMBER"},
    {"serial_no", "--serial NUMBER"},
    {"purchase_date", "--purchased DATE"},
    {"remedy_sought", "--remedy-sought TEXT"},
    {"external_id", ""},
    {"customer_name", ""},
    {"customer_phone", ""},
    {"customer_email", ""},
    {"customer_language", ""},
    {"customer_tier", ""},
    {"impact", ""},
}};

}  // namespace dcc
