#include "english.hpp"
#include <dcc/base/error.hpp>
#include <dcc/wording/languages.hpp>
#include <dcc/wording/page_labels.hpp>

#include <cmath>
#include <limits>
#include <set>

#include <doctest/doctest.h>

using namespace dcc;
using wording::PageLabel;
using wording::PageLabels;

namespace {

// The same of the labels, without the place of the first fault.
std::string label_faults_with(std::string_view old, std::string_view fresh) {
    auto const lines = faults_with<PageLabels>(old, fresh);
    return lines.substr(lines.empty() ? 0 : lines.find(": ") + 2);
}

// The placeholders of a label: what is filled in for them is seen.
std::set<std::string> placeholders_of(PageLabels const &labels, PageLabel label) {
    wording::Values values;
    for (auto const *name :
         {"count", "total", "value", "low", "high", "first", "last", "names", "outside"})
        values[name] = "<" + std::string{name} + ">";
    auto const text = labels.text(label, values);
    std::set<std::string> found;
    for (auto const &row : values)
        if (text.find(row.second) != text.npos) found.insert(row.first);
    return found;
}

}  // namespace

TEST_CASE("The labels of all languages are complete and say the same things") {
    auto const en = wording::load_page_labels(test_share, "en");
    for (auto const &language : wording::Languages{test_share}.names()) {
        CAPTURE(language);
        auto const labels = wording::load_page_labels(test_share, language);
        CHECK(labels.language() == language);
        for (auto const &row : wording::page_label_words) {
            CAPTURE(row.second);
            CHECK(placeholders_of(labels, row.first) == placeholders_of(en, row.first));
        }
    }
}

TEST_CASE("Numbers and durations are written as people of the language write them") {
    auto const en = wording::load_page_labels(test_share, "en");
    auto const zh = wording::load_page_labels(test_share, "zh");
    CHECK(en.number(0, 0) == "0");
    CHECK(en.number(999, 0) == "999");
    CHECK(en.number(1000, 0) == "1,000");
    CHECK(en.number(-1234567.891, 2) == "−1,234,567.89");
    CHECK(en.number(-0.004, 2) == "0.00");
    CHECK(en.number(999999999999999, 0) == "999,999,999,999,999");
    CHECK(en.number(1e15, 0) == "1.00e+15");
    CHECK(en.number(std::nan(""), 0) == "–");
    CHECK(en.number(-std::numeric_limits<double>::infinity(), 0) == "–");
    CHECK(en.percent(0.9345, 1) == "93.5\u00a0%");
    CHECK(zh.percent(1, 0) == "100%");
    CHECK(en.large_unit(999999).name.empty());
    CHECK(en.large_unit(-1e6).name == "M");
    CHECK(zh.large_unit(10000).name == "万");
    CHECK(zh.large_unit(1e9).name == "亿");
    CHECK(zh.large_unit(1e15).size == 1);
    CHECK(en.span(Seconds{0}) == "0s");
    CHECK(en.span(Seconds{187500}) == "2d\u00a04h");
    CHECK(zh.span(Seconds{187500}) == "2天4小时");
    CHECK(zh.span(Seconds{-90}) == "−1分30秒");
    CHECK(zh.worked(Seconds{187500}) == "52小时5分");
    CHECK(zh.list({"a", "b"}) == "a、b");
}

TEST_CASE("What the labels lack, or have wrong, is told") {
    CHECK(label_faults_with("skip = ", "skipp = ").find("labels: skip is missing\n") == 0);
    CHECK(label_faults_with("[labels]", "[lables]") == "[labels] is missing\n");
    CHECK(label_faults_with("[numbers]", "[nummers]") == "[numbers] is missing\n");
    CHECK(label_faults_with("n = {count}", "n = {cuont}") ==
          "labels: sample: unknown placeholder \"cuont\" (did you mean \"count\"?)\n");
    CHECK(label_faults_with("day = \"{number}d\"", "day = \"{numbr}d\"") ==
          "numbers: day: unknown placeholder \"numbr\" (did you mean \"number\"?)\n");
    CHECK(label_faults_with("size = 1000000000", "size = 1000") ==
          "large \"bn\": size must be above that of the unit before\n");
    CHECK(label_faults_with(", size = 1000000 ", "") == "large \"M\": size is missing\n");
    CHECK(label_faults_with("group = \",\"", "group = 3") != "");
    CHECK_THROWS_WITH_AS(wording::load_page_labels(test_share, "de"), doctest::Contains("de.toml"),
                         Error);
    // The catalogue of the same file is not complete either.
    auto text = english;
    text.replace(text.find("skip = "), 7, "skipp = ");
    std::vector<Finding> findings;
    wording::Catalogue::read(text, "languages/en.toml", "en", findings);
    CHECK(findings.size() == 2);
}
