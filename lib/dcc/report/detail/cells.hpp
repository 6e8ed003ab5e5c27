#pragma once

#include <dcc/base/table.hpp>

#include <optional>
#include <string>

namespace dcc::report {

// Cells that are null where nothing is known.
inline Cell text(std::string const &value) {
    return value.empty() ? Cell{} : Cell{value};
}
inline Cell instant(std::optional<Instant> const &value) {
    return value ? Cell{*value} : Cell{};
}
}  // namespace dcc::report
