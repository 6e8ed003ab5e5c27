#include "../effort.hpp"
#include "lives.hpp"
#include "support.hpp"
#include <dcc/rules/timeline.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Table backlog_rows(TestDesk &desk, report::Scope const &scope) {
    return report::backlog(desk.writer, desk.policy, scope).parts.at(0).table;
}

// Cases open at an instant, counted from their events one by one.
std::int64_t open_at(Lives &desk, Instant instant) {
    auto adopted = ledger::adopted_terms_of(desk.writer);
    std::int64_t count = 0;
    for (auto const id : desk.ids) {
        Case item;
        for (auto const &event : desk.writer.events(id))
            if (event.at <= instant) rules::apply(item, event, adopted);
        count += item.id == id && !is_ended(item.state);
    }
    return count;
}

std::int64_t sum(Table const &table, std::string const &column) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) total += number(table, i, column);
    return total;
}

}  // namespace

TEST_CASE("The backlog of a small desk is that counted by hand") {
    TestDesk desk;
    auto const hour = [](int h) { return monday + Seconds{h * 3600}; };
    auto const one = desk.open(hour(0)).id;
    desk.after(hour(1), desk::assign, one, "wang");
    auto const two = desk.open(hour(2)).id;
    desk.after(hour(30), desk::resolve, one, "text");
    desk.after(hour(31), desk::assign, two, "zhao");
    desk.open(hour(32));
    desk.after(hour(40), desk::reopen, one, "text");
    desk.after(hour(41), desk::cancel, two, "text", std::optional<CaseId>{});

    // Before the 24th hour two were open; then one came, one was reopened, one changed hands, two
    // were ended.
    auto const table = backlog_rows(desk, {hour(24), {}, hour(48), {}});
    CHECK(text_of(table) == "2 1 1 1 1 2 0 2 1 1 0 0 0 57600 172800\n");
    // The same by team: C2 and C3 were unassigned at first, then tech had C2; front has C1 again.
    auto const by_team = backlog_rows(desk, {hour(24), {}, hour(48), {report::Dimension::team}});
    CHECK(text_of(by_team) ==
          "front 1 0 1 0 0 1 0 1 0 1 0 0 0 172800 172800\n"
          "tech 0 0 0 1 0 1 0 0 0 0 0 0 0 - -\n"
          "- 1 1 0 0 1 0 0 1 1 0 0 0 0 57600 57600\n"
          "- 2 1 1 1 1 2 0 2 1 1 0 0 0 57600 172800\n");
    // Of those of tech alone: what came from others was taken over, not opened.
    report::Scope scope{hour(24), {}, hour(48), {}};
    scope.filter = {
        desk.policy, {}, std::vector<std::string>{"team=tech"}, report::clock_dimensions};
    CHECK(text_of(backlog_rows(desk, scope)) == "0 0 0 1 0 1 0 0 0 0 0 0 0 - -\n");
    CHECK(backlog_rows(desk, {{}, {}, hour(-1), {}}).rows.empty());
}

TEST_CASE("Opened, reopened and solved account for every change, and what is open is counted") {
    std::vector<std::vector<report::Dimension>> divisions{{}};
    for (auto const dimension : report::case_dimensions) divisions.push_back({dimension});
    divisions.push_back({report::Dimension::team, report::Dimension::channel});
    for (int seed = 1; seed <= test::effort; ++seed) {
        Lives desk{static_cast<unsigned>(10 + seed)};
        desk.live(500, 1500);
        auto const span = (desk.now - monday).count();
        for (int i = 0; i < 6; ++i) {
            auto const a = Seconds{desk.pick(static_cast<int>(span))};
            auto const b = Seconds{desk.pick(static_cast<int>(span))};
            auto const from = monday + std::min(a, b);
            auto const before = monday + std::max(a, b) + Seconds{1};
            auto const open = open_at(desk, before - Seconds{1});
            auto const open_before = open_at(desk, from - Seconds{1});
            for (auto const &by : divisions) {
                auto const table = backlog_rows(desk, {from, before, desk.now, by});
                CAPTURE(seed);
                CAPTURE(text_of(table));
                for (std::size_t r = 0; r < table.rows.size(); ++r) {
                    auto const n = [&](char const *column) { return number(table, r, column); };
                    CHECK(n("opened") + n("reopened") + n("taken_over") - n("passed_on") -
                              n("solved") ==
                          n("change"));
                    CHECK(n("open_before") + n("change") == n("open"));
                    CHECK(n("age_under_1d") + n("age_1d_to_3d") + n("age_3d_to_7d") +
                              n("age_7d_to_30d") + n("age_30d_or_more") ==
                          n("open"));
                }
                CHECK(sum(table, "open") == open);
                CHECK(sum(table, "open_before") == open_before);
                CHECK(sum(table, "taken_over") == sum(table, "passed_on"));
            }
        }
        CHECK(desk.whole());
    }
}
