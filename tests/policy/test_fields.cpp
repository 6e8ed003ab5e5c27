#include "sample.hpp"
#include <dcc/policy/own_field.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string value_of(OwnField const &field, std::string_view text) {
    return field_value(field, text).value_or("(none)");
}

OwnField of_type(FieldType type) {
    OwnField field;
    field.id = "f";
    field.type = type;
    return field;
}

}  // namespace

TEST_CASE("a number is stored without needless zeros, and nothing else is one") {
    auto const field = of_type(FieldType::number);
    for (auto const &one : std::vector<std::pair<std::string, std::string>>{
             {"5", "5"},
             {" 007.50 ", "7.5"},
             {"-0.0", "0"},
             {"0", "0"},
             {"-12.25", "-12.25"},
             {"999999999999999.123456789", "999999999999999.123456789"}})
        CHECK(value_of(field, one.first) == one.second);
    for (auto const *text : {"", "-", ".5", "5.", "1e3", "1,000", "0x1", "1000000000000000",
                             "0.1234567891", "五", "NaN"})
        CHECK(value_of(field, text) == "(none)");
}

TEST_CASE("dates, choices and answers are those that there are") {
    auto const date = of_type(FieldType::date);
    CHECK(value_of(date, "2026-02-28") == "2026-02-28");
    for (auto const *text : {"2026-02-30", "28.02.2026", "0001-01-01", "tomorrow"})
        CHECK(value_of(date, text) == "(none)");
    auto choice = of_type(FieldType::choice);
    choice.choices = {{"north", {}}, {"south", {}}};
    CHECK(value_of(choice, "north") == "north");
    CHECK(value_of(choice, "North") == "(none)");
    CHECK(wanted_value(choice) == "one of north, south");
    auto const answer = of_type(FieldType::yes_no);
    CHECK(value_of(answer, "yes") == "yes");
    CHECK(value_of(answer, "true") == "(none)");
}

TEST_CASE("a text is one visible line that matches the whole pattern") {
    auto field = of_type(FieldType::text);
    CHECK(value_of(field, "  门店 7 ") == "门店 7");
    for (auto const *text : {" ", "a\nb", "a\x07", "\u200b"})
        CHECK(value_of(field, text) == "(none)");
    CHECK(value_of(field, std::string(501, 'x')) == "(none)");
    field.pattern = "[A-Z]{2}\\d+";
    CHECK(value_of(field, "ab12") == "ab12");
    CHECK(value_of(field, "ab12x") == "(none)");
}

TEST_CASE("a policy declares fields, which rules and categories can name") {
    auto const text = sample + R"([tags]
allowed = ["VIP", "refund"]
labels = { VIP = { zh = "贵宾" } }
[[field]]
id = "region"
type = "choice"
choices = ["north", "south"]
choice_labels = { north = "North" }
[[field]]
id = "weight"
type = "number"
unit = "kg"
[[classify]]
name = "north"
case_tag = "vip"
field = { region = "north", weight = ["05.0"] }
category = "billing"
)";
    auto const loaded = load(text);
    CHECK(lines(loaded.findings) == "");
    auto const &policy = loaded.policy;
    REQUIRE(policy.fields.size() == 2);
    CHECK(title_of(policy.fields[1], "en") == "weight (kg)");
    CHECK(shown_value(policy.fields[0], "north", "en") == "North");
    CHECK(policy.classify.back().when.field.at("weight") == std::vector<std::string>{"5"});
    CHECK(policy.tags.size() == 2);
}

TEST_CASE("mistakes in tags and fields are reported at their place") {
    auto const complaint = [](std::string const &more) {
        auto const findings = load(sample + more).findings;
        return findings.empty() ? Wording{} : findings.front().message;
    };
    CHECK(complaint("[tags]\n") ==
          "tags: allowed is missing or empty; without [tags], cases may have any tags");
    CHECK(complaint("[tags]\nallowed = [\"a,b\"]\n") ==
          "tags: allowed: \"a,b\" is not a tag: it has a comma");
    CHECK(complaint("[tags]\nallowed = [\"vip\", \"VIP\"]\n") ==
          "tags: allowed: \"VIP\" is the same tag as \"vip\"");
    CHECK(complaint("[tags]\nallowed = [\"vip\"]\nlabels = { vop = \"x\" }\n") ==
          "tags: labels: unknown key \"vop\" (did you mean \"vip\"?)");
    std::string const rule = "[[classify]]\nname = \"n\"\ncategory = \"billing\"\n";
    CHECK(complaint("[tags]\nallowed = [\"vip\"]\n" + rule + "case_tag = \"vop\"\n") ==
          "classify \"n\": case_tag: [tags] allows no \"vop\" (did you mean \"vip\"?)");
    std::string const field = "[[field]]\nid = \"region\"\n";
    CHECK(complaint(field + field) == "field \"region\": already declared on line 64");
    CHECK(complaint("[[field]]\nid = \"product\"\n") ==
          "field \"product\": \"product\" is a fact that every case can have");
    CHECK(complaint("[[field]]\nid = \"a.b\"\n") ==
          "field \"a.b\": id has a dot, which separates names here");
    CHECK(complaint(field + "type = \"choise\"\n") ==
          "field \"region\": type: \"choise\" is none of \"text\", \"number\", \"date\", "
          "\"choice\", \"yes_no\"");
    CHECK(complaint(field + "type = \"choice\"\n") ==
          "field \"region\": choices is missing or empty");
    CHECK(complaint(field + "unit = \"kg\"\n") ==
          "field \"region\": unit: only a field of type \"number\" has it");
    std::string const choice = field + "type = \"choice\"\nchoices = [\"north\", \"south\"]\n";
    CHECK(complaint(choice + rule + "field = { region = \"nort\" }\n") ==
          "classify \"n\": field: region: \"nort\" is not one of north, south");
    CHECK(complaint(choice + rule + "field = { regio = \"north\" }\n") ==
          "classify \"n\": field: unknown field \"regio\" (did you mean \"region\"?)");
}
