#include <dcc/base/detail/json.hpp>
#include <dcc/base/error.hpp>

#include <cstddef>

#include <fmt/format.h>

namespace dcc {
namespace {

constexpr int deepest = 64;

// Counts brackets outside strings. Of text that is not JSON, the parser finds that out.
bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Json parse_json(std::string_view text) {
    if (is_too_deep(text))
        throw Error{ErrorKind::data, fmt::format("JSON nested more than {} deep", deepest)};
    return Json::parse(text, nullptr, false);
}

}  // namespace dcc
