#include "support.hpp"
#include <dcc/report/column_limit.hpp>
#include <dcc/report/earlier.hpp>
#include <dcc/report/filter.hpp>
#include <dcc/report/forecast.hpp>

#include <array>

#include <doctest/doctest.h>

using namespace dcc;
using report::Comparison;
using report::Filter;
using stats::Proportion;

namespace {

Policy tree_policy() {
    return policy_of(small_policy + R"([[categories]]
id = "billing.refund"
)");
}

Filter filter_of(std::vector<std::string> const &conditions) {
    return {tree_policy(), Zone::load("Asia/Shanghai"), conditions, report::clock_dimensions};
}

// The message of the error that reading the conditions throws, and its cure.
std::pair<std::string, std::string> error_of(std::string const &condition) {
    try {
        filter_of({condition});
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::usage);
        return {error.what(), error.hint().text};
    }
    return {"none", ""};
}
std::string fault_of(std::string const &condition) {
    return error_of(condition).first;
}
std::string cure_of(std::string const &condition) {
    return error_of(condition).second;
}

report::Dimensions row(std::string_view channel, std::string_view category, std::string_view team) {
    return {channel, category, "", team, "", monday};
}

}  // namespace

TEST_CASE("A filter takes the rows that fulfil every condition") {
    auto const phone = row("phone", "billing.refund", "front");
    auto const email = row("email", "outage", "");
    CHECK(Filter{}.accepts(phone));
    CHECK(filter_of({"channel=phone"}).accepts(phone));
    CHECK(!filter_of({"channel=phone"}).accepts(email));
    CHECK(filter_of({"channel=email,phone"}).accepts(email));
    CHECK(!filter_of({"channel!=email,phone"}).accepts(email));
    CHECK(filter_of({"channel=phone", "team=front"}).accepts(phone));
    CHECK(!filter_of({"channel=phone", "team=tech"}).accepts(phone));
    // A category includes those below it, but not another that begins like it.
    CHECK(filter_of({"category=billing"}).accepts(phone));
    CHECK(!filter_of({"category!=billing"}).accepts(phone));
    CHECK(!filter_of({"category=billing"}).accepts(row("phone", "billings", "")));
    CHECK(!filter_of({"category=billing.refund"}).accepts(row("phone", "billing", "")));
    // Nothing is the unknown value.
    CHECK(filter_of({"team="}).accepts(email));
    CHECK(!filter_of({"team="}).accepts(phone));
    CHECK(filter_of({"team!="}).accepts(phone));
    CHECK(filter_of({"team=,front"}).accepts(email));
    CHECK(filter_of({"team=,front"}).accepts(phone));
    CHECK(!filter_of({"category="}).accepts(phone));
    // Monday, 09:00 in the zone.
    CHECK(
        filter_of({"hour=09", "weekday=mon,tue", "month=2026-06", "week=2026-W23"}).accepts(phone));
    CHECK(!filter_of({"hour=01"}).accepts(phone));
    CHECK(!filter_of({"quarter!=2026-Q2"}).accepts(phone));
    CHECK(filter_of({"channel=phone,email", "team!="}).text() == "channel:phone,email -team:none");
    CHECK(filter_of({"(channel:phone or -team:front) weekday:mon"}).accepts(email));
    CHECK(!filter_of({"channel:phone or team:front"}).accepts(email));
    CHECK(!filter_of({"-(channel:email or team:front)"}).accepts(phone));
    CHECK(filter_of({"(channel:phone or -team:front) weekday:mon"}).text() ==
          "(channel:phone or -team:front) weekday:mon");
    CHECK(filter_of({"product:\"none\",\"a b\",none"}).text() == "product:\"none\",\"a b\",none");
    // Of the conditions that must all hold, those on the dimensions alone.
    std::array const channel{report::Dimension::channel};
    CHECK(filter_of({"channel:phone team:front (channel:fax or team:tech) -channel:fax"})
              .on(channel)
              .text() == "channel:phone -channel:fax");
}

TEST_CASE("A condition that can hold for no row is an error that says why") {
    CHECK(
        fault_of("chanel=phone") ==
        "there is no field \"chanel\" here (did you mean \"channel\"?)\n  chanel=phone\n  ^~~~~~");
    CHECK(fault_of("type=x").starts_with("there is no field \"type\" here\n"));
    CHECK(fault_of("channel=phoen") ==
          "the policy has no channel \"phoen\" (did you mean \"phone\"?)"
          "\n  channel=phoen\n          ^~~~~");
    CHECK(fault_of("team:front -channel:phone,x") ==
          "the policy has no channel \"x\"\n  team:front -channel:phone,x\n                        "
          "    ^");
    CHECK(
        fault_of("channel").starts_with("no field is named here, and words are not searched for"));
    CHECK(fault_of("=phone").starts_with("no field is named here"));
    CHECK(fault_of("channel<phone").starts_with("a report compares no values of this field"));
    for (auto const *wrong : {"hour=24", "hour=9", "month=2026-13", "week=2026-W00",
                              "day=2026-02-30", "quarter=2026-Q5", "year=26", "week=2026W23"})
        CHECK_MESSAGE(fault_of(wrong).starts_with("there is no "), wrong);
    CHECK(cure_of("chanel=phone").starts_with("the fields are: channel, category, "));
    CHECK(cure_of("channel=phoen") == "the policy has: phone, email, fax");
    CHECK(cure_of("month=13") == "write it as month:2026-11");
    CHECK(filter_of({"weekday=Mon"}).text() == "weekday:mon");
}

