#include "../effort.hpp"
#include "lives.hpp"
#include "support.hpp"
#include <dcc/desk/task.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Table sla_rows(TestDesk &desk, report::Scope const &scope) {
    return report::sla(desk.writer, desk.policy, scope).parts.at(0).table;
}

// Cases opened on Monday at 09:00 and answered so many minutes later, or never.
void answered_after(TestDesk &desk, std::vector<int> const &minutes) {
    for (auto const after : minutes) {
        auto const id = desk.open(monday).id;
        if (after > 0) desk.after(monday + Seconds{after * 60}, desk::reply, id, "text");
    }
}

}  // namespace

TEST_CASE("Figures of a small desk are those counted by hand") {
    TestDesk desk;
    // ServiceTerms: an answer within 4 working hours, that is by 14:00 (lunch from 12:00 to 13:00).
    // 10:00 11:00 11:30 12:00 14:00 in time, the last to the second; 14:01 and 18:00 late.
    answered_after(desk, {60, 120, 150, 180, 300, 301, 540, 0});
    auto const table = sla_rows(desk, {{}, {}, at("2026-06-01T18:00:00+08:00"), {}});
    auto const expected = [](auto const &...cells) {
        std::string line;
        ((line += std::string{line.empty() ? "" : " "} + cells), ...);
        return line + "\n";
    };
    // Worked: 60, 120, 150, 180, 240, 241, 480 minutes: median the 4th, 90th percentile the 7th,
    // mean 1471 / 7 minutes = 12608.57 s. The one without an answer is late too.
    CHECK(text_of(table) == expected("first_response", "8", "5", "3", "0", "0", "0.625000", "7",
                                     "10800", "28800", "12609", "0", "8", "0.305742", "0.863156") +
                                expected("resolution", "8", "0", "0", "8", "0", "-", "0", "-", "-",
                                         "-", "0", "0", "-", "-"));
}

TEST_CASE("Running, paused and cancelled clocks count as what they are") {
    TestDesk desk;
    auto const waits = desk.open(monday).id;
    desk.after(monday, desk::reply, waits, "text");
    desk.after(monday + Seconds{60}, desk::wait, waits, State::waiting_customer);
    auto const gone = desk.open(monday).id;
    desk.after(monday + Seconds{60}, desk::cancel, gone, "text", std::optional<CaseId>{});
    auto const gone_late = desk.open(monday).id;
    desk.after(monday + Seconds{6 * 3600}, desk::cancel, gone_late, "text",
               std::optional<CaseId>{});
    auto const table = sla_rows(desk, {{}, {}, monday + Seconds{30 * 86400}, {}});
    // The cancelled one counts nowhere, the one cancelled late is a breach; waiting for the
    // customer does not break the promise of a solution however long it lasts.
    CHECK(text_of(table) ==
          "first_response 2 1 1 0 0 0.500000 1 0 0 0 0 2 0.094531 0.905469\n"
          "resolution 1 0 0 1 0 - 0 - - - 0 0 - -\n");
}

TEST_CASE("Reports are bounded by when cases were received, and divided as asked") {
    TestDesk desk;
    desk::OpenArgs args;
    for (auto const *channel : {"phone", "email", "phone"}) {
        args.channel = channel;
        auto const id = desk.open(monday, args).id;
        desk.after(monday + Seconds{60}, desk::reply, id, "text");
    }
    desk.open(monday + Seconds{86400}, args);
    auto const late = monday + Seconds{10 * 86400};
    auto const by_channel = sla_rows(desk, {{}, {}, late, {report::Dimension::channel}});
    CHECK(text_of(by_channel).starts_with("phone first_response 3 2 1 "));
    CHECK(text_of(by_channel).find("\nemail first_response 1 1 0 ") != std::string::npos);
    auto const cases = [&](std::optional<Instant> from, std::optional<Instant> before) {
        auto const table = sla_rows(desk, {from, before, late, {}});
        return table.rows.empty() ? 0 : number(table, 0, "clocks");
    };
    CHECK(cases({}, {}) == 4);
    CHECK(cases(monday, monday + Seconds{86400}) == 3);
    CHECK(cases(monday, monday + Seconds{86401}) == 4);
    CHECK(cases(monday + Seconds{1}, {}) == 1);
    CHECK(cases({}, monday) == 0);
    CHECK(text_of(sla_rows(desk, {{}, {}, late, {report::Dimension::month}}))
              .starts_with("2026-06 first_response 4 "));
}

