#include "import_support.hpp"
#include <dcc/exchange/draft_policy.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

namespace {

std::string const team_map = plain_fields + R"(category = { column = "cat", as_name = true }
team = { column = "group", as_name = true, unknown = ["?"] }
person = { column = "who", unknown = ["?"] }
impact = "impact"
urgency = "urgency"
priority = { column = "prio", values = { "1 - High" = "high", "*" = "*" } }
customer_tier = "tier"
)";
std::string const team_table =
    "id,subject,received,channel,cat,group,who,impact,urgency,prio,tier\n"
    "A,x,2026-06-01 09:00,phone,IT.Mail,Front desk / 1,wang,big,soon,1 - High,gold\n"
    "B,x,2026-06-01 09:00,网站,IT.Mail,Front desk / 1,wang,big,soon,1 - High,\n"
    "C,x,2026-06-01 09:00,phone,IT.Mail,?,?,small,late,low,\n"
    "D,x,2026-06-01 09:00,phone,Bills,Back office,wang,big,late,low,basic\n";

exchange::PolicyDraft draft(std::string const &table, std::string const &mapping) {
    std::istringstream input{table};
    return exchange::draft_policy(input, read_mapping(mapping, "map.toml"), "table.csv");
}

}  // namespace

TEST_CASE("A drafted policy has every name of the table, so that all rows are imported") {
    auto const drafted = draft(team_table, team_map);
    CHECK(drafted.notes.empty());
    TestDesk desk{drafted.policy};
    auto const &policy = desk.policy;
    CHECK(policy.categories.size() == 3);
    REQUIRE(policy.person("wang"));
    CHECK(policy.person("wang")->team == "Front_desk_1");
    CHECK(policy.team("Back_office"));
    auto const result = import_csv(desk, team_table, team_map);
    CHECK(result.rejected == "");
    CHECK(result.result.imported == 4);
    CHECK(desk.load(*desk.writer.find_external_case("A")).category == "IT.Mail");
}

TEST_CASE("A table without ratings, teams or channels gives a policy too") {
    for (auto const *table : {"external_id,subject,received_at\nA,x,2026-06-01\n",
                              "external_id,subject,received_at,channel\nA,x,2026-06-01,\n",
                              "external_id,subject,received_at,team\nA,x,2026-06-01,t\n",
                              "external_id,subject,received_at\n"}) {
        std::istringstream input{table};
        auto const drafted = exchange::draft_policy(input, {}, "\"odd\" name.csv");
        CHECK_NOTHROW(policy_of(drafted.policy));
    }
}

TEST_CASE("What a draft cannot have is said") {
    for (auto const &[find, put, reason] :
         std::initializer_list<std::tuple<char const *, char const *, char const *>>{
             {"cat\", as_name = true", "cat\"", ""},
             {"group\", as_name = true", "group\"", "team \"Front desk / 1\""},
             {"\"who\"", "\"subject\"", ""},
             {"{ column = \"who\", unknown = [\"?\"] }", "\"group\"", "person \"?\", team"}}) {
        std::string const given = put;
        CAPTURE(given);
        std::string error;
        try {
            draft(team_table, with(team_map, find, put));
        } catch (Error const &wrong) {
            CHECK(wrong.kind() == ErrorKind::data);
            error = wrong.what();
        }
        if (!*reason)
            CHECK(error == "");
        else
            CHECK(error.find("cannot be names in a policy: ") != error.npos);
    }
    auto const drafted =
        draft(team_table + "E,x\nF\n",
              with(team_map, "\"*\" = \"*\"", "\"2\" = \"normal\"") + "severity = \"cat\"\n");
    CHECK(drafted.notes ==
          std::vector<std::string>{"1 row: 1 field where the heading has 11",
                                   "1 row: 2 fields where the heading has 11",
                                   "2 rows: priority: the mapping has no value for \"low\"",
                                   "severity: add its values to the policy"});
}