TEST_CASE("A category counts for the one above it at a depth") {
    CHECK(report::rolled_up("a.b.c", 1) == "a");
    CHECK(report::rolled_up("a.b.c", 2) == "a.b");
    CHECK(report::rolled_up("a.b.c", 3) == "a.b.c");
    CHECK(report::rolled_up("a", 2) == "a");
    CHECK(report::rolled_up("", 1).empty());
}

TEST_CASE("The period before has the same months, days or seconds") {
    auto const zone = Zone::load("Europe/Berlin");
    auto const text = [&](Comparison comparison, char const *from, char const *before) {
        auto const earlier =
            report::earlier_of(comparison, {zone.parse(from), zone.parse(before)}, zone);
        return zone.format(earlier.from) + " " + zone.format(earlier.before);
    };
    auto const previous = Comparison::previous;
    CHECK(text(previous, "2026-03-01", "2026-04-01") == "2026-02-01 00:00 2026-03-01 00:00");
    CHECK(text(previous, "2026-01-01", "2026-04-01") == "2025-10-01 00:00 2026-01-01 00:00");
    // A week with 167 hours is compared with one of 168.
    CHECK(text(previous, "2026-03-23", "2026-03-30") == "2026-03-16 00:00 2026-03-23 00:00");
    // To date: the same times of day.
    CHECK(text(previous, "2026-06-08", "2026-06-10 16:00") == "2026-06-05 00:00 2026-06-07 16:00");
    CHECK(text(previous, "2026-03-02 06:00", "2026-03-02 09:00") ==
          "2026-03-02 03:00 2026-03-02 06:00");
    CHECK(text(Comparison::year, "2028-02-29", "2028-03-01") ==
          "2027-02-28 00:00 2027-03-01 00:00");
    CHECK(text(Comparison::year, "2026-06-01 09:30", "2026-06-02") ==
          "2025-06-01 09:30 2025-06-02 00:00");
}

TEST_CASE("A change is told only when its interval excludes 0") {
    CHECK(std::string{report::change_of(Proportion{9, 10}, Proportion{3, 10})->verdict()} ==
          "higher");
    CHECK(std::string{report::change_of(Proportion{3, 10}, Proportion{9, 10})->verdict()} ==
          "lower");
    CHECK(std::string{report::change_of(Proportion{6, 10}, Proportion{5, 10})->verdict()} ==
          "cannot tell yet");
    CHECK(!report::change_of(Proportion{1, 1}, Proportion{0, 0}));
}

TEST_CASE("Deadlines are missed when too few clocks end before them") {
    using Values = std::vector<std::int64_t>;
    auto const missed = [](Values const &due, Values const &ended, int weeks) {
        return report::expected(due, ended, weeks).missed;
    };
    // One a week ends at 100 and one at 200.
    Values const ended{100, 100, 200, 200};
    CHECK(missed({150, 250}, ended, 2) == 0);
    CHECK(missed({50, 250}, ended, 2) == 1);
    CHECK(missed({100, 150, 160, 250}, ended, 2) == 2);
    CHECK(missed({10, 20}, {}, 2) == 2);
    CHECK(missed({}, ended, 2) == 0);
    CHECK(report::expected({}, ended, 2).done == 2.0);
    CHECK(report::expected(Values{10}, {}, 0).missed == 0);  // nothing is known
}

TEST_CASE("A limit of a column names the rows that cross it") {
    Table table;
    table.columns = {{"channel", ""}, {"", "Channel"}, {"n", "n"}, {"share", ""}, {"median_s", ""}};
    table.rows = {{std::string{"phone"}, std::string{"Phone"}, std::int64_t{7}, Share{0.5},
                   Worked{Seconds{7200}}},
                  {std::string{"email"}, std::string{"E-mail"}, std::int64_t{9}, Cell{}, Cell{}}};
    auto const lines = [&](std::string_view text) {
        std::string all;
        for (auto const &line : report::crossings(table, report::read_column_limit(text)))
            all += line + "\n";
        return all;
    };
    CHECK(lines("share<90%") == "phone: share is 0.5: share<90%\n");
    CHECK(lines("share<=0.5") == "phone: share is 0.5: share<=0.5\n");
    CHECK(lines("share<0.5").empty());
    CHECK(lines("n>7") == "email: n is 9: n>7\n");
    CHECK(lines("n>=7") == "phone: n is 7: n>=7\nemail: n is 9: n>=7\n");
    CHECK(lines("median_s>1h") == "phone: median_s is 7200: median_s>1h\n");
    CHECK(lines("median_s>2h").empty());
    for (auto const *wrong : {"share", "share<", "<3", "share<x", "share<1bd", "share=3"})
        CHECK_THROWS_WITH(report::read_column_limit(wrong), doctest::Contains("is not a limit"));
    CHECK_THROWS_WITH(lines("shar<1"), doctest::Contains("(did you mean \"share\"?)"));
    CHECK_THROWS_WITH(lines("channel<1"), doctest::Contains("holds no numbers"));
}
