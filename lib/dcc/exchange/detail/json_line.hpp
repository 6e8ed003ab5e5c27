#pragma once

#include <dcc/base/detail/json.hpp>
#include <dcc/base/wording.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace dcc::exchange {

// A line that cannot be imported, and why.
struct BadLine : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A text of the object; empty when it has none of that name. Throws BadLine when it is no text.
std::string text(Json const &line, std::string_view name);

// The items of an array of the object; none when it has none of that name. Throws BadLine when it
// is no array.
Json::array_t items(Json const &line, std::string_view name);

// The value of a field that was given. Throws BadLine when it has none.
template <class T>
T must(std::optional<T> value, char const *name, std::string const &given) {
    if (!value) throw BadLine{say("\"{}\": \"{}\" is not valid", name, given)};
    return *value;
}

}  // namespace dcc::exchange
