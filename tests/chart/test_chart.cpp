#include "odd.hpp"
#include "sample.hpp"
#include <dcc/chart/markup.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <regex>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

std::size_t count_of(std::string const &text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::string drawn(Chart const &chart, std::string const &language = "en") {
    return svg(chart, labels_in(language), "c1");
}

// The texts of the drawing that are seen.
std::vector<std::string> texts_of(std::string const &drawing) {
    static std::regex const pattern{"<text [^>]*>(?:<title>[^<]*</title>)?([^<]*)</text>"};
    std::vector<std::string> texts;
    for (std::sregex_iterator at{drawing.begin(), drawing.end(), pattern}, end; at != end; ++at)
        texts.push_back((*at)[1]);
    return texts;
}

// The data of the paths that have this in them: of those of a class, or all.
std::vector<std::string> paths_of(std::string const &drawing, std::string_view with) {
    std::vector<std::string> paths;
    auto const end = std::string{"/>"};
    for (auto at = drawing.find("<path "); at != drawing.npos;
         at = drawing.find("<path ", at + 1)) {
        auto const path = drawing.substr(at, drawing.find(end, at) - at);
        auto const data = path.find(" d=\"") + 4;
        if (has(path, with)) paths.push_back(path.substr(data, path.size() - data - 1));
    }
    return paths;
}

// The numbers of all paths, and the places of all texts, lie in the drawing, with some room for
// what is at its edge.
void check_inside(std::string const &drawing) {
    static std::regex const box{"viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\""};
    std::smatch size;
    REQUIRE(std::regex_search(drawing, size, box));
    auto const width = std::stod(size[1]);
    auto const height = std::stod(size[2]);
    static std::regex const place{"<text x=\"([-0-9.]+)\" y=\"([-0-9.]+)\""};
    for (std::sregex_iterator at{drawing.begin(), drawing.end(), place}, end; at != end; ++at) {
        CHECK(std::stod((*at)[1]) >= 0);
        CHECK(std::stod((*at)[1]) <= width);
        CHECK(std::stod((*at)[2]) >= 0);
        CHECK(std::stod((*at)[2]) <= height);
    }
    for (auto const &path : paths_of(drawing, "")) {
        auto least = 0.0;
        auto most = 0.0;
        for (auto const *at = path.c_str(); *at != '\0';) {
            char *next = nullptr;
            auto const number = std::strtod(at, &next);
            least = std::min(least, number);
            most = std::max(most, number);
            at = next == at ? at + 1 : next;
        }
        CHECK(least >= -8);
        CHECK(most <= std::max(width, height) + 8);
    }
}

}  // namespace

TEST_CASE("What anybody wrote stays text") {
    struct Row {
        std::string text;
        std::string escaped;
    };
    std::array<Row, 12> const table{{
        {"", ""},
        {"plain", "plain"},
        {"退款 & 换货", "退款 &amp; 换货"},
        {"<script>", "&lt;script&gt;"},
        {"\"'", "&quot;&#39;"},
        {"]]>", "]]&gt;"},
        {"&lt;", "&amp;lt;"},
        {std::string("a\0b\x1b[31m", 7), "a b [31"},
        {"\xff\xfe", "\ufffd\ufffd"},
        {"\xef\xbf\xbe\xef\xbf\xbf", "\ufffd\ufffd"},
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
        {"a\u202eb\u2066c", "a b c"},
    }};
    for (auto const &row : table) {
        CAPTURE(row.escaped);
        CHECK(chart::escape(row.text) == row.escaped);
    }
    CHECK(chart::escape("a\nb") == "a b");
    CHECK(chart::escape("a\nb\x01", true) == "a\nb ");
}

TEST_CASE("A hostile text changes no chart and no page, wherever it stands") {
    Sample const hostile{"en", hostile_text};
    for (auto const &chart : hostile.charts()) {
        auto const drawing = drawn(chart);
        CHECK_FALSE(has(drawing, "<script"));
        CHECK_FALSE(has(drawing, "<img"));
        CHECK(count_of(drawing, "</svg>") == 1);
    }
    auto const page = html(hostile.page(), labels_in("en"), Zone::load("Asia/Shanghai"));
    for (auto const *part : {"<script", "<img", "\x01", "\xff", "\u202e"})
        CHECK_FALSE(has(page, part));
    CHECK(has(page, "&lt;script&gt;document.title=&#39;broken&#39;&lt;/script&gt;"));

    // Titles of all kinds, names of series and periods, notes.
    Page all{hostile_text, hostile_text, {}, {}, {hostile_text.c_str()}, hostile_text};
    all.cards = {{hostile_text, hostile_text, hostile_text, {}, {}}};
    LineChart lines{hostile_text, {hostile_text}, {hostile_text, hostile_text}, {}};
    lines.periods = {{hostile_text, {Value{1}, Value{2}}}};
    Table const table{{{"a", hostile_text}}, {{hostile_text}}, hostile_text, {}};
    all.sections = {{hostile_text,
                     hostile_text,
                     {Figure{lines, table, hostile_text, {}}, TitledTable{hostile_text, table},
                      TitledTable{hostile_text, {{}, {}, hostile_text, {}}},
                      Sheet{table, {{"part", hostile_text, table}}}}}};
    auto const plain = html(Page{all}, labels_in("en"), Zone::load("UTC"));
    CHECK_FALSE(has(plain, "<script"));
    CHECK_FALSE(has(plain, "<img"));
}

