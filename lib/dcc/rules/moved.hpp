#pragma once

#include <dcc/model/case.hpp>

#include <vector>

namespace dcc::rules {

// The deadlines that an event moves: of each clock before and after it, and of clocks that it
// starts.
std::vector<event::Moved> moved_deadlines(Case const &before, Case const &after);

}  // namespace dcc::rules
