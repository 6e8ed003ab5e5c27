#include "sample.hpp"
#include <dcc/base/digest.hpp>
#include <dcc/base/error.hpp>
#include <dcc/policy/calendar_file.hpp>
#include <dcc/policy/compiled.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

Term const &term(SlaRule const &rule, ClockKind kind) {
    return *std::ranges::find(rule.terms, kind, &Term::kind);
}

}  // namespace

TEST_CASE("a policy is read into plain values") {
    auto const loaded = load(sample);
    CHECK(lines(loaded.findings) == "");
    CHECK_FALSE(loaded.has_errors());
    auto const &policy = loaded.policy;
    CHECK(policy.desk.name == "Desk");
    CHECK(policy.desk.language == "en");
    CHECK(policy.desk.tiers == std::vector<std::string>{"normal", "gold"});
    CHECK(policy.channel("email")->in_service);
    CHECK(policy.channel("fax") == nullptr);
    CHECK(policy.priorities.front().id == "urgent");
    CHECK(policy.matrix.at({"high", "low"}) == "normal");
    CHECK(policy.person("wang")->name == "王伟");
    CHECK(policy.person("wang")->capacity == 20);
    CHECK(policy.person("wang")->absent[0].to == sys_days{2026y / 10 / 7});
    CHECK(policy.classify[0].text.patterns[0] == "退.{0,3}钱");
    auto may = rights_like("case.*");
    may.push_back(Right::intake_open);
    CHECK(policy.role("agent")->may == may);
}

TEST_CASE("the country of phone numbers is that of the currency unless it is given") {
    auto const country = [](std::string_view line) {
        return load(sample_with("guest_role = \"agent\"", line)).policy.desk.country;
    };
    CHECK(country("") == "CN");
    CHECK(country("currency = \"GBP\"") == "GB");
    CHECK(country("currency = \"EUR\"\ncountry = \"DE\"") == "DE");
}

TEST_CASE("reports suppress the rates of groups under five unless the policy has another limit") {
    CHECK(load(sample).policy.reports.least_group == 5);
    auto const limited = load(std::string{sample} + "\n[reports]\nleast_group = 10\n");
    CHECK(lines(limited.findings) == "");
    CHECK(limited.policy.reports.least_group == 10);
    CHECK(load(std::string{sample} + "\n[reports]\nleast_group = 0\n").has_errors());
    CHECK(load(std::string{sample} + "\n[reports]\nleast = 5\n").has_errors());
}

TEST_CASE("SLA rules become terms, measured ones without a target too") {
    auto const policy = load(sample).policy;
    auto const &urgent = policy.sla[0];
    CHECK(urgent.place.text() == "policy.toml:42");
    CHECK(urgent.when.priority == std::vector<std::string>{"urgent"});
    CHECK(urgent.terms.size() == 2);
    CHECK(term(urgent, ClockKind::first_response).target->seconds == 30min);
    CHECK(term(urgent, ClockKind::resolution).calendar == "24x7");
    CHECK(term(urgent, ClockKind::resolution).pauses == std::vector{State::waiting_customer});
    auto const &standard = policy.sla[1];
    CHECK(standard.when.empty());
    CHECK(standard.terms.size() == 3);
    CHECK(term(standard, ClockKind::update).target->at_close);
    CHECK(term(standard, ClockKind::update).pauses == std::vector{State::waiting_third_party});
    CHECK(term(standard, ClockKind::resolution).calendar_print ==
          digest(calendar_text(policy.calendars.at("office"))));

    auto const promise = policy.terms_of(standard);
    CHECK(promise.policy == policy.fingerprint);
    CHECK(promise.rule == "standard");
    CHECK(promise.place == "policy.toml:48");
    CHECK(promise.term(ClockKind::next_response) == nullptr);

    auto const bare = load(sample_with("first_response = \"30m\"\n", "")).policy;
    CHECK_FALSE(term(bare.sla[0], ClockKind::first_response).target.has_value());
}