TEST_CASE("The same input gives the same bytes") {
    for (std::string const language : {"zh", "en"}) {
        Sample const sample{language, "x"};
        auto const zone = Zone::load("Asia/Shanghai");
        CHECK(html(sample.page(), labels_in(language), zone) ==
              html(Sample{language, "x"}.page(), labels_in(language), zone));
    }
    CHECK(drawn(line_of("L", {Value{1}, Value{2.5}})) ==
          drawn(line_of("L", {Value{1.0000001}, Value{2.5}})));
}

TEST_CASE("Each chart says what it shows in words, in the language of the page") {
    for (std::string const language : {"zh", "en"})
        for (auto const &chart : Sample{language, "x"}.charts()) {
            auto const drawing = drawn(chart, language);
            CAPTURE(drawing.substr(0, 400));
            CHECK(has(drawing, "role=\"img\" aria-labelledby=\"c1t c1d\""));
            CHECK(has(drawing, "<title id=\"c1t\">" + chart::escape(title_of(chart)) + "</title>"));
            static std::regex const description{"<desc id=\"c1d\">[^<{}]{15,}</desc>"};
            CHECK(std::regex_search(drawing, description));
        }
    CHECK(has(drawn(Sample{"en", "x"}.control()), "2026-W01 to 2026-W30; outside the limits: 2."));
    CHECK(has(drawn(Sample{"zh", "x"}.control(), "zh"), "共 30 期，超出控制限 2 期。"));
}

TEST_CASE("Odd data is drawn inside of the drawing, or said to be none") {
    for (auto const &odd : odd_charts())
        for (std::string const language : {"zh", "en"}) {
            CAPTURE(odd.name);
            auto const drawing = drawn(odd.chart, language);
            check_inside(drawing);
            CHECK_FALSE(has(drawing, "nan"));
            CHECK_FALSE(has(drawing, "inf"));
            bool const empty =
                odd.name.starts_with("no ") || odd.name.find("without") != odd.name.npos;
            CHECK(has(drawing, labels_in(language).text(wording::PageLabel::no_data)) == empty);
        }
    for (auto const &chart : Sample{"zh", std::string(200, 'W')}.charts())
        check_inside(drawn(chart, "zh"));
}

TEST_CASE("What is left out is said") {
    std::vector<Bar> bars;
    for (int i = 0; i < 60; ++i) bars.push_back({"b" + std::to_string(i), Value{1.0 + i}});
    auto const words = texts_of(drawn(bars_of("Many", bars)));
    CHECK(std::ranges::count(words, "Drawn: 20 of 60. The table has all.") == 1);
    CHECK(std::ranges::count(words, "b19") == 1);
    CHECK(std::ranges::count(words, "b20") == 0);
    bars.resize(20);
    for (auto const &word : texts_of(drawn(bars_of("Few", bars)))) CHECK_FALSE(has(word, "Drawn"));
    LineChart lines{"L", {}, {"a", "b", "c", "d", "e", "f", "g"}, {}};
    lines.periods = {{"p", std::vector<std::optional<Value>>(7, Value{1})}};
    auto const line_words = texts_of(drawn(lines));
    CHECK(std::ranges::count(line_words, "Drawn: 6 of 7. The table has all.") == 1);
    // No part of a sum is left out: those after the fifth are one.
    StackedBars stack{"S", {"", Unit::count}, {"a", "b", "c", "d", "e", "f", "g"}, {}};
    stack.bars = {{"x", std::vector<std::optional<Value>>(7, Value{2})}};
    auto const stack_words = texts_of(drawn(stack));
    CHECK(std::ranges::count(stack_words, "f, g") == 1);
    CHECK(std::ranges::count(stack_words, "14") == 1);
}

TEST_CASE("A text that is shortened has the whole of it on demand") {
    std::string const name = "保修期内上门维修服务（含异地网点派工及备件调拨）";
    auto const drawing = drawn(bars_of("B", {{name, Value{1}}, {"short", Value{2}}}));
    CHECK(has(drawing, "<title>" + name + "</title>保修期内上门"));
    CHECK(has(drawing, "…</text>"));
    CHECK(has(drawing, ">short</text>"));
}

