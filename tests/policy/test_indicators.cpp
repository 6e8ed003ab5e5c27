#include "sample.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string indicator(std::string const &keys) {
    return sample + "[[indicator]]\nid = \"one\"\n" + keys + "\n";
}

bool says_of_indicator(std::string const &keys, std::string_view what) {
    return says(indicator(keys), what);
}

}  // namespace

TEST_CASE("Indicators are read in the units of their measures") {
    auto const loaded =
        load(indicator("measure = \"csat\"\nwarning = \"< 80%\"\ncritical = \"<70.5%\"\n"
                       "days = 7\nleast = 20") +
             "[[indicator]]\nid = \"two\"\nmeasure = \"resolution_time\"\ncritical = \"> 1h30m\"\n"
             "[[indicator]]\nid = \"three\"\nmeasure = \"nps\"\nwarning = \"< -10\"\n");
    REQUIRE_FALSE(loaded.has_errors());
    auto const &indicators = loaded.policy.reports.indicators;
    REQUIRE(indicators.size() == 3);
    CHECK(indicators[0].days == 7);
    CHECK(indicators[0].least == 20);
    CHECK(indicators[0].warning->value == doctest::Approx(0.8));
    CHECK(indicators[0].critical->value == doctest::Approx(0.705));
    CHECK(indicators[0].critical->is_crossed_by(0.7));
    CHECK_FALSE(indicators[0].critical->is_crossed_by(0.71));
    CHECK(indicators[1].critical->above);
    CHECK(indicators[1].critical->value == 5400);
    CHECK(indicators[2].warning->value == -10);
}

TEST_CASE("What is wrong with an indicator is said, with what was meant") {
    CHECK(says_of_indicator("measure = \"opend\"",
                            "unknown measure \"opend\" (did you mean \"opened\"?)"));
    CHECK(says_of_indicator("days = 1", "measure is missing"));
    CHECK(says_of_indicator("measure = \"late\"\nwarning = \"5\"",
                            "begins with neither \">\" nor \"<\""));
    CHECK(says_of_indicator("measure = \"late\"\nwarning = \"> 5x\"", "\"5x\" is not a number"));
    CHECK(says_of_indicator("measure = \"late\"\nwarning = \"> nan\"", "\"nan\" is not a number"));
    CHECK(says_of_indicator("measure = \"csat\"\nwarning = \"< 0.8\"",
                            "is not a share such as \"90%\""));
    CHECK(says_of_indicator("measure = \"csat\"\nwarning = \"< 101%\"",
                            "is not a share from 0% to 100%"));
    CHECK(says_of_indicator("measure = \"resolution_time\"\nwarning = \"> 2bd\"",
                            "business days differ"));
    CHECK(says_of_indicator("measure = \"late\"\nwarning = \"> 9\"\ncritical = \"> 5\"",
                            "it is less severe than warning"));
    CHECK(says_of_indicator("measure = \"late\"\nwarning = \"> 9\"\ncritical = \"< 5\"",
                            "the same sign"));
    CHECK(says_of_indicator("measure = \"late\"\ndays = 0", "days"));
    CHECK(says_of_indicator("measure = \"late\"\n[[indicator]]\nid = \"one\"\nmeasure = \"open\"",
                            "\"one\" is there twice"));
}
