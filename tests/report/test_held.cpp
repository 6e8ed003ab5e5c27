#include "lives.hpp"
#include "support.hpp"
#include <dcc/report/facts.hpp>
#include <dcc/report/held.hpp>
#include <dcc/rules/held.hpp>
#include <dcc/rules/timeline.hpp>

#include <map>
#include <set>
#include <span>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// The seconds and cases that each team or person held, from the events of each case.
std::map<std::string, std::string> by_hand(Lives &desk, Instant as_of, report::HeldBy by,
                                           std::string const &channel = {}) {
    auto adopted = ledger::adopted_terms_of(desk.writer);
    std::map<std::string, Seconds> held;
    std::map<std::string, std::set<CaseId>> cases;
    std::map<std::string, std::int64_t> times;
    for (auto const id : desk.ids) {
        auto events = desk.writer.events(id);
        std::erase_if(events, [&](Event const &event) { return event.at > as_of; });
        if (events.empty()) continue;
        if (!channel.empty() && rules::replay(events, adopted).channel != channel) continue;
        for (auto const &part : rules::held(events, adopted, as_of)) {
            if (part.ended) continue;
            auto const &name = by == report::HeldBy::team ? part.team : part.person;
            held[name] += part.to - part.from;
            cases[name].insert(id);
            ++times[name];
        }
    }
    std::map<std::string, std::string> rows;
    for (auto const &[name, span] : held)
        rows[name] = std::to_string(span.count()) + " s, " + std::to_string(cases[name].size()) +
                     " cases, " + std::to_string(times[name]) + " times";
    return rows;
}

std::map<std::string, std::string> reported(Sheet const &sheet) {
    auto const &table = sheet.parts.at(0).table;
    std::map<std::string, std::string> rows;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto const name = text_of(table.rows[row][0]);
        rows[name == "-" ? "" : name] = text_of(table.rows[row][column_of(table, "held_s")]) +
                                        " s, " + std::to_string(number(table, row, "cases")) +
                                        " cases, " + std::to_string(number(table, row, "times")) +
                                        " times";
    }
    return rows;
}

report::Filter only(Policy const &policy, std::string const &condition) {
    return {policy, Zone::load("Asia/Shanghai"), std::vector{condition}, report::case_dimensions};
}

}  // namespace

TEST_CASE("who held cases is what their events say, now and at any earlier time") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        Lives desk{seed};
        desk.live(250, 4000);
        CAPTURE(seed);
        for (auto const as_of : {desk.now, monday + (desk.now - monday) / 2})
            for (auto const by : {report::HeldBy::team, report::HeldBy::person}) {
                report::Scope scope{{}, {}, as_of, {}};
                CHECK(reported(report::held(desk.writer, desk.policy, scope, by)) ==
                      by_hand(desk, as_of, by));
                scope.filter = only(desk.policy, "channel=phone");
                CHECK(reported(report::held(desk.writer, desk.policy, scope, by)) ==
                      by_hand(desk, as_of, by, "phone"));
            }
    }
}

TEST_CASE("the cases behind the held times sum up to them, and two periods stand side by side") {
    Lives desk{21};
    desk.live(250, 4000);
    report::Scope scope{monday + std::chrono::days{2}, {}, desk.now, {}};
    auto const whole = report::held(desk.writer, desk.policy, scope, report::HeldBy::team);
    scope.cases = true;
    auto const listed = report::held(desk.writer, desk.policy, scope, report::HeldBy::team);
    auto const sum = [](Table const &table) {
        std::int64_t seconds = 0;
        for (auto const &row : table.rows)
            seconds += std::get<Seconds>(row[column_of(table, "held_s")]).count();
        return seconds;
    };
    CHECK(sum(listed.parts.at(0).table) == sum(whole.parts.at(0).table));
    CHECK(listed.parts.at(0).table.rows.size() > whole.parts.at(0).table.rows.size());

    scope.cases = false;
    scope.before = monday + std::chrono::days{4};
    scope.compare = report::Comparison::previous;
    auto const both = report::held(desk.writer, desk.policy, scope, report::HeldBy::team);
    REQUIRE(both.parts.size() == 2);
    auto earlier = scope;
    earlier.compare.reset();
    earlier.from = monday;
    earlier.before = monday + std::chrono::days{2};
    auto const before = report::held(desk.writer, desk.policy, earlier, report::HeldBy::team);
    auto const &compared = both.parts[1].table;
    std::int64_t seconds = 0;
    for (auto const &row : compared.rows)
        seconds += std::get<Seconds>(row[column_of(compared, "earlier_held_s")]).count();
    CHECK(seconds == sum(before.parts.at(0).table));
}

TEST_CASE("facts are of the cases that the conditions accept") {
    Lives desk{22};
    desk.live(200, 4000);
    auto const cases_of = [&](report::Filter filter) {
        report::Scope scope{{}, {}, desk.now, {}};
        scope.filter = std::move(filter);
        std::set<std::string> ids;
        report::each_fact(desk.writer, desk.policy, scope, [&](std::vector<Cell> &&row) {
            return ids.insert(text_of(row.front())).second;
        });
        return ids;
    };
    auto const phone = cases_of(only(desk.policy, "channel=phone"));
    auto const other = cases_of(only(desk.policy, "channel!=phone"));
    auto const all = cases_of({});
    CHECK(all.size() == desk.ids.size());
    CHECK(phone.size() + other.size() == all.size());
    CHECK_FALSE(phone.empty());
    CHECK_FALSE(other.empty());
}
