#pragma once

#include <dcc/calendar/spoken_time.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/filter_text.hpp>
#include <dcc/store/reader.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// Against what a filter on cases is read. What it refers to must outlive the reading.
struct FilterFrame {
    store::Reader &reader;
    Policy const &policy;
    Zone const &zone;
    Instant now;
    CalendarSpec const *hours = nullptr;  // for business days and ends of working days
    std::string_view actor{};             // "me"
};

// The fields of filters on cases, in the order of the manual; the policy's own fields are more.
std::vector<std::string_view> case_filter_fields();

// Reads a filter on cases; see rules::parse_filter(). A word is a number of the case (C7), its
// external id, a tag, a name, number or address of its customer, or a word of its
// texts. Times are what people say (SpokenTime), with "-" for blanks: due<next-mon; of two with
// ".." between them, both are included. Throws Error{usage}, showing the place, for what cannot be
// read, for fields that there are not, and for values that the policy does not have. In a desk
// whose texts are not indexed, words are not looked for in texts.
store::CaseFilter read_case_filter(FilterFrame const &frame, std::string_view filter);

// The cases that a text names by a fact: their number, their external id, or a name,
// number or address of their customer.
store::CaseFilter cases_named(FilterFrame const &frame, std::string_view text);

// Whether the filter says by itself whether it wants open cases or ended ones.
bool asks_for_states(std::string_view filter);

}  // namespace dcc::report
