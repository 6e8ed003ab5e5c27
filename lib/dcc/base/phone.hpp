#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A phone number that is valid by the numbering plan of its country.
struct PhoneNumber {
    std::string key;   // E.164, to compare: "+8613800001234"; with an extension ";ext=801" after it
    std::string text;  // for people: in national form, of another country with its code before it

    friend bool operator==(PhoneNumber const &, PhoneNumber const &) = default;
};

// Reads a number in any spelling: "138-0000-1234", "+86 138 0000 1234", "010-12345678转801".
// `country` (ISO 3166) is the one of numbers that do not name theirs. Nothing when the text is not
// one valid number; short codes such as 12315 are none.
std::optional<PhoneNumber> parse_phone(std::string_view text, std::string_view country);

// The numbers of a field that may hold several: "13800001234 / 13900005678". Empty unless all of it
// is valid numbers.
std::vector<PhoneNumber> parse_phones(std::string_view text, std::string_view country);

// Whether numbering plans know the country.
bool is_phone_country(std::string_view country);

}  // namespace dcc
