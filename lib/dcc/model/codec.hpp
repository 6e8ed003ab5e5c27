#pragma once

#include <dcc/model/event.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A payload as it is stored: two JSON objects. `sealed` is empty when no sealed field has a value.
struct Encoded {
    std::string_view kind;
    std::string data;
    std::string sealed;
};

// Turns a payload into its stored form. Ill-formed UTF-8 becomes U+FFFD.
Encoded encode(event::Payload const &payload);

// The names of the sealed fields that have a value.
std::vector<std::string> sealed_fields(event::Payload const &payload);

// Reads the result of encode(). The sealed fields stay empty when `sealed` is empty. Throws
// Error{data} naming kind and field when a text is not of that form.
event::Payload decode(std::string_view kind, std::string_view data, std::string_view sealed);

// The terms of an SLA rule as one JSON text, for the store.
std::string encode_terms(ServiceTerms const &terms);

// Reads the result of encode_terms(). Throws Error{data} when the text is not of that form.
ServiceTerms decode_terms(std::string_view json);

}  // namespace dcc
