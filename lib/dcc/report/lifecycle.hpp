#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/kind.hpp>

#include <string>

namespace dcc::report {

// The steps of a lifecycle that people can take, and the states in which each is possible.
Table lifecycle_table(CaseKind kind);

// The same as a graph in the DOT language of Graphviz: states are nodes; an edge is a step that
// changes the state.
std::string lifecycle_graph(CaseKind kind);

}  // namespace dcc::report
