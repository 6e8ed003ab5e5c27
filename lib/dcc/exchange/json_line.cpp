#include <dcc/exchange/detail/json_line.hpp>

namespace dcc::exchange {

std::string text(Json const &line, std::string_view name) {
    if (!line.is_object()) throw BadLine{"not an object"};
    auto const found = line.find(name);
    if (found == line.end() || found->is_null()) return {};
    if (!found->is_string()) throw BadLine{say("\"{}\" is not a string", name)};
    return found->get<std::string>();
}

Json::array_t items(Json const &line, std::string_view name) {
    auto const found = line.find(name);
    if (found == line.end() || found->is_null()) return {};
    if (!found->is_array()) throw BadLine{say("\"{}\" is not an array", name)};
    return found->get<Json::array_t>();
}

}  // namespace dcc::exchange
