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

constexpr char const *any_open = "any_open";

// A flow chart: nodes by their ids, and the steps of each edge in order.
struct Chart {
    std::string first;
    std::vector<std::string> nodes;
    std::vector<std::string> ends;
    std::vector<std::pair<std::pair<std::string, std::string>, std::string>> edges;

    void add(std::string const &from, std::string const &to, std::string const &label) {
        auto const key = std::pair{from, to};
        auto const found =
            std::ranges::find_if(edges, [&](auto const &edge) { return edge.first == key; });
        if (found == edges.end())
            edges.emplace_back(key, label);
        else
            found->second += ", " + label;
    }
};

// "waiting customer"
std::string in_words(std::string id) {
    std::ranges::replace(id, '_', ' ');
    return id == "any open" ? "any open state" : id;
}

bool is_open_state(rules::Lifecycle const &lifecycle, State state) {
    return lifecycle.states.holds(state) && !lifecycle.ended.holds(state);
}

// Whether the step leads to that state from every open state but itself.
bool leads_from_all(rules::Lifecycle const &lifecycle,
                    std::vector<rules::Transition> const &transitions,
                    rules::Transition const &one) {
    for (auto const &[state, text] : state_words) {
        if (!is_open_state(lifecycle, state) || state == one.to) continue;
        auto wanted = one;
        wanted.from = state;
        if (std::ranges::find(transitions, wanted) == transitions.end()) return false;
    }
    return true;
}

Chart chart_of(CaseKind kind) {
    auto const &lifecycle = rules::lifecycle_of(kind);
    auto const transitions = rules::transitions_of(kind);
    Chart chart;
    chart.first = word(rules::first_state(kind));
    bool has_any = false;
    for (auto const &one : transitions) {
        bool const all =
            is_open_state(lifecycle, one.from) && leads_from_all(lifecycle, transitions, one);
        auto const label = one.offered ? std::string{one.name} : std::string{one.name} + " (desk)";
        if (!all) {
            chart.add(std::string{word(one.from)}, std::string{word(one.to)}, label);
            continue;
        }
        has_any = true;
        auto const key = std::pair{std::string{any_open}, std::string{word(one.to)}};
        auto const known = std::ranges::find_if(chart.edges, [&](auto const &edge) {
            return edge.first == key &&
                   (", " + edge.second + ",").find(", " + label + ",") != std::string::npos;
        });
        if (known == chart.edges.end()) chart.add(key.first, key.second, label);
    }
    std::set<std::string> used{chart.first};
    for (auto const &edge : chart.edges) {
        used.insert(edge.first.first);
        used.insert(edge.first.second);
    }
    for (auto const &[state, text] : state_words) {
        std::string const id{text};
        if (!used.contains(id)) continue;
        chart.nodes.push_back(id);
        if (lifecycle.ended.holds(state)) chart.ends.push_back(id);
    }
    if (has_any) chart.nodes.emplace_back(any_open);
    return chart;
}

std::string mermaid(Chart const &chart) {
    std::string text = "stateDiagram-v2\n    direction LR\n";
    for (auto const &node : chart.nodes)
        text += fmt::format("    state \"{}\" as {}\n", in_words(node), node);
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
    for (auto const &node : chart.nodes) {
        bool const ends = std::ranges::count(chart.ends, node) > 0;
        auto const *const style = node == any_open ? ", style = dashed"
                                  : ends           ? ", peripheries = 2"
                                                   : "";
        text += fmt::format("    {} [label = \"{}\"{}];\n", node, in_words(node), style);
    }
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
        text +=
            part.table.rows.empty() ? part.table.empty + "\n" : markdown_table(part.table, zone);
        for (auto const &note : part.table.notes) text += fmt::format("\n{}\n", note.text);
    }
    text.pop_back();
    return text;
}

}  // namespace dcc::report
