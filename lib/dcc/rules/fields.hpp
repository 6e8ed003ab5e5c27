#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case_facts.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The values of fields of the policy as they are stored: in own_fields, or in personal_fields; the
// other facts are unknown. Refused as "unknown_field" when the policy does not have the field, as
// "bad_value" when it is not a value of the field (see field_value()), and as "given_twice".
Outcome<CaseFacts> read_fields(Policy const &policy, std::vector<FieldValue> const &given);

// Refuses what read_fields() refuses.
std::optional<Refusal> refuse_fields(Policy const &policy, std::vector<FieldValue> const &given);

// Why the policy has no field of that id, as "unknown_field".
Refusal no_such_field(Policy const &policy, std::string_view id);

// The values to list cases by. Also refused as "personal_field" when a field is personal: such
// values are in no list.
Outcome<std::vector<FieldValue>> listed_fields(Policy const &policy,
                                               std::vector<FieldValue> const &given);

}  // namespace dcc::rules
