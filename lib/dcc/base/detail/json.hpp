#pragma once

// The only file that includes the JSON library. Objects keep the order in which fields were added.

#include <string_view>

#include <nlohmann/json.hpp>

namespace dcc {

using Json = nlohmann::ordered_json;

// Reads JSON; a discarded value when the text is not JSON. Text from outside is read by this
// function and by JsonReader alone. Throws Error{data} when values are nested more than 64 deep.
Json parse_json(std::string_view text);

}  // namespace dcc