TEST_CASE("a rule has the conventions that it names, and otherwise those of dcc") {
    auto const loaded = load(sample_with("update = \"1bd@close\"", R"(update = "1bd@close"
next_response = "2h"
conventions = { outside_hours = "next_opening", cutoff = "17:05:30", whole_minutes = true, until_opening = true, from_creation = ["update"], any_contact = ["update", "next_response"], silent_end_answers = true, reopening = "restart" })"));
    CHECK(lines(loaded.findings) == "");
    Conventions wanted;
    wanted.counting = {{OutsideHours::next_opening, parse_duration("17h5m30s")}, true, true};
    wanted.reopening = Reopening::restart;
    wanted.from_creation = {ClockKind::update};
    wanted.any_contact = {ClockKind::update, ClockKind::next_response};
    wanted.silent_end_answers = true;
    auto const &policy = loaded.policy;
    CHECK(policy.sla[0].conventions == Conventions{});
    CHECK(policy.sla[1].conventions == wanted);
    CHECK(policy.all_terms()[1].conventions == wanted);
    auto const again = read_compiled(compile_policy(policy));
    REQUIRE(again);
    CHECK(again->all_terms() == policy.all_terms());

    auto const staff =
        load(sample_with("first_response = \"4h\"", "conventions = { opened_by_staff = true }"));
    CHECK(lines(staff.findings) == "");
    CHECK(staff.policy.sla[1].conventions.opened_by_staff);

    auto const pausing = load(sample_with("pauses = { resolution", "pauses = { first_response"));
    CHECK(lines(pausing.findings) == "");
    CHECK(term(pausing.policy.sla[1], ClockKind::first_response).pauses ==
          std::vector{State::waiting_customer});
}

TEST_CASE("what a category leaves out is its parent's") {
    auto const policy = load(sample).policy;
    auto const *const refund = policy.category("billing.refund");
    CHECK(refund->parent == "billing");
    CHECK(refund->team == "front");
    CHECK(refund->skills == std::vector<Skill>{{"billing", 1}});
    CHECK(refund->impact == "high");
    CHECK(refund->urgency == "low");
    CHECK(refund->required == std::vector<std::string>{"order_no"});
    CHECK(load(sample_with("urgency = \"low\"\n[priorities]", "skills = []\n[priorities]"))
              .policy.category("billing.refund")
              ->skills.empty());
    CHECK(policy.is_within("billing.refund", "billing"));
    CHECK(policy.is_within("billing", "billing"));
    CHECK_FALSE(policy.is_within("billings", "billing"));
}

TEST_CASE("a person works by their own calendar, else by their team's, else always") {
    auto policy = load(sample).policy;
    auto person = *policy.person("wang");
    CHECK(policy.calendar_of(person) == "office");
    person.calendar = "24x7";
    CHECK(policy.calendar_of(person) == "24x7");
    person = {};
    CHECK(policy.calendar_of(person) == "");
}

TEST_CASE("calendars build on shared ones and on each other") {
    auto const policy = load(sample).policy;
    CHECK(policy.calendars.size() == 2);  // office and 24x7; cn is only built on
    auto const &office = policy.calendars.at("office");
    CHECK(office.zone == "Asia/Shanghai");
    CHECK(office.week[1].size() == 2);
    CHECK(office.week[0].empty());
    CHECK(office.holidays.at(sys_days{2026y / 10 / 3}) == "国庆节");
    CHECK(office.workdays.at(sys_days{2026y / 10 / 10}) == std::chrono::Monday);
    CHECK(office.table_end == sys_days{2026y / 12 / 31});
    CHECK(policy.calendars.at("24x7").zone == "Asia/Shanghai");  // the desk's
    CHECK(policy.calendar_origins.at("office").extends == "cn");
    CHECK(policy.calendar_origins.at("24x7").shared);

    auto const more = load(sample + R"([calendars.late]
extends = "office"
hours = { fri-mon = "22:00-02:00" }
holidays = [{ name = "店庆", days = [2026-11-11], workdays = { "2026-11-15" = "fri" } }]
exceptions = { "2026-12-24..2026-12-25" = ["08:00-09:00"], 2026-12-31 = [] }
[calendars.cn]
extends = "cn"
zone = "Asia/Urumqi"
)");
    CHECK_FALSE(more.has_errors());
    auto const &late = more.policy.calendars.at("late");
    CHECK(late.week[0] == DayHours{{22h, 26h}});
    CHECK(late.week[2].empty());
    CHECK(late.holidays.size() == 8);
    CHECK(late.workdays.at(sys_days{2026y / 11 / 15}) == std::chrono::Friday);
    CHECK(late.exceptions.at(sys_days{2026y / 12 / 25}) == DayHours{{8h, 9h}});
    CHECK(late.exceptions.at(sys_days{2026y / 12 / 31}).empty());
    CHECK(more.policy.calendars.at("cn").zone == "Asia/Urumqi");
    CHECK(more.policy.calendars.at("office").zone == "Asia/Urumqi");
}

TEST_CASE("the languages of a policy are those that there are catalogues for") {
    auto shared = sample_data();
    shared.languages = [] { return std::vector<std::string>{"zh", "en", "de"}; };
    auto const read = [&](std::string_view desk) {
        return read_policy(sample_with("zone = \"Asia", std::string{desk} + "\nzone = \"Asia"),
                           "policy.toml", shared);
    };
    CHECK(read("").policy.desk.languages == std::vector<std::string>{"zh", "en", "de"});
    auto const german = read("language = \"de\"\nlanguages = [\"de\", \"zh\"]").policy.desk;
    CHECK(german.language == "de");
    CHECK(german.languages == std::vector<std::string>{"de", "zh"});
    CHECK(lines(read("languages = [\"fr\"]").findings) ==
          "policy.toml:3:14: desk: unknown language \"fr\": \"zh\" or \"en\" or \"de\"\n");
    shared.languages = [] { return std::vector<std::string>{"zh"}; };
    CHECK(lines(read("").findings) == "policy.toml:1:1: desk: unknown language \"en\": \"zh\"\n");
}

TEST_CASE(
    "a label has a text for each language or one for all, and is the id where there is none") {
    auto const label = [](std::string const &text) {
        auto shared = sample_data();
        shared.languages = [] { return std::vector<std::string>{"zh", "en", "de"}; };
        auto const loaded =
            read_policy(sample_with("id = \"phone\"", "id = \"phone\"\nlabel = " + text),
                        "policy.toml", shared);
        CHECK(lines(loaded.findings) == "");
        return loaded.policy.channel("phone")->label;
    };
    auto const one = label("\"Hotline\"");
    CHECK(label_in(one, "zh", "phone") == "Hotline");
    CHECK(label_in(one, "de", "phone") == "Hotline");
    auto const two = label("{ zh = \"电话\", de = \"Telefon\" }");
    CHECK(label_in(two, "zh", "phone") == "电话");
    CHECK(label_in(two, "de", "phone") == "Telefon");
    CHECK(label_in(two, "en", "phone") == "phone");
    CHECK(complaints(sample_with("id = \"phone\"",
                                 "id = \"phone\"\nlabel = { zh = \"电话\", fr = \"x\" }"))
              .find("label: unknown key \"fr\"") != std::string::npos);
}

TEST_CASE("the fingerprint names the content, wherever the file lies") {
    auto const print = load(sample).policy.fingerprint;
    CHECK(read_policy(sample, "/etc/dcc/policy.toml", sample_data()).policy.fingerprint == print);
    CHECK(read_policy(sample, "other.toml", sample_data()).policy.fingerprint == print);
    CHECK(load(sample + "# a remark\n").policy.fingerprint != print);
    auto const other_holidays = [](std::string_view name) {
        auto text = shared_sample(name);
        if (text && name == "cn") *text += "# revised\n";
        return text;
    };
    CHECK(read_policy(sample, "policy.toml", sample_data(other_holidays)).policy.fingerprint !=
          print);
    auto const sources = load(sample).policy.sources;
    CHECK(sources.size() == 3);
    CHECK(sources[0] == event::SourceText{"policy.toml", sample});
    CHECK(sources[1].name == "calendars/24x7.toml");
    CHECK(sources[2].name == "calendars/cn.toml");
}

TEST_CASE("a shared calendar file is read by itself") {
    auto const cn = read_calendar(*shared_sample("cn"), "calendars/cn.toml", "cn");
    CHECK(cn.name == "cn");
    CHECK(cn.holidays.size() == 7);
    auto const exact = read_calendar("hours = { mon = [\"08:30:15-17:05:30\"] }\n", "x.toml", "x");
    CHECK(exact.week[1] == DayHours{{Seconds{30615}, Seconds{61530}}});
    for (auto const *wrong : {"8:30:5-9:00", "08:30:60-09:00", "08:30:00:00-09:00", "08-09",
                              "24:00:01-25:00", "08:30:-09:00", "-1:00-02:00"})
        CHECK_THROWS_AS(
            read_calendar(std::string{"hours = { mon = [\""} + wrong + "\"] }\n", "x.toml", "x"),
            Error);
    CHECK_THROWS_WITH_AS(
        read_calendar("hours = { mon = [\"9-18\"], tusday = [] }\nend = 1\n", "x.toml", "x"),
        "x.toml:1:18: calendar \"x\": hours: \"9\" is not a time of day\n"
        "x.toml:1:27: calendar \"x\": hours: \"tusday\" is not a day: sun, mon, tue, wed, thu, "
        "fri, sat\n"
        "x.toml:2:1: calendar \"x\": unknown key \"end\"",
        Error);
}

TEST_CASE("a file that cannot be read is named, with the reason") {
    CHECK_THROWS_WITH_AS(load_policy("/nowhere/policy.toml", "/nowhere"),
                         "cannot read the policy /nowhere/policy.toml: there is no such file",
                         Error);
    CHECK_THROWS_WITH_AS(load_policy("/", "/nowhere"), "cannot read the policy /: Is a directory",
                         Error);
    CHECK(lines(read_policy_file("/dev/zero", "/nowhere").findings) ==
          "zero:1:1: larger than 1 MiB\n");
}
