#include <dcc/base/detail/json.hpp>
#include <dcc/base/detail/json_reader.hpp>

#include <cstddef>

namespace dcc {
namespace {

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
            if (++depth > deepest_json) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Json parse_json(std::string_view text) {
    if (is_too_deep(text)) throw too_deep();
    return Json::parse(text, nullptr, false);
}

}  // namespace dcc
