#pragma once

// The only file that includes the JSON library. Objects keep the order in which fields were added.

#include <nlohmann/json.hpp>

namespace dcc {

using Json = nlohmann::ordered_json;

}  // namespace dcc
