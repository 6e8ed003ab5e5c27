#include <dcc/report/markdown.hpp>
#include <dcc/report/process.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/transitions.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// A flow chart: nodes by their ids, and the steps of each edge in order.
struct Chart {
    std::string first;
    std::vector<std::string> nodes;
    std::vector<std::string> ends;
    std::vector<std::string> groups;  // nodes that stand for several states
    std::vector<std::pair<std::pair<std::string, std::string>, std::string>> edges;

    void add(std::string const &from, std::string const &to, std::string const &label) {
        auto const key = std::pair{from, to};
        auto const found =
            std::ranges::find_if(edges, [&](auto const &edge) { return edge.first == key; });
        if (found == edges.end())
            edges.emplace_back(key, label);
        else if ((", " + found->second + ",").find(", " + label + ",") == std::string::npos)
            found->second += ", " + label;
    }
};

// "waiting customer"
std::string with_spaces(std::string id) {
    std::ranges::replace(id, '_', ' ');
    return id;
}

// A set of open states that is one node: "any_open_state".
struct StateGroup {
    rules::States states;
    std::string id;
};

std::vector<StateGroup> groups_of(rules::Lifecycle const &lifecycle) {
    auto const open = lifecycle.states - lifecycle.ended;
    std::vector<StateGroup> groups{{open, "any_open_state"}};
    constexpr std::string_view every = "every ";
    for (auto const &named : lifecycle.named) {
        bool const plain = named.name.starts_with(every) &&
                           named.name.find(',') == std::string_view::npos &&
                           named.states - open == rules::States{};
        if (!plain || named.states == open) continue;
        auto id = "any " + std::string{named.name.substr(every.size())};
        std::ranges::replace(id, ' ', '_');
        groups.push_back({named.states, std::move(id)});
    }
    return groups;
}

// The group of which the step leads to that state from each state but itself; null when there is
// none.
StateGroup const *group_of(std::vector<StateGroup> const &groups,
                           std::vector<rules::Transition> const &transitions,
                           rules::Transition const &one) {
    auto const leads = [&](StateGroup const &group) {
        return group.states.holds(one.from) &&
               std::ranges::all_of(state_words, [&](auto const &row) {
                   auto wanted = one;
                   wanted.from = row.first;
                   return !group.states.holds(row.first) || row.first == one.to ||
                          std::ranges::find(transitions, wanted) != transitions.end();
               });
    };
    auto const found = std::ranges::find_if(groups, leads);
    return found == groups.end() ? nullptr : &*found;
}

Chart chart_of(CaseKind kind) {
    auto const &lifecycle = rules::lifecycle_of(kind);
    auto const transitions = rules::transitions_of(kind);
    auto const groups = groups_of(lifecycle);
    Chart chart;
    chart.first = word(rules::first_state(kind));
    std::set<std::string> used{chart.first};
    for (auto const &one : transitions) {
        auto const *group = group_of(groups, transitions, one);
        auto const from = group ? group->id : std::string{word(one.from)};
        chart.add(from, std::string{word(one.to)},
                  std::string{one.name} + (one.offered ? "" : " (desk)"));
        used.insert(from);
        used.insert(std::string{word(one.to)});
    }
    for (auto const &[state, text] : state_words) {
        std::string const id{text};
        if (!used.contains(id)) continue;
        chart.nodes.push_back(id);
        if (lifecycle.ended.holds(state)) chart.ends.push_back(id);
    }
    for (auto const &group : groups)
        if (used.contains(group.id)) chart.groups.push_back(group.id);
    return chart;
}

std::string mermaid(Chart const &chart) {
    std::string text = "stateDiagram-v2\n    direction LR\n";
    for (auto const *nodes : {&chart.nodes, &chart.groups})
        for (auto const &node : *nodes)
            text += fmt::format("    state \"{}\" as {}\n", with_spaces(node), node);
    text += fmt::format("    [*] --> {}\n", chart.first);
    for (auto const &[ends, label] : chart.edges)
        text += fmt::format("    {} --> {}: {}\n", ends.first, ends.second, label);
    for (auto const &end : chart.ends) text += fmt::format("    {} --> [*]\n", end);
    text.pop_back();
    return text;
}

std::string dot(CaseKind kind, Chart const &chart) {
    auto text =
        fmt::format("digraph {} {{\n    rankdir = LR;\n    node [shape = box];\n", word(kind));
    for (auto const &node : chart.nodes)
        text += fmt::format("    {} [label = \"{}\"{}];\n", node, with_spaces(node),
                            std::ranges::count(chart.ends, node) > 0 ? ", peripheries = 2" : "");
    for (auto const &node : chart.groups)
        text += fmt::format("    {} [label = \"{}\", style = dashed];\n", node, with_spaces(node));
    for (auto const &[ends, label] : chart.edges)
        text += fmt::format("    {} -> {} [label = \"{}\"];\n", ends.first, ends.second, label);
    return text + "}";
}

}  // namespace

std::string process_chart(CaseKind kind, Notation notation) {
    auto const chart = chart_of(kind);
    return notation == Notation::mermaid ? mermaid(chart) : dot(kind, chart);
}

std::string process_guide(Policy const &policy) {
    auto const zone = Zone::load(policy.desk.zone);
    auto const sheet = process(policy);
    auto text = fmt::format("# {}: operating guide\n", markdown_text(policy.desk.name));
    for (auto const &note : sheet.head.notes) text += fmt::format("\n{}\n", note.text);
    for (auto const &part : sheet.parts) {
        text += fmt::format("\n## {}\n\n", part.title);
        for (auto const kind : {CaseKind::service, CaseKind::complaint})
            if (part.name == fmt::format("{}_steps", word(kind)))
                text +=
                    fmt::format("```mermaid\n{}\n```\n\n", process_chart(kind, Notation::mermaid));
        text += part.table.rows.empty() ? part.table.empty.english() + "\n"
                                        : markdown_table(part.table, zone);
        for (auto const &note : part.table.notes) text += fmt::format("\n{}\n", note.text);
    }
    text.pop_back();
    return text;
}

}  // namespace dcc::report
