#include "../support/share.hpp"
#include <dcc/wording/page_texts.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using wording::PageText;

TEST_CASE("Both languages have every text of the page, with the same placeholders") {
    auto const zh = wording::load_page_texts(test_share, "zh");
    auto const en = wording::load_page_texts(test_share, "en");
    for (auto const &entry : wording::page_text_words) {
        auto const name = std::string{entry.second};
        CAPTURE(name);
        for (auto const *key : {"desk", "from", "to", "as_of", "zone", "value", "low", "high",
                                "count", "total", "period", "measure", "first"}) {
            wording::Values const values{{key, "\x01"}};
            CHECK((zh.text(entry.first, values).find('\x01') == std::string::npos) ==
                  (en.text(entry.first, values).find('\x01') == std::string::npos));
        }
    }
    for (auto const &entry : measure_words) CHECK_FALSE(zh.title(entry.first).empty());
    CHECK(en.title(Measure::csat) == "Satisfied customers (CSAT)");
}

TEST_CASE("A file without a text, or with a wrong one, says so") {
    std::vector<Finding> findings;
    (void)wording::PageTexts::read("[page]\ntitle = \"{dsk}\"\n", "xx.toml", findings);
    std::string all;
    for (auto const &finding : findings) all += finding.text() + "\n";
    CAPTURE(all);
    CHECK(all.find("[measures] is missing") != std::string::npos);
    CHECK(all.find("dsk") != std::string::npos);
    CHECK(all.find("about is missing") != std::string::npos);
}