TEST_CASE("Clocks are grouped by the product of the case and the tier of its customer") {
    TestDesk desk;
    auto const open = [&](char const *product, char const *customer, char const *tier) {
        desk::OpenArgs args;
        args.product = product;
        args.customer.external_id = customer;
        args.customer.tier = tier;
        auto const id = desk.open(monday, args).id;
        desk.after(monday + Seconds{60}, desk::reply, id, "text");
    };
    open("App", "a", "gold");
    open("App", "b", "normal");
    open("", "b", "");
    desk.open(monday);
    auto const late = monday + Seconds{10 * 86400};
    auto const counts = [&](std::vector<report::Dimension> by, std::vector<std::string> where) {
        report::Scope scope{{}, {}, late, std::move(by)};
        scope.filter = {desk.policy, {}, where, report::clock_dimensions};
        auto const table = sla_rows(desk, scope);
        std::string text;
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            if (text_of(table.rows[i][column_of(table, "clock")]) == "first_response")
                text += text_of(table.rows[i][0]) + " " +
                        std::to_string(number(table, i, "clocks")) + "\n";
        return text;
    };
    CHECK(counts({report::Dimension::product}, {}) == "App 2\n- 2\n");
    CHECK(counts({report::Dimension::tier}, {}) == "normal 2\ngold 1\n- 1\n");
    CHECK(counts({report::Dimension::product}, {"tier=normal"}) == "App 1\n- 1\n");
    CHECK(counts({report::Dimension::tier}, {"product="}) == "normal 1\n- 1\n");
    // A later event of each case: then they are replayed from the events.
    for (int id = 1; id <= 4; ++id)
        desk.after(late + Seconds{60}, desk::cancel, CaseId{id}, "text", std::optional<CaseId>{});
    CHECK(counts({report::Dimension::product}, {}) == "App 2\n- 2\n");
    CHECK(counts({report::Dimension::tier}, {}) == "normal 2\ngold 1\n- 1\n");
}

TEST_CASE("Groups add up to the total, and shares of small groups are not shown") {
    TestDesk desk;
    desk::OpenArgs args;
    for (auto const *channel : {"phone", "phone", "phone", "email"}) {
        args.channel = channel;
        auto const id = desk.open(monday, args).id;
        desk.after(monday + Seconds{60}, desk::reply, id, "text");
    }
    desk.policy.reports.least_group = 3;
    report::Scope const scope{{}, {}, monday + Seconds{3600}, {report::Dimension::channel}};
    auto const sheet = report::sla(desk.writer, desk.policy, scope);
    CHECK(text_of(sheet.parts.at(0).table) ==
          "phone first_response 3 3 0 0 0 1.000000 3 60 60 60 0 3 0.438503 1.000000\n"
          "phone resolution 3 0 0 3 0 - 0 - - - 0 0 - -\n"
          "email first_response 1 1 0 0 0 - 1 60 60 60 0 1 - -\n"
          "email resolution 1 0 0 1 0 - 0 - - - 0 0 - -\n"
          "- first_response 4 4 0 0 0 1.000000 4 60 60 60 0 4 0.510109 1.000000\n"
          "- resolution 4 0 0 4 0 - 0 - - - 0 0 - -\n");
    CHECK(text_of(sheet).find("Shares of fewer than 3 clocks are not shown.") != std::string::npos);
}

TEST_CASE("A share is compared with the period before by Newcombe's interval") {
    TestDesk desk;
    // 9 of 10 in time this week, 3 of 10 the week before: Newcombe 1998 has this example.
    auto const answer = [&](Instant when, int in_time) {
        for (int i = 0; i < 10; ++i) {
            auto const id = desk.open(when).id;
            desk.after(when + Seconds{i < in_time ? 60 : 6 * 3600}, desk::reply, id, "text");
        }
    };
    auto const week = Seconds{7 * 86400};
    answer(monday, 3);
    answer(monday + week, 9);
    report::Scope scope{
        at("2026-06-08T00:00:00+08:00"), at("2026-06-15T00:00:00+08:00"), monday + 2 * week, {}};
    scope.compare = report::Comparison::previous;
    auto const sheet = report::sla(desk.writer, desk.policy, scope);
    auto const &table = sheet.parts.at(1).table;
    CHECK(sheet.parts.at(1).title == "Against 2026-06-01 00:00 to 2026-06-08 00:00");
    CHECK(text_of(table.rows.at(0)[column_of(table, "difference")]) == "0.600000");
    CHECK(text_of(table.rows.at(0)[column_of(table, "difference_low")]) == "0.170523");
    CHECK(text_of(table.rows.at(0)[column_of(table, "difference_high")]) == "0.809018");
    CHECK(text_of(table.rows.at(0)[column_of(table, "verdict")]) == "higher");
}

