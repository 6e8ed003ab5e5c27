#include "support.hpp"
#include <dcc/report/grouping.hpp>
#include <dcc/report/period.hpp>

#include <map>

#include <doctest/doctest.h>

using namespace dcc;
using report::Dimension;

namespace {

struct Group {
    std::string key;
    std::int64_t cases = 0;
};

// The cases of a desk, counted by group.
Table counted(TestDesk &desk, std::vector<Dimension> by) {
    report::Grouping grouping{desk.policy, std::move(by)};
    std::map<std::string, std::int64_t> groups;
    desk.writer.each_case({}, [&](store::CaseRow &&row) {
        ++groups[grouping.key(row)];
        return true;
    });
    auto columns = grouping.columns(&Group::key);
    columns.append({{"cases", "Cases", &Group::cases}});
    auto table = columns.table();
    for (auto const &key : grouping.keys_of(groups)) columns.add(table, {key, groups[key]});
    return table;
}

void open(TestDesk &desk, Instant at, char const *channel, char const *category) {
    desk::OpenArgs args;
    args.channel = channel;
    args.rating.category = category;
    desk.open(at, args);
}

}  // namespace

TEST_CASE("Cases are grouped as clocks are, in the policy's order and the unknown last") {
    TestDesk desk;
    open(desk, monday, "email", "outage");
    open(desk, monday, "phone", "");
    open(desk, monday + Seconds{40 * 86400}, "phone", "billing");
    open(desk, monday + Seconds{40 * 86400}, "phone", "outage");
    CHECK(text_of(counted(desk, {})) == "4\n");
    CHECK(text_of(counted(desk, {Dimension::channel})) ==
          "phone 3\n"
          "email 1\n");
    CHECK(text_of(counted(desk, {Dimension::category, Dimension::month})) ==
          "billing 2026-07 1\n"
          "outage 2026-06 1\n"
          "outage 2026-07 1\n"
          "- 2026-06 1\n");
    auto const table = counted(desk, {Dimension::month});
    CHECK(table.columns[0].name == "month");
    CHECK(table.columns[0].title.empty());
    CHECK(table.columns[1].name.empty());
    CHECK(table.columns[1].title == "Month");
}

TEST_CASE("A time belongs to its hour, day, week, month, quarter and year of the desk's zone") {
    struct Row {
        char const *time;
        char const *values;
    };
    // Weeks by ISO 8601: from Monday, in the year of their Thursday.
    for (auto const &row : {
             Row{"2026-06-01 00:00", "00 mon 2026-06-01 2026-W23 2026-06 2026-Q2 2026"},
             Row{"2026-12-31 23:59", "23 thu 2026-12-31 2026-W53 2026-12 2026-Q4 2026"},
             Row{"2027-01-03 09:30", "09 sun 2027-01-03 2026-W53 2027-01 2027-Q1 2027"},
             Row{"2024-12-30 12:00", "12 mon 2024-12-30 2025-W01 2024-12 2024-Q4 2024"},
             Row{"2024-02-29 05:00", "05 thu 2024-02-29 2024-W09 2024-02 2024-Q1 2024"},
         }) {
        std::string values;
        for (auto const dimension :
             {Dimension::hour, Dimension::weekday, Dimension::day, Dimension::week,
              Dimension::month, Dimension::quarter, Dimension::year})
            values += report::time_value(dimension, *parse_civil(row.time)) + ' ';
        values.pop_back();
        CHECK(values == row.values);
    }
}

TEST_CASE("A group of several periods has the days that are in all of them") {
    struct Row {
        std::vector<Dimension> by;
        char const *first;
        char const *next;
    };
    std::chrono::local_days const thursday{Date{std::chrono::year{2026} / 10 / 1}};
    for (auto const &row : {
             Row{{Dimension::week}, "2026-09-28", "2026-10-05"},
             Row{{Dimension::week, Dimension::month}, "2026-10-01", "2026-10-05"},
             Row{{Dimension::type, Dimension::quarter}, "2026-10-01", "2027-01-01"},
             Row{{Dimension::year, Dimension::day}, "2026-10-01", "2026-10-02"},
         }) {
        auto const period = report::period_of(row.by, thursday);
        REQUIRE(period);
        CHECK(format_date(Date{period->first}) == row.first);
        CHECK(format_date(Date{period->next}) == row.next);
    }
    CHECK(!report::period_of({Dimension::hour, Dimension::weekday, Dimension::type}, thursday));
}

TEST_CASE("Days of the week are listed from Monday") {
    TestDesk desk;
    for (int const after : {6, 2, 0, 3})  // monday is one
        open(desk, monday + Seconds{after * 86400}, "phone", "");
    CHECK(text_of(counted(desk, {Dimension::weekday})) ==
          "mon 1\n"
          "wed 1\n"
          "thu 1\n"
          "sun 1\n");
}
