#pragma once

#include <dcc/base/wording.hpp>
#include <dcc/policy/service.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// The value of a field as it is stored, if the text is one: a number without needless zeros (at
// most 15 digits before the point and 9 after it), a date as 2026-11-20 in the years that calendars
// support, the id of a choice, "yes" or "no", or a text of one line and at most 500 bytes that
// matches the field's pattern.
std::optional<std::string> field_value(OwnField const &field, std::string_view text);

// What the values of the field are, for messages: "a number", "one of north, south", ….
Wording wanted_value(OwnField const &field);

// The name of a field for people, with its unit: "Weight (kg)".
std::string title_of(OwnField const &field, std::string_view language);

// A value for people: of a choice, its label.
std::string shown_value(OwnField const &field, std::string_view value, std::string_view language);

}  // namespace dcc
