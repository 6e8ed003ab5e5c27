#include <dcc/rules/moved.hpp>

#include <cstddef>
#include <optional>

namespace dcc::rules {

std::vector<event::Moved> moved_deadlines(Case const &before, Case const &after) {
    std::vector<event::Moved> moves;
    for (std::size_t i = 0; i < after.clocks.size(); ++i) {
        auto const was = i < before.clocks.size() ? before.clocks[i].due_at : std::nullopt;
        auto const &is = after.clocks[i];
        if (was != is.due_at) moves.push_back({is.kind, is.instance, was, is.due_at});
    }
    return moves;
}

}  // namespace dcc::rules