TEST_CASE("Points outside of control limits differ by their shape") {
    auto const within = ControlPoint{"a", 5, ControlLimits{5, 2, 8}, false};
    auto const at_limit = ControlPoint{"b", 8, ControlLimits{5, 2, 8}, false};
    auto const above = ControlPoint{"c", 8.5, ControlLimits{5, 2, 8}, false};
    auto const below = ControlPoint{"d", 1, ControlLimits{5, 2, 8}, false};
    auto const unlimited = ControlPoint{"e", 99, {}, false};
    auto const marked = [](std::vector<ControlPoint> points) {
        auto const drawing = drawn(ControlChart{"C", {}, std::move(points)});
        auto const paths = paths_of(drawing, "f-alarm");  // of the legend, then of the points
        return paths.empty() ? 0 : count_of(paths.back(), "M");
    };
    CHECK(marked({within, at_limit, unlimited}) == 0);
    CHECK(marked({within, above}) == 1);
    CHECK(marked({above, within, below}) == 2);
    auto const changed =
        drawn(ControlChart{"C", {}, {within, {"f", 5, ControlLimits{5, 2, 8}, true}}});
    CHECK(has(changed, ">change</text>"));
    CHECK_FALSE(has(drawn(ControlChart{"C", {}, {within}}), ">change</text>"));
}

TEST_CASE("A line has a gap where nothing is known") {
    auto const pieces = [](std::vector<std::optional<Value>> const &values) {
        return count_of(paths_of(drawn(line_of("L", values)), "k-s1").at(0), "M");
    };
    CHECK(pieces({Value{1}, Value{2}, Value{3}}) == 1);
    CHECK(pieces({Value{1}, {}, Value{3}}) == 2);
    CHECK(pieces({{}, Value{1}, {}, {}, Value{3}, Value{4}, {}}) == 2);
}

TEST_CASE("Axes have round ticks in their unit, and numbers the form of the language") {
    auto const ticks = [](double most, Unit unit, std::string const &language = "en") {
        auto words = texts_of(drawn(line_of("L", {Value{most}}, {"", unit}), language));
        words.pop_back();  // the period
        return words;
    };
    using Words = std::vector<std::string>;
    CHECK(ticks(1, Unit::share) ==
          Words{"0\u00a0%", "20\u00a0%", "40\u00a0%", "60\u00a0%", "80\u00a0%", "100\u00a0%"});
    CHECK(ticks(1, Unit::share, "zh") == Words{"0%", "20%", "40%", "60%", "80%", "100%"});
    CHECK(ticks(0.012, Unit::share) ==
          Words{"0.0\u00a0%", "0.5\u00a0%", "1.0\u00a0%", "1.5\u00a0%"});
    CHECK(ticks(3, Unit::count) == Words{"0", "1", "2", "3"});
    CHECK(ticks(2, Unit::number) == Words{"0", "0.5", "1.0", "1.5", "2.0"});
    CHECK(ticks(45000, Unit::count) ==
          Words{"0", "10,000", "20,000", "30,000", "40,000", "50,000"});
    CHECK(ticks(45000, Unit::count, "zh") == Words{"0", "1万", "2万", "3万", "4万", "5万"});
    CHECK(ticks(2.5e6, Unit::count) == Words{"0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M"});
    CHECK(ticks(7200, Unit::span) == Words{"0", "30m", "1h", "1h\u00a030m", "2h"});
    CHECK(ticks(7200, Unit::span, "zh") == Words{"0", "30分", "1小时", "1小时30分", "2小时"});
    CHECK(ticks(4 * 86400, Unit::span) == Words{"0", "1d", "2d", "3d", "4d"});
    CHECK(ticks(100 * 3600, Unit::worked) == Words{"0", "20h", "40h", "60h", "80h", "100h"});
    CHECK(ticks(-3, Unit::count) == Words{"−3", "−2", "−1", "0"});

    auto const text = [](double value, Unit unit) {
        return value_text(value, unit, labels_in("en"));
    };
    CHECK(text(1234, Unit::count) == "1,234");
    CHECK(text(-0.001, Unit::number) == "0.00");
    CHECK(text(-1234.5, Unit::number) == "−1,234.50");
    CHECK(text(0.934, Unit::share) == "93.4\u00a0%");
    CHECK(text(187200, Unit::span) == "2d\u00a04h");
    CHECK(text(187200, Unit::worked) == "52h");
    CHECK(value_text({}, Unit::count, labels_in("en")) == "–");
}

TEST_CASE("Names of periods do not cover each other, and the last one is there") {
    for (std::size_t const count : {1U, 5U, 12U, 26U, 53U, 60U}) {
        LineChart chart{"L", {}, {"a"}, {}};
        for (auto const &week : weeks(count)) chart.periods.push_back({week, {Value{1}}});
        auto const words = texts_of(drawn(chart));
        auto const shown = std::ranges::count_if(
            words, [](std::string const &word) { return word.find("-W") != word.npos; });
        CHECK(shown >= 1);
        CHECK(shown <= 6);
        CHECK(std::ranges::count(words, weeks(count).back()) == 1);
    }
}

TEST_CASE("Twelve charts are small") {
    std::size_t size = 0;
    for (std::string const language : {"zh", "en"})
        for (auto const &chart : Sample{language, "x"}.charts())
            size += drawn(chart, language).size();
    CHECK(size < 75'000);
    for (auto const &odd : odd_charts()) {
        CAPTURE(odd.name);
        CHECK(drawn(odd.chart).size() < 150'000);
    }
}
