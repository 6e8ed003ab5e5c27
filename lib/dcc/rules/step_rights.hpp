#pragma once

#include <dcc/model/kind.hpp>
#include <dcc/model/right.hpp>
#include <dcc/model/step.hpp>

#include <optional>

namespace dcc::rules {

// The permission that people need for a step of a case of that kind. Nothing for a step that only
// the system takes.
std::optional<Right> right_for(CaseKind kind, Step step);

}  // namespace dcc::rules
