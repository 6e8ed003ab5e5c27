#include "../effort.hpp"
#include "../support/lines.hpp"
#include "lives.hpp"
#include "support.hpp"
#include <dcc/report/process.hpp>
#include <dcc/report/simulate.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/transitions.hpp>
#include <dcc/rules/what_if.hpp>

#include <algorithm>
#include <regex>
#include <set>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// The nodes that a chart declares, by the first group of the pattern, and those that edges name.
struct Nodes {
    std::set<std::string> declared;
    std::set<std::string> used;
};

std::string with_other_terms() {
    auto text = with(small_policy, "first_response = \"30m\"", "first_response = \"2h\"");
    text = with(text, "resolution = \"16h\"\npauses = { resolution = [\"waiting_customer\"] }",
                "resolution = \"5h\"");
    return with(text, "when = { priority = [\"urgent\"] }", "when = { category = [\"outage\"] }");
}

std::int64_t sum(Table const &table, std::string const &clock, std::string const &column) {
    std::int64_t total = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (text_of(table.rows[row][column_of(table, "clock")]) == clock)
            total += number(table, row, column);
    return total;
}

}  // namespace

TEST_CASE("Transitions lead where the lifecycle of complaints says, and reach every state") {
    for (auto const kind : {CaseKind::service, CaseKind::complaint}) {
        auto const &lifecycle = rules::lifecycle_of(kind);
        std::set<State> reached{rules::first_state(kind)};
        for (auto const &one : rules::transitions_of(kind)) {
            CAPTURE(word(one.from));
            CAPTURE(one.name);
            CAPTURE(word(one.to));
            auto const &row = rules::row_of(lifecycle, one.step);
            CHECK(row.from.holds(one.from));
            CHECK(lifecycle.states.holds(one.to));
            if (row.to != rules::States{}) CHECK(row.to.holds(one.to));
            reached.insert(one.to);
        }
        for (auto const &row : state_words) {
            CAPTURE(row.second);
            CHECK(lifecycle.states.holds(row.first) == (reached.count(row.first) == 1));
        }
    }
    auto const service = rules::transitions_of(CaseKind::service);
    auto const leads = [&](State from, State to, Step step) {
        return std::ranges::any_of(service, [&](rules::Transition const &one) {
            return one.from == from && one.to == to && one.step == step;
        });
    };
    CHECK(leads(State::new_case, State::triaged, Step::triage));
    CHECK(leads(State::in_review, State::approved, Step::review));
    CHECK(leads(State::in_review, State::in_progress, Step::review));
    CHECK(leads(State::resolved, State::reopened, Step::receive));
    CHECK(leads(State::waiting_customer, State::closed, Step::lapse));
    CHECK_FALSE(leads(State::in_review, State::assigned, Step::assign));
    CHECK_FALSE(leads(State::new_case, State::in_progress, Step::reply));
}