TEST_CASE("A promise reported on is the one that was given, whatever the policy says now") {
    TestDesk desk;
    answered_after(desk, {200, 0});
    desk.policy =
        policy_of(with(small_policy, "first_response = \"4h\"", "first_response = \"1h\""));
    auto const table = sla_rows(desk, {{}, {}, monday + Seconds{4 * 3600}, {}});
    CHECK(text_of(table).starts_with("first_response 2 1 0 1 0 1.000000 "));
}

TEST_CASE("A report as of a past instant is the report made at that instant") {
    std::vector<std::vector<report::Dimension>> const divisions{
        {},
        {report::Dimension::channel},
        {report::Dimension::category, report::Dimension::priority},
        {report::Dimension::team},
        {report::Dimension::person},
        {report::Dimension::month}};
    for (int seed = 1; seed <= test::effort; ++seed) {
        Lives desk{static_cast<unsigned>(seed)};
        struct Made {
            Instant at;
            std::vector<std::string> reports;
        };
        auto const make = [&](Instant instant) {
            Made made{instant, {}};
            for (auto const &by : divisions)
                for (auto const &[from, before] :
                     {std::pair<std::optional<Instant>, std::optional<Instant>>{},
                      {monday + Seconds{50000}, monday + Seconds{400000}}}) {
                    report::Scope const scope{from, before, instant, by};
                    made.reports.push_back(text_of(report::sla(desk.writer, desk.policy, scope)));
                    made.reports.push_back(
                        text_of(report::backlog(desk.writer, desk.policy, scope)));
                }
            return made;
        };
        std::vector<Made> made;
        for (int i = 0; i < 5; ++i) {
            desk.live(120, 2000);
            made.push_back(make(desk.now));
            ++desk.now;  // what comes next comes after the report
        }
        for (auto const &then : made) {
            auto const now = make(then.at);
            CAPTURE(seed);
            CHECK(now.reports == then.reports);
        }
        CHECK(made.front().reports != made.back().reports);
        // A desk rebuilt from its events reports the same.
        desk.rebuild();
        CHECK(make(made[2].at).reports == made[2].reports);
    }
}

TEST_CASE("Tasks count for the team and the person that have them") {
    TestDesk desk{
        with(small_policy, "resolution = \"16h\"\n", "resolution = \"16h\"\ntask = \"2h\"\n")};
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::assign, id, "wang");
    for (auto const *to : {"tech", "zhao", "li"})
        desk.after(monday, desk::open_task, id, desk::TaskArgs{desk::Holder{to}, "Check it"});
    {
        auto session = desk.session(monday + Seconds{600});
        REQUIRE(desk::finish_task(session, TaskId{id, 2}, "It is dry"));
    }
    auto const late = monday + Seconds{3 * 3600};
    auto const tasks_by = [&](report::Dimension by) {
        auto const text = text_of(sla_rows(desk, {{}, {}, late, {by}}));
        std::string lines;
        for (std::size_t begin = 0; begin < text.size();) {
            auto const end = text.find('\n', begin);
            auto const line = text.substr(begin, end - begin);
            // Count, met, breached, running.
            if (auto const task = line.find(" task "); task != std::string::npos)
                lines += line.substr(0, task + std::string_view{" task 1 0 1 0"}.size()) + "\n";
            begin = end + 1;
        }
        return lines;
    };
    CHECK(tasks_by(report::Dimension::team) ==
          "front task 1 0 1 0\ntech task 2 1 1 0\n- task 3 1 2 0\n");
    CHECK(tasks_by(report::Dimension::person) ==
          "li task 1 0 1 0\nzhao task 1 1 0 0\n- task 1 0 1 0\n- task 3 1 2 0\n");
}
