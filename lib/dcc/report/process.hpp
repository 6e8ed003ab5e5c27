#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/policy.hpp>

#include <string>

namespace dcc::report {

// The process of a desk, out of its policy and the lifecycles of the code: for service cases and
// complaints the steps, from which states to which they lead, and the roles that may do them; the
// responsibility matrix; channels, categories, priorities, service levels, limits of complaints,
// escalation, reviews, when cases are closed, the quality form. People see labels, programs ids.
// It depends on nothing else: the same policy gives the same process.
Sheet process(Policy const &policy);

// How a flow chart is written.
enum class Notation { mermaid, dot };

constexpr WordTable<Notation, 2> notation_words{{
    {Notation::mermaid, "mermaid"},
    {Notation::dot, "dot"},
}};
constexpr auto const &words_of(Notation) {
    return notation_words;
}

// The flow chart of a kind of case, as a state diagram of Mermaid or a graph of Graphviz. States
// are nodes; an edge is a step that changes the state. A step that leads from every open state to
// the same one is one edge from the node "any open state", and so on for other sets.
std::string process_chart(CaseKind kind, Notation notation);

// The same process as an operating guide: a document in Markdown with the flow charts in Mermaid.
std::string process_guide(Policy const &policy);

}  // namespace dcc::report
