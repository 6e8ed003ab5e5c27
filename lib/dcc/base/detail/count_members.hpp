#pragma once

#include <cstddef>
#include <cstdlib>
#include <optional>

namespace dcc {

template <class T>
constexpr bool is_optional_type = false;
template <class T>
constexpr bool is_optional_type<std::optional<T>> = true;

// Converts to any type (except an optional), to count the members of an aggregate.
struct Anything {
    template <class T>
    requires(!is_optional_type<T>) operator T() const {
        std::abort();  // never called, only its type is used
    }
};

// The number of members of an aggregate.
template <class T, class... Given>
constexpr std::size_t count_members() {
    if constexpr (requires { T{Given{}..., Anything{}}; })
        return count_members<T, Given..., Anything>();
    else
        return sizeof...(Given);
}

}  // namespace dcc
