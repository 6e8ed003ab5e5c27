#include "support.hpp"
#include <dcc/report/grouping.hpp>

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
    CHECK(table.columns[0].title == "Month");
}