TEST_CASE("Flow charts are well-formed Mermaid and DOT, with the same edges") {
    for (auto const kind : {CaseKind::service, CaseKind::complaint}) {
        auto const mermaid = lines_of(report::process_chart(kind, report::Notation::mermaid));
        REQUIRE(mermaid.size() > 20);
        CHECK(mermaid[0] == "stateDiagram-v2");
        CHECK(mermaid[1] == "    direction LR");
        static std::regex const node{R"re(    state "([a-z ]+)" as ([a-z_]+))re"};
        static std::regex const edge{
            R"(    (\[\*\]|[a-z_]+) --> (\[\*\]|[a-z_]+)(: [a-z_]+( \(desk\))?(, [a-z_]+( \(desk\))?)*)?)"};
        Nodes nodes;
        std::set<std::string> edges;
        for (std::size_t i = 2; i < mermaid.size(); ++i) {
            CAPTURE(mermaid[i]);
            std::smatch match;
            if (std::regex_match(mermaid[i], match, node)) {
                CHECK(nodes.declared.insert(match[2]).second);
                continue;
            }
            bool const is_edge = std::regex_match(mermaid[i], match, edge);
            REQUIRE(is_edge);
            for (std::size_t const group : {1U, 2U})
                if (match[group].str() != "[*]") nodes.used.insert(match[group].str());
            if (match[3].matched)
                CHECK(edges.insert(match[1].str() + " " + match[2].str() + match[3].str()).second);
        }
        CHECK(nodes.declared == nodes.used);

        auto const dot = lines_of(report::process_chart(kind, report::Notation::dot));
        CHECK(dot.front() == "digraph " + std::string{word(kind)} + " {");
        CHECK(dot.back() == "}");
        static std::regex const dot_edge{
            R"re(    ([a-z_]+) -> ([a-z_]+) \[label = "([^"]+)"\];)re"};
        std::set<std::string> same;
        for (auto const &line : dot) {
            std::smatch match;
            if (std::regex_match(line, match, dot_edge))
                same.insert(match[1].str() + " " + match[2].str() + ": " + match[3].str());
        }
        CHECK(same == edges);
    }
}

TEST_CASE("The guide has the charts and every rule of the policy") {
    auto const policy = policy_of(small_policy);
    auto const guide = report::process_guide(policy);
    CHECK(guide == report::process_guide(policy));
    for (auto const *text :
         {"# Desk: operating guide\n", "```mermaid\nstateDiagram-v2\n",
          "| urgent | priority: urgent |", "| standard | all others | 4h | 8h | – | 16h | office |",
          "## Responsibilities"}) {
        CAPTURE(text);
        CHECK(guide.find(text) != std::string::npos);
    }
}

TEST_CASE("A simulation gives the figures of the desk that had the other policy all along") {
    auto const other = policy_of(with_other_terms());
    for (int seed = 1; seed <= test::effort; ++seed) {
        Lives here{static_cast<unsigned>(seed)};
        Lives there{static_cast<unsigned>(seed)};
        there.policy = other;
        here.live(300, 4000);
        there.live(300, 4000);
        REQUIRE(here.ids.size() == there.ids.size());
        report::Scope const scope{{}, {}, here.now, {}};
        auto const simulated = report::simulate(here.writer, other, scope, {.list = true});
        auto const table = simulated.parts.at(0).table;
        auto const before = report::sla(here.writer, here.policy, scope).parts.at(0).table;
        auto const after = report::sla(there.writer, other, scope).parts.at(0).table;
        std::int64_t changed = 0;
        for (std::string const clock : {"first_response", "next_response", "resolution"}) {
            CAPTURE(seed);
            CAPTURE(clock);
            CHECK(sum(table, clock, "met_before") == sum(before, clock, "met"));
            CHECK(sum(table, clock, "missed_before") == sum(before, clock, "breached"));
            CHECK(sum(table, clock, "met_after") == sum(after, clock, "met"));
            CHECK(sum(table, clock, "missed_after") == sum(after, clock, "breached"));
            for (auto const *column : {"newly_met", "newly_missed", "otherwise"})
                changed += sum(table, clock, column);
        }
        CHECK(changed > 0);
        CHECK(std::ssize(simulated.parts.at(1).table.rows) == changed);

        // Under its own policy nothing changes.
        auto const same = report::simulate(here.writer, here.policy, scope, {.list = true});
        CHECK(same.parts.at(1).table.rows.empty());
        CHECK(sum(same.parts.at(0).table, "resolution", "unchanged") ==
              sum(same.parts.at(0).table, "resolution", "clocks"));
    }
}

namespace {

// The clocks of a case without the names of policy, rule and place.
std::vector<Clock> nameless(Case const &item) {
    auto clocks = item.clocks;
    for (auto &clock : clocks) {
        clock.policy = {};
        clock.rule.clear();
        clock.place.clear();
    }
    return clocks;
}

}  // namespace

TEST_CASE("A case that another policy treats the same is found to be so, and only such a case") {
    // One rule has other targets; the other one only another name.
    auto text = with(small_policy, "first_response = \"30m\"", "first_response = \"20m\"");
    auto const other = policy_of(with(text, "name = \"standard\"", "name = \"usual\""));
    std::int64_t kept = 0;
    std::int64_t replayed = 0;
    for (int seed = 1; seed <= test::effort; ++seed) {
        Lives desk{static_cast<unsigned>(seed)};
        desk.live(300, 4000);
        auto recorded = ledger::adopted_terms_of(desk.writer);
        auto granted = ledger::adopted_terms_of(desk.writer, &other);
        rules::WhatIf what_if{other, recorded, granted};
        for (auto const id : desk.ids) {
            CAPTURE(id.text());
            auto const events = desk.writer.open_events(id);
            auto const lives = what_if(events, {});
            auto const whole = rules::replay_under(other, events, {}, granted);
            CHECK(lives.before.clocks == rules::replay(events, recorded).clocks);
            CHECK(nameless(lives.after.value_or(lives.before)) == nameless(whole));
            ++(lives.after ? replayed : kept);
        }
    }
    CHECK(kept > 0);
    CHECK(replayed > 0);
}

TEST_CASE("A simulation can classify and rate the requests by the other policy") {
    TestDesk desk;
    auto const came = [&](std::string const &subject, std::string const &category = {}) {
        desk::OpenArgs args;
        args.subject = subject;
        args.rating.category = category;
        auto const id = desk.open(monday, args).id;
        auto here = desk.session(monday);
        desk::Triage triage{here};
        REQUIRE(triage(id));
        return id;
    };
    came("A refund, please");
    came("The line is down");
    came("The line is slow");
    came("The line is slow", "billing");  // as a person says
    auto const other =
        policy_of(with(small_policy, "words = [\"down\"]", "words = [\"down\", \"slow\"]"));
    report::Scope const scope{{}, {}, monday + std::chrono::hours{100}, {}};
    auto const cell = [](Sheet const &sheet, std::string const &column) {
        return text_of(sheet.head.rows.front()[column_of(sheet.head, column)]);
    };
    auto const as_recorded = report::simulate(desk.writer, other, scope, {.list = true});
    CHECK(as_recorded.parts.at(1).table.rows.empty());
    report::SimulateOptions const anew{.list = true, .reclassify = true};
    auto const sheet = report::simulate(desk.writer, other, scope, anew);
    // The third one becomes an outage, which is urgent and has to be solved within four hours.
    CHECK(cell(sheet, "other_category") == "1");
    CHECK(cell(sheet, "other_priority") == "1");
    CHECK(cell(sheet, "erased") == "0");
    // By the policy of the desk, nothing changes.
    auto const same = report::simulate(desk.writer, desk.policy, scope, anew);
    CHECK(cell(same, "other_category") == "0");
    CHECK(same.parts.at(1).table.rows.empty());
}
