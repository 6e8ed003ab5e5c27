#include "sample.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("skills have levels, as a list or as a table") {
    auto const levels = [](std::string const &skills) {
        auto const loaded =
            load(sample_with("skills = [\"billing\"]\nabsent", "skills = " + skills + "\nabsent"));
        CHECK_FALSE(loaded.has_errors());
        return loaded.policy.staff.front().skills;
    };
    CHECK(levels("[\"billing\"]") == std::vector<Skill>{{"billing", 1}});
    CHECK(levels("[\"billing:3\", \"phones\"]") ==
          std::vector<Skill>{{"billing", 3}, {"phones", 1}});
    CHECK(levels("{ billing = 2 }") == std::vector<Skill>{{"billing", 2}});
    CHECK(Skill{"billing", 3}.text() == "billing:3");
    for (auto const *wrong :
         {"[\"billing:0\"]", "[\"billing:10\"]", "[\"billing:\"]", "[\"billing:x\"]", "[\"a b\"]",
          "{ billing = 0 }", "{ billing = \"x\" }", "[\"a\", \"a:2\"]"})
        CHECK(load(sample_with("skills = [\"billing\"]\nabsent",
                               "skills = " + std::string{wrong} + "\nabsent"))
                  .has_errors());
}

TEST_CASE("mistakes about who works with whom are reported") {
    CHECK(says(sample + "[[raci]]\nstep = \"resolv\"\nresponsible = \"wang\"\n"
                        "accountable = \"wang\"\n",
               "step: \"resolv\" is none of"));
    CHECK(says(sample + "[[raci]]\nstep = \"resolve\"\nresponsible = \"wnag\"\n"
                        "accountable = \"wang\"\n",
               "responsible: unknown person or team \"wnag\" (did you mean \"wang\"?)"));
    CHECK(says(sample + "[[raci]]\nstep = \"resolve\"\nresponsible = \"front\"\n"
                        "accountable = [\"front\", \"wang\"]\n",
               "accountable must be one person or team"));
    CHECK(says(sample + "[[raci]]\nstep = \"resolve\"\naccountable = \"wang\"\n",
               "responsible is missing"));
    CHECK(says(sample + "[handover]\nrequired = [\"a b\"]\n", "required: \"a b\" is no name"));
    CHECK(says(sample + "[[handover.rules]]\nteam = [\"back\"]\nrequired = [\"a\"]\n",
               "unknown team \"back\""));
    CHECK(says(sample + "[[handover.rules]]\nteam = [\"front\"]\n", "required is missing"));
    CHECK(says(sample_with("skills = [\"billing\"]\nabsent",
                           "substitute = \"wnag\"\nskills = [\"billing\"]\nabsent"),
               "unknown person \"wnag\""));
    CHECK(says(sample_with("skills = [\"billing\"]\nabsent",
                           "substitute = \"wang\"\nskills = [\"billing\"]\nabsent"),
               "nobody stands in for themselves"));
    CHECK(says(sample_with("default = {", "weights = { urgent = 0 }\ndefault = {"), "weights"));
    CHECK(says(sample_with("default = {", "weights = { urgen = 2 }\ndefault = {"),
               "unknown key \"urgen\""));
}

TEST_CASE("what can never be dispatched is pointed out") {
    CHECK(hints_at(sample_with("skills = [\"billing\"]\nabsent",
                               "capacity = 0\nskills = [\"billing\"]\nabsent"),
                   "staff \"wang\": capacity 0"));
    auto const with_zhao = [](std::string const &of_zhao, std::string const &of_wang) {
        return sample_with("skills = [\"billing\"]\nabsent",
                           of_wang + "skills = [\"billing\"]\nabsent") +
               "[[staff]]\nid = \"zhao\"\nname = \"Zhao\"\nteam = \"front\"\n"
               "roles = [\"agent\"]\n" +
               of_zhao;
    };
    CHECK(hints_at(with_zhao("substitute = \"wang\"\n", "substitute = \"zhao\"\n"),
                   "staff \"wang\": substitutes in a ring (wang → zhao → wang)"));
    CHECK_FALSE(hints_at(with_zhao("substitute = \"wang\"\n", ""), "ring"));
}

TEST_CASE("the quality form has criteria, and grades of faults with their paths") {
    auto const with_quality = [](std::string const &section) { return sample + section; };
    auto const loaded = load(with_quality(R"([quality]
items = [{ id = "tone" }, { id = "solution", points = 10 }]
grades = [{ id = "general", path = ["talk"] }, { id = "major", path = ["talk", "report"] }]
)"));
    REQUIRE_FALSE(loaded.has_errors());
    auto const &quality = loaded.policy.reports.quality;
    REQUIRE(quality.items.size() == 2);
    CHECK(quality.items[0].points == 5);
    CHECK(quality.items[1].points == 10);
    REQUIRE(quality.grades.size() == 2);
    CHECK(quality.grades[1].path == std::vector<std::string>{"talk", "report"});
    CHECK(says(with_quality("[quality]\n"), "items is missing"));
    CHECK(
        says(with_quality("[quality]\nitems = [{ id = \"tone\" }, { id = \"tone\" }]\n"), "tone"));
    CHECK(says(with_quality("[quality]\nitems = [{ id = \"tone\", points = 0 }]\n"), "points"));
    CHECK(says(with_quality("[quality]\nitems = [{ id = \"a\" }]\n"
                            "grades = [{ id = \"g\", path = [\"talk\", \"talk\"] }]\n"),
               "path: \"talk\" is there twice"));
    CHECK(says(with_quality("[quality]\nitems = [{ id = \"a\" }]\n"
                            "grades = [{ id = \"g\", path = [\"two words\"] }]\n"),
               "is not a name without blanks"));
    CHECK(says(with_quality("[quality]\nitems = [{ id = \"a\" }]\ngrades = [{ id = \"g\" }]\n"),
               "no path: nothing follows such a fault"));
    CHECK(says(with_quality("[quality]\nitem = [{ id = \"a\" }]\n"), "unknown key \"item\""));
}
