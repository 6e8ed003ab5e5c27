#include <dcc/base/columns.hpp>
#include <dcc/report/lifecycle.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

using rules::LifecycleStep;

std::vector<std::string> words_of_states(rules::States states) {
    std::vector<std::string> words;
    for (auto const &[state, text] : state_words)
        if (states.holds(state)) words.emplace_back(text);
    return words;
}

// The states for people: the name of the set, or all of them.
std::string described(CaseKind kind, rules::States states) {
    for (auto const &named : rules::lifecycle_of(kind).named)
        if (named.states == states) return std::string{named.name};
    return fmt::format("{}", fmt::join(words_of_states(states), ", "));
}

std::vector<LifecycleStep> offered(CaseKind kind) {
    std::vector<LifecycleStep> rows;
    for (auto const &row : rules::lifecycle_of(kind).steps)
        if (row.offered) rows.push_back(row);
    return rows;
}

}  // namespace

Table lifecycle_table(CaseKind kind) {
    Columns<LifecycleStep> const columns{
        {"step", "Step", &LifecycleStep::text},
        {"from", "", [](LifecycleStep const &row) { return Cell{words_of_states(row.from)}; }},
        {"to", "", [](LifecycleStep const &row) { return Cell{words_of_states(row.to)}; }},
        {"", "Leads to", [kind](LifecycleStep const &row) { return described(kind, row.to); }},
        {"", "Possible in", [kind](LifecycleStep const &row) { return described(kind, row.from); }},
    };
    auto table = columns.table_of(offered(kind));
    table.notes.emplace_back("A step that leads nowhere leaves the state as it is.");
    return table;
}

std::string lifecycle_graph(CaseKind kind) {
    auto graph = fmt::format("digraph {} {{\n    rankdir = LR;\n", word(kind));
    for (auto const &row : offered(kind))
        for (auto const &from : words_of_states(row.from))
            for (auto const &to : words_of_states(row.to))
                if (from != to)
                    graph += fmt::format("    {} -> {} [label = \"{}\"];\n", from, to, row.text());
    return graph + "}";
}

}  // namespace dcc::report
