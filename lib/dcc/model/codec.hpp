#pragma once

#include <dcc/model/event.hpp>

#include <string>
#include <string_view>

namespace dcc {

// How a payload is stored: two JSON objects. `sealed` is empty when no sealed field has a value.
struct Encoded {
    std::string_view kind;
    std::string data;
    std::string sealed;
};

Encoded encode(event::Payload const &payload);

// Reads back what encode() gave; without the sealed part its fields stay empty. Throws Error{data}
// naming kind and field when the text is not of that form.
event::Payload decode(std::string_view kind, std::string_view data, std::string_view sealed);

// The promises of a policy as one JSON text, and back, for the store. Throws Error{data}.
std::string encode_terms(ServiceTerms const &promise);
ServiceTerms decode_terms(std::string_view json);

}  // namespace dcc
