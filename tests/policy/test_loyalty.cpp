#include "sample.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string rule(std::string const &name, std::string const &conditions) {
    return "[[loyalty]]\nname = \"" + name + "\"\nadvice = \"Call.\"\n" + conditions + "\n";
}

}  // namespace

TEST_CASE("Loyalty rules and the weights of the staff score are read") {
    auto const loaded = load(sample + R"([[loyalty]]
name = "gold"
advice = { zh = "致电", en = "Call" }
days = 90
tier = ["gold"]
csat_at = 2
nps_at = 0
complaints = 2
cases = 5
reopened = 1
late = 3
[staff_score]
volume = 0
speed = 2
quality = 0.5
reviews = 3
)");
    REQUIRE_MESSAGE(!loaded.has_errors(), lines(loaded.findings));
    auto const &reports = loaded.policy.reports;
    REQUIRE(reports.loyalty.size() == 1);
    auto const &gold = reports.loyalty.front();
    CHECK(gold.advice.in("zh") == "致电");
    CHECK(gold.days == 90);
    CHECK(gold.tiers == std::vector<std::string>{"gold"});
    CHECK(gold.csat_at == 2);
    CHECK(gold.nps_at == 0);
    CHECK(gold.complaints == 2);
    CHECK(gold.cases == 5);
    CHECK(gold.reopened == 1);
    CHECK(gold.late == 3);
    CHECK(reports.staff_score.volume == 0);
    CHECK(reports.staff_score.speed == 2);
    CHECK(reports.staff_score.quality == 0.5);
    CHECK(reports.staff_score.satisfaction == 1);
    CHECK(reports.staff_score.reviews == 3);
}

TEST_CASE("Mistakes in loyalty rules and weights are reported with their cure") {
    auto const says = [](std::string const &text, std::string_view what) {
        auto const all = complaints(sample + text);
        CAPTURE(all);
        return all.find(what) != std::string::npos;
    };
    CHECK(says("[[loyalty]]\nname = \"a\"\ncases = 1\n", "advice is missing"));
    CHECK(says(rule("a", "tier = [\"gold\"]"), "no condition: give csat_at"));
    CHECK(says(rule("a", "csat_at = 6"), "csat_at must be a whole number from 1 to 5"));
    CHECK(says(rule("a", "nps_at = -1"), "nps_at must be a whole number from 0 to 10"));
    CHECK(says(rule("a", "late = 0"), "late must be a whole number from 1 to 1000"));
    CHECK(says(rule("a", "cases = 1\ndays = 0"), "days must be"));
    CHECK(says(rule("a", "cases = 1\ntier = [\"glod\"]"),
               "unknown tier \"glod\" (did you mean \"gold\"?)"));
    CHECK(says(rule("a", "cases = 1\nlates = 1"), "unknown key \"lates\""));
    CHECK(says(rule("a", "cases = 1") + rule("a", "late = 1"), "\"a\""));
    CHECK(says("[staff_score]\nvolume = 0\nspeed = 0\nquality = 0\nsatisfaction = 0\n",
               "all weights are 0"));
    CHECK(says("[staff_score]\nspeed = nan\n", "speed must be a number from 0 to 1000"));
    CHECK(says("[staff_score]\nsped = 1\n", "unknown key \"sped\" (did you mean \"speed\"?)"));
}

TEST_CASE("A loyalty rule whose customers an earlier one takes is pointed out") {
    auto const never = "loyalty \"b\": can never match, its customers are all taken by \"a\"";
    CHECK(hints_at(sample + rule("a", "csat_at = 3") + rule("b", "csat_at = 2\nlate = 1"), never));
    CHECK(
        hints_at(sample + rule("a", "late = 1") + rule("b", "late = 2\ntier = [\"gold\"]"), never));
    CHECK_FALSE(hints_at(sample + rule("a", "csat_at = 2") + rule("b", "csat_at = 3"), never));
    CHECK_FALSE(hints_at(sample + rule("a", "late = 2") + rule("b", "late = 1"), never));
    CHECK_FALSE(
        hints_at(sample + rule("a", "late = 1\nreopened = 1") + rule("b", "late = 1"), never));
    CHECK_FALSE(
        hints_at(sample + rule("a", "late = 1\ntier = [\"gold\"]") + rule("b", "late = 1"), never));
    // Over more days there is more to count.
    CHECK_FALSE(hints_at(sample + rule("a", "late = 1\ndays = 7") + rule("b", "late = 1"), never));
}
