#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// A policy that a desk has adopted, and when.
struct RecordedPolicy {
    std::int64_t event = 0;
    Instant at;
    std::string actor;
    std::string desk;  // the name that it gives the desk
    std::string zone;  // the time zone of the desk; empty when its text was not recorded
    event::PolicyAdopted adopted;
};

// All of them, in the order of their adoption.
std::vector<RecordedPolicy> recorded_policies(store::Reader &reader);

// A row for each.
Table list_policies(std::vector<RecordedPolicy> const &policies);

// One, with the texts of its files.
Sheet show_policy(RecordedPolicy const &policy);

// The policy whose fingerprint begins with the text. Refused as "no_such_policy" when it is none of
// them, or several.
Outcome<RecordedPolicy> find_policy(std::vector<RecordedPolicy> const &policies,
                                    std::string_view beginning);

// The policy that the desk itself had adopted last at an instant. Refused as "no_such_policy" when
// there was none yet.
Outcome<RecordedPolicy> policy_at(std::vector<RecordedPolicy> const &policies, Instant instant);

}  // namespace dcc::report
