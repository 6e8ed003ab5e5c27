#include "../effort.hpp"
#include "lives.hpp"
#include "support.hpp"
#include <dcc/desk/task.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Table rows(TestDesk &desk, report::Scope const &scope) {
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
    auto const table = rows(desk, {{}, {}, at("2026-06-01T18:00:00+08:00"), {}});
    auto const expected = [](auto const &...cells) {
        std::string line;
        ((line += std::string{line.empty() ? "" : " "} + cells), ...);
        return line + "\n";
    };
    // Worked: 60, 120, 150, 180, 240, 241, 480 minutes: median the 4th, 90th percentile the 7th,
    // mean 1471 / 7 minutes = 12608.57 s. The one without an answer is late too.
    CHECK(text_of(table) ==
          expected("first_response", "8", "5", "3", "0", "0", "0.625000", "7", "10800", "28800",
                   "12609", "0") +
              expected("resolution", "8", "0", "0", "8", "0", "-", "0", "-", "-", "-", "0"));
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
    auto const table = rows(desk, {{}, {}, monday + Seconds{30 * 86400}, {}});
    // The cancelled one counts nowhere, the one cancelled late is a breach; waiting for the
    // customer does not break the promise of a solution however long it lasts.
    CHECK(text_of(table) ==
          "first_response 2 1 1 0 0 0.500000 1 0 0 0 0\n"
          "resolution 1 0 0 1 0 - 0 - - - 0\n");
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
    auto const by_channel = rows(desk, {{}, {}, late, {report::Dimension::channel}});
    CHECK(text_of(by_channel).starts_with("phone first_response 3 2 1 "));
    CHECK(text_of(by_channel).find("\nemail first_response 1 1 0 ") != std::string::npos);
    auto const cases = [&](std::optional<Instant> from, std::optional<Instant> before) {
        auto const table = rows(desk, {from, before, late, {}});
        return table.rows.empty() ? 0 : number(table, 0, "clocks");
    };
    CHECK(cases({}, {}) == 4);
    CHECK(cases(monday, monday + Seconds{86400}) == 3);
    CHECK(cases(monday, monday + Seconds{86401}) == 4);
    CHECK(cases(monday + Seconds{1}, {}) == 1);
    CHECK(cases({}, monday) == 0);
    CHECK(text_of(rows(desk, {{}, {}, late, {report::Dimension::month}}))
              .starts_with("2026-06 first_response 4 "));
}

TEST_CASE("A promise reported on is the one that was given, whatever the policy says now") {
    TestDesk desk;
    answered_after(desk, {200, 0});
    desk.policy =
        policy_of(with(small_policy, "first_response = \"4h\"", "first_response = \"1h\""));
    auto const table = rows(desk, {{}, {}, monday + Seconds{4 * 3600}, {}});
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
        auto const text = text_of(rows(desk, {{}, {}, late, {by}}));
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
    CHECK(tasks_by(report::Dimension::team) == "front task 1 0 1 0\ntech task 2 1 1 0\n");
    CHECK(tasks_by(report::Dimension::person) ==
          "li task 1 0 1 0\nzhao task 1 1 0 0\n- task 1 0 1 0\n");
}
