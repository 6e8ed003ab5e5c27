#include <dcc/base/detail/json.hpp>
#include <dcc/print/print.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::print;

namespace {

Instant at(std::string_view text) {
    return *parse_rfc3339(text);
}

// Keeps the output, and wants no more after so many pieces.
class Kept : public Sink {
  public:
    explicit Kept(std::ptrdiff_t pieces = 1000) : left_{pieces} {}
    void write(std::string_view piece) override {
        text += piece;
        --left_;
    }
    bool closed() const noexcept override { return left_ <= 0; }
    std::string text;

  private:
    std::ptrdiff_t left_;
};

Style in(Format format) {
    Style style;
    style.format = format;
    return style;
}

Table sample() {
    Table table;
    table.columns = {{"case", "Case"}, {"customer", "Customer"}, {"age_s", "Age"},
                     {"met", "Met"},   {"count", "Count"},       {"opened_at", "Opened"},
                     {"internal", ""}, {"tags", "Tags"}};
    table.rows = {
        {std::string{"C1"}, std::string{"王伟"}, Seconds{11'100}, Share{0.934}, std::int64_t{5},
         at("2026-11-21T08:00:00Z"), std::string{"x"}, std::vector<std::string>{"vip", "new"}},
        {std::string{"C42"}, std::string{"Anna"}, Cell{}, Cell{}, std::int64_t{12'345}, Cell{},
         Cell{}, std::vector<std::string>{}},
    };
    table.empty = "no cases";
    table.notes = {"basis: closed cases"};
    return table;
}

}  // namespace

TEST_CASE("text lines columns up by display width, numbers at the right") {
    CHECK(printed(sample(), in(Format::text)) ==
          "Case  Customer     Age     Met  Count  Opened            Tags\n"
          "C1    王伟      3h 05m  93.4 %      5  2026-11-21 08:00  vip, new\n"
          "C42   Anna           –       –  12345  –                 –\n"
          "\n"
          "basis: closed cases\n");
}

TEST_CASE("text is shortened to the terminal, the widest text first") {
    Table table;
    table.columns = {{"case", "Case"}, {"subject", "Subject"}, {"n", "N"}};
    table.rows = {{std::string{"C1"}, std::string{"包裹还没有到请尽快处理谢谢"}, std::int64_t{7}}};
    auto style = in(Format::text);
    style.width = 24;
    CHECK(printed(table, style) ==
          "Case  Subject          N\n"
          "C1    包裹还没有到请…  7\n");
    style.width = 1;  // keeps what a person can still read
    CHECK(printed(table, style) ==
          "Case  Subject     N\n"
          "C1    包裹还没…   7\n");
    style.width = 0;
    CHECK(printed(table, style).find("谢谢") != std::string::npos);
}

TEST_CASE("an empty table is told of unless quiet, and is empty data") {
    auto table = sample();
    table.rows.clear();
    table.notes.clear();
    CHECK(printed(table, in(Format::text)) == "no cases\n");
    auto quiet = in(Format::text);
    quiet.quiet = true;
    CHECK(printed(table, quiet).empty());
    CHECK(printed(table, in(Format::json)) == "[]\n");
    CHECK(printed(table, in(Format::jsonl)).empty());
    CHECK(printed(table, in(Format::ids)).empty());
    CHECK(printed(table, in(Format::csv)) ==
          "case,customer,age_s,met,count,opened_at,internal,tags\n");
}

TEST_CASE("colour marks the heading alone") {
    auto style = in(Format::text);
    style.color = true;
    style.quiet = true;
    Table table;
    table.columns = {{"a", "A"}};
    table.rows = {{std::string{"x"}}};
    CHECK(printed(table, style) == "\033[1mA\033[0m\nx\n");
}

TEST_CASE("hostile text drives no terminal") {
    Table table;
    table.columns = {{"a", "A"}, {"b", "B"}};
    table.rows = {{std::string{"\033[2Jx\r\ny\a\x9b"}, std::vector<std::string>{"a\033b"}}};
    auto const text = printed(table, in(Format::text));
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find('\a') == std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    auto const parsed = Json::parse(printed(table, in(Format::json)));
    CHECK(parsed[0]["a"] == "\033[2Jx\r\ny\a\ufffd");
}

TEST_CASE("JSON keeps order, kinds and exact numbers") {
    auto const text = printed(sample(), in(Format::jsonl));
    CHECK(text.substr(0, text.find('\n')) ==
          R"({"case":"C1","customer":"王伟","age_s":11100,"met":0.934,"count":5,)"
          R"("opened_at":"2026-11-21T08:00:00Z","internal":"x","tags":["vip","new"]})");
    auto const parsed = Json::parse(printed(sample(), in(Format::json)));
    REQUIRE(parsed.size() == 2);
    CHECK(parsed[1]["age_s"].is_null());
    CHECK(parsed[1]["tags"].is_array());
    CHECK(json_of(Cell{0.1}) == "0.1");
    CHECK(json_of(Cell{1.0 / 3}) == "0.3333333333333333");
    CHECK(json_of(Cell{std::nan("")}) == "null");
    CHECK(json_of(Cell{std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
    CHECK(json_of(Cell{true}) == "true");
}

TEST_CASE("a sheet that shows no field begins with its first part, without blank lines") {
    Sheet sheet;
    sheet.head.columns = {{"report", ""}};
    sheet.head.rows = {{std::string{"sla"}}};
    Table part;
    part.columns = {{"n", "N"}};
    part.rows = {{std::int64_t{1}}};
    sheet.parts.push_back({"rows", "", part});
    CHECK(printed(sheet, in(Format::text)) == "N\n1\n");
}

TEST_CASE("a part without a name is for people only") {
    Sheet sheet;
    Table part;
    part.columns = {{"n", "N"}};
    part.rows = {{std::int64_t{1}}};
    sheet.parts.push_back({"rows", "", part});
    sheet.parts.push_back({"", "Again", part});
    CHECK(printed(sheet, in(Format::text)) == "N\n1\n\nAgain\nN\n1\n");
    CHECK(printed(sheet, in(Format::jsonl)) == "{\"rows\":[{\"n\":1}]}\n");
    CHECK(printed(sheet, in(Format::csv)) == "n\n1\n");
}

TEST_CASE("a sheet is an object with its parts as arrays") {
    Sheet sheet;
    sheet.head.columns = {{"case", "Case"}, {"body", "Body"}, {"secret", ""}};
    sheet.head.rows = {{std::string{"C1"}, std::string{"one\ntwo\n"}, std::int64_t{1}}};
    Table part;
    part.columns = {{"n", "N"}};
    part.rows = {{std::int64_t{1}}, {std::int64_t{2}}};
    sheet.parts.push_back({"events", "Events", part});
    part.rows.clear();
    sheet.parts.push_back({"tasks", "Tasks", part});

    CHECK(printed(sheet, in(Format::text)) ==
          "Case:  C1\n"
          "Body:  one\n"
          "       two\n"
          "\n"
          "Events\n"
          "N\n"
          "1\n"
          "2\n");
    CHECK(printed(sheet, in(Format::json)) ==
          "{\n"
          "  \"case\": \"C1\",\n"
          "  \"body\": \"one\\ntwo\\n\",\n"
          "  \"secret\": 1,\n"
          "  \"events\": [\n"
          "    {\n"
          "      \"n\": 1\n"
          "    },\n"
          "    {\n"
          "      \"n\": 2\n"
          "    }\n"
          "  ],\n"
          "  \"tasks\": []\n"
          "}\n");
    CHECK(printed(sheet, in(Format::jsonl)) ==
          R"({"case":"C1","body":"one\ntwo\n","secret":1,"events":[{"n":1},{"n":2}],"tasks":[]})"
          "\n");
    CHECK(printed(sheet, in(Format::csv)) == "case,body,secret\nC1,\"one\ntwo\n\",1\n");
    Kept next;
    write(next, sheet, in(Format::csv), ListPlace::next);
    CHECK(next.text == "C1,\"one\ntwo\n\",1\n");
    CHECK(printed(sheet, in(Format::ids)) == "C1\n");
    Kept list;
    write(list, sheet, in(Format::json), ListPlace::first);
    write(list, sheet, in(Format::json), ListPlace::next);
    end_list(list, in(Format::json), false);
    CHECK(Json::parse(list.text).size() == 2);
    Kept none;
    end_list(none, in(Format::json), true);
    CHECK(none.text == "[]\n");
}

TEST_CASE("a note is given with what can be done, in the words of the program") {
    Table table;
    table.columns = {{"a", "A"}};
    table.rows = {{std::string{"x"}}};
    table.notes = {"one", Note{"two", Hint{"look at it"}}};
    table.partial = Note{"there are more"};
    CHECK(printed(table) == "A\nx\n\none\ntwo: look at it\nthere are more\n");
    Style own;
    own.words = [](Note const &note, Translation) { return "* " + note.text.english(); };
    CHECK(printed(table, own) == "A\nx\n\n* one\n* two\n* there are more\n");
}

TEST_CASE("a sink that needs no more is given no more rows") {
    Table table;
    table.columns = {{"a", "A"}};
    table.rows.assign(100, {std::string{"x"}});
    for (auto const format :
         {Format::text, Format::json, Format::jsonl, Format::csv, Format::tsv, Format::ids}) {
        Kept few{6};
        write(few, table, in(format));
        CHECK(few.text.size() < 50);
    }
}

TEST_CASE("CSV quotes and TSV escapes what would break a row") {
    Table table;
    table.columns = {{"a", "A"}, {"b", "B"}};
    table.rows = {{std::string{"say \"no\", twice"}, std::string{"tab\tline\nback\\"}},
                  {Cell{}, std::vector<std::string>{"x", "y"}}};
    CHECK(printed(table, in(Format::csv)) ==
          "a,b\n\"say \"\"no\"\", twice\",\"tab\tline\nback\\\"\n,x;y\n");
    CHECK(printed(table, in(Format::tsv)) ==
          "a\tb\nsay \"no\", twice\ttab\\tline\\nback\\\\\n\tx;y\n");
}

TEST_CASE("CSV for a spreadsheet is marked as UTF-8 and has no text that runs as a formula") {
    Table table;
    table.columns = {{"a", "A"}};
    auto style = in(Format::csv);
    style.spreadsheet = true;
    struct Row {
        Cell cell;
        char const *written;
    };
    Row const rows[] = {
        {std::string{"=1+1"}, "'=1+1"},
        {std::string{"+86 138"}, "'+86 138"},
        {std::string{"-1"}, "'-1"},
        {std::string{"@SUM(A1)"}, "'@SUM(A1)"},
        {std::string{"\t=1"}, "'\t=1"},
        {std::string{"\r=1"}, "\"'\r=1\""},
        {std::vector<std::string>{"=1", "x"}, "'=1;x"},
        {std::string{"=\"a\",1"}, "\"'=\"\"a\"\",1\""},
        {std::int64_t{-1}, "-1"},
        {Seconds{-60}, "-60"},
        {std::string{"a=1"}, "a=1"},
        {std::string{}, ""},
        {Cell{}, ""},
    };
    for (auto const &row : rows) {
        table.rows = {{row.cell}};
        CHECK(printed(table, style) == std::string{"\xef\xbb\xbf"
                                                   "a\n"} +
                                           row.written + "\n");
    }
}

TEST_CASE("Markdown and HTML have the same table, and no text of it means anything else") {
    Table table;
    table.columns = {{"subject", "Subject"}, {"hidden", ""}, {"count", "n < 5"}};
    table.rows = {{std::string{"<script>a|b</script> & \"*'`"}, Cell{}, std::int64_t{3}},
                  {std::string{"two\nlines\033[1m"}, Cell{}, Cell{}}};
    table.total = {{std::string{"Total"}, Cell{}, std::int64_t{3}}};
    table.notes = {"Basis: <all>"};
    Sheet sheet;
    sheet.head.columns = {{"desk", "Desk"}};
    sheet.head.rows = {{std::string{"A_B [x](y)"}}};
    sheet.parts = {{"rows", "", table}};
    CHECK(printed(sheet, in(Format::markdown)) ==
          "- **Desk:** A\\_B \\[x\\](y)\n"
          "\n"
          "| Subject | n \\< 5 |\n"
          "| --- | ---: |\n"
          "| \\<script\\>a\\|b\\</script\\> \\& \"\\*'\\` | 3 |\n"
          "| two<br>lines \\[1m | – |\n"
          "| Total | 3 |\n"
          "\n"
          "Basis: \\<all\\>\n");
    CHECK(printed(sheet, in(Format::html)) ==
          "<table>\n<tbody>\n"
          "<tr><th scope=\"row\">Desk</th><td>A_B [x](y)</td></tr>\n"
          "</tbody>\n</table>\n"
          "<table>\n<thead><tr><th scope=\"col\">Subject</th>"
          "<th scope=\"col\">n &lt; 5</th></tr></thead>\n<tbody>\n"
          "<tr><td>&lt;script&gt;a|b&lt;/script&gt; &amp; &quot;*&#39;`</td>"
          "<td class=\"number\">3</td></tr>\n"
          "<tr><td>two<br>lines [1m</td><td>–</td></tr>\n"
          "</tbody>\n<tfoot>\n"
          "<tr><td>Total</td><td class=\"number\">3</td></tr>\n"
          "</tfoot>\n</table>\n"
          "<p class=\"note\">Basis: &lt;all&gt;</p>\n");
    // The total is beside the rows in JSON, and not among them in CSV.
    CHECK(printed(sheet, in(Format::jsonl)).find("\"total\":[{\"subject\":\"Total\"") !=
          std::string::npos);
    CHECK(printed(table, in(Format::csv)).find("Total") == std::string::npos);
}

TEST_CASE("people do without spare columns where the line is narrow, and are told") {
    Table table;
    table.columns = {{"a", "First"},
                     {"b", "Second", false, 1},
                     {"c", "Third", false, 2},
                     {"d", "Fourth", false, 2}};
    table.rows = {{std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{4}}};
    auto style = in(Format::text);
    style.width = 28;
    CHECK(printed(table, style) == "First  Second  Third  Fourth\n    1       2      3       4\n");
    style.width = 27;
    CHECK(printed(table, style) ==
          "First  Second\n    1       2\n\nLeft out of the narrow line: Third, Fourth.\n");
    style.width = 5;
    CHECK(printed(table, style) ==
          "First\n    1\n\nLeft out of the narrow line: Third, Fourth, Second.\n");
}

TEST_CASE("ids are printed once each, whatever repeats them") {
    Table table{{{"case", "Case"}, {"clock", "Clock"}}, {}, {}, {}};
    for (auto const *id : {"C1", "C1", "C2", "C1", "", "C3"})
        table.rows.push_back({std::string{id}, std::string{"x"}});
    CHECK(printed(table, in(Format::ids)) == "C1\nC2\nC3\n");
    table.rows = {{std::vector<std::string>{"C1", "C2"}}, {std::vector<std::string>{"C2", "C3"}}};
    CHECK(printed(table, in(Format::ids)) == "C1\nC2\nC3\n");
}

TEST_CASE("ids are the first column, a line each") {
    CHECK(printed(sample(), in(Format::ids)) == "C1\nC42\n");
}

TEST_CASE("a column without a title is for programs, one without a name for people") {
    Table table;
    table.columns = {{"", "Clock"}, {"clock", ""}, {"due", "Due"}};
    table.rows = {{std::string{"handoff"}, std::string{"h1"}, std::int64_t{3}}};
    CHECK(printed(table, in(Format::text)) == "Clock    Due\nhandoff    3\n");
    CHECK(printed(table, in(Format::jsonl)) == "{\"clock\":\"h1\",\"due\":3}\n");
    CHECK(printed(table, in(Format::csv)) == "clock,due\nh1,3\n");
}
