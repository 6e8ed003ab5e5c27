#include "../support/temp_dir.hpp"
#include "english.hpp"
#include <dcc/base/error.hpp>
#include <dcc/policy/templates.hpp>
#include <dcc/wording/languages.hpp>

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

using namespace dcc;
using wording::Catalogue;
using wording::Languages;

namespace {

// The line number of a text in the English catalogue.
std::string place_of(std::string_view line) {
    auto const at = english.find(line);
    REQUIRE(at != std::string::npos);
    auto const before = std::string_view{english}.substr(0, at);
    return "languages/en.toml:" + std::to_string(std::ranges::count(before, '\n') + 1) + ":";
}

}  // namespace

TEST_CASE("The catalogues of all languages are sound and complete") {
    Languages languages{test_share};
    CHECK(languages.names() == std::vector<std::string>{"zh", "en"});
    for (auto const &finding : languages.check()) CHECK(finding.text() == "");
    for (auto const &language : languages.names()) {
        CAPTURE(language);
        auto const &catalogue = languages.in(language);
        CHECK(catalogue.language() == language);
        for (auto const &row : message_kind_words) {
            auto const kind = row.first;
            CAPTURE(row.second);
            auto const &text = catalogue.message(kind);
            // Every message says which case it is about, and what it is there to say.
            CHECK(text.subject.find("{case}") != std::string::npos);
            for (auto const placeholder : placeholders_of(kind)) {
                bool const own = placeholder == "body" || placeholder == "promised" ||
                                 placeholder == "was_promised" || placeholder == "reason" ||
                                 placeholder == "token" || placeholder == "closes";
                if (own) CHECK(text.body.find(placeholder) != std::string::npos);
            }
        }
        CHECK(catalogue.message(MessageKind::acknowledgement).body.find("{expected}") !=
              std::string::npos);
        // An acknowledgement asks for what is missing too.
        for (auto const kind : {MessageKind::acknowledgement, MessageKind::missing})
            CHECK(catalogue.message(kind).body.find("{missing}") != std::string::npos);
        // A complaint that a survey opens says what it is about.
        for (auto const *name : {"{case}", "{subject}"})
            CHECK(catalogue.text(wording::Phrase::complaint).find(name) != std::string::npos);
    }
}

TEST_CASE("Lists and times are written as people of the language write them") {
    Languages languages{test_share};
    auto const &zh = languages.in("zh");
    auto const &en = languages.in("en");
    CHECK(en.list({}) == "");
    CHECK(en.list({en.fact("order_no")}) == "the order number");
    CHECK(en.list({en.fact("order_no"), "x"}) == "the order number, x");
    CHECK(zh.list({zh.fact("order_no"), "x"}) == "订单号、x");
    auto const zone = Zone::load("Asia/Shanghai");
    auto const saturday = *parse_rfc3339("2026-11-21T08:05:00Z");
    CHECK(zh.time(zone, saturday) == "2026年11月21日（星期六）16:05");
    auto const sunday = *parse_rfc3339("2026-11-21T16:05:00Z");
    CHECK(en.time(zone, sunday) == "Sunday, 22 November 2026 at 00:05");
    CHECK(zh.time(zone, *parse_rfc3339("2026-01-04T16:05:00Z")) == "2026年1月5日（星期一）00:05");
}

TEST_CASE("A language without a catalogue is told, or another one stands in for it") {
    Languages languages{test_share};
    CHECK_THROWS_AS(languages.in("de"), Error);
    CHECK(languages.in("de", "zh").language() == "zh");
    CHECK(languages.in("", "zh").language() == "zh");
    CHECK(languages.in("en", "zh").language() == "en");
}

TEST_CASE("What a catalogue lacks, or has wrong, is told with its place") {
    CHECK(faults_with<Catalogue>("you = \"you\"\n", "") ==
          place_of("[phrases]") + "1: phrases: you is missing\n");
    CHECK(faults_with<Catalogue>("[status]", "[statos]") ==
          "languages/en.toml:1:1: [status] is missing\n" + place_of("[status]") +
              "2: unknown key \"statos\" (did you mean \"status\"?)\n");
    CHECK(faults_with<Catalogue>("triaged = ", "triage = ") ==
          place_of("[status]") + "1: status: triaged is missing\n" + place_of("triaged = ") +
              "1: status: unknown key \"triage\" (did you mean \"triaged\"?)\n");
    CHECK(faults_with<Catalogue>("order_no = \"the order number\"", "") ==
          place_of("[facts]") + "1: facts: order_no is missing\n");
    CHECK(faults_with<Catalogue>("with {case}: {subject}", "with {caze}") ==
          place_of("complaint = ") +
              "13: phrases: complaint: unknown placeholder \"caze\" (did you mean \"case\"?)\n");
    CHECK(faults_with<Catalogue>("{clock}", "{clok}") ==
          place_of("format = ") +
              "10: time: format: unknown placeholder \"clok\" (did you mean \"clock\"?)\n");
    CHECK(faults_with<Catalogue>("\"Monday\", ", "") ==
          place_of("weekdays = ") + "12: time: weekdays has 6 names, not 7\n");
    CHECK(faults_with<Catalogue>("keep your survey code in it: {token}", "{tokn}")
              .find("survey: body: unknown placeholder \"tokn\" (did you mean \"token\"?)\n") !=
          std::string::npos);
}

TEST_CASE("A catalogue that is wrong is not used") {
    TempDir const dir;
    std::filesystem::create_directories(dir / "languages");
    std::ofstream{dir / "languages/de.toml"} << "[survey]\nsubject = \"{case}\"\n"
                                                "body = \"{tokn}\"\n";
    Languages languages{dir / "."};
    CHECK(languages.names() == std::vector<std::string>{"de"});
    CHECK_THROWS_WITH_AS(
        languages.in("de"),
        doctest::Contains("languages/de.toml:3:8: survey: body: unknown placeholder \"tokn\" (did "
                          "you mean \"token\"?)"),
        Error);
    CHECK_THROWS_WITH_AS(languages.in("de"), doctest::Contains("[result] is missing"), Error);
    CHECK_FALSE(languages.check().empty());
}
