#pragma once

#include <dcc/exchange/import.hpp>

#include <optional>

namespace dcc::exchange {

// Whether the state of the case is the one that the source says. New, triaged and assigned tell who
// has the case, which a log says with other columns.
bool holds(Case const &item, Status const &status);

// The next event on the way to the state that the source says; nothing when there is none. Without
// a change at that time, only what the other columns leave open is added.
std::optional<event::Payload> next_towards(Case const &item, Status const &status);

}  // namespace dcc::exchange
