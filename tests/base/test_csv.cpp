#include <dcc/base/csv.hpp>
#include <dcc/base/error.hpp>

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace std::literals;

namespace {

// What was read, one text per row: "LINE:field|field".
std::vector<std::string> rows_of(std::string_view text, char delimiter = ',') {
    std::istringstream input{std::string{text}};
    std::vector<std::string> rows;
    dcc::read_csv(input, delimiter, [&](dcc::CsvRow &row) {
        std::string told = std::to_string(row.line) + ":";
        for (auto const &field : row.fields) told += field + "|";
        told.pop_back();
        rows.push_back(told);
        return true;
    });
    return rows;
}

std::string failure_of(std::string_view text) {
    try {
        rows_of(text);
    } catch (dcc::Error const &error) {
        CHECK(error.kind() == dcc::ErrorKind::data);
        return error.what();
    }
    return "none";
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("rows come with the line they start on") {
    CHECK(rows_of("").empty());
    CHECK(rows_of("\n\r\n\n").empty());
    CHECK(rows_of("a,b\n1,2\n") == Rows{"1:a|b", "2:1|2"});
    CHECK(rows_of("a,b\r\n1,2\r\n") == Rows{"1:a|b", "2:1|2"});
    CHECK(rows_of("a,b\n1,2") == Rows{"1:a|b", "2:1|2"});
    CHECK(rows_of("\n\na\n\n\r\nb\n") == Rows{"3:a", "6:b"});
    CHECK(rows_of("a,\"x\ny\r\nz\"\nb,\"\n\"\r\n\nc,d") ==
          Rows{"1:a|x\ny\r\nz", "4:b|\n", "7:c|d"});
    CHECK(rows_of("\"\n\n\"\n\"\n\"") == Rows{"1:\n\n", "4:\n"});
}

TEST_CASE("line numbers stay exact over many chunks") {
    std::string text;
    std::vector<std::size_t> starts;
    std::size_t line = 1;
    for (int i = 0; i < 20'000; ++i) {
        starts.push_back(line);
        auto const feeds = static_cast<std::size_t>(i % 3);
        text += "\"" + std::string(feeds, '\n') + "投诉\",x" + (i % 2 ? "\r\n" : "\n");
        line += feeds + 1;
    }
    std::istringstream input{text};
    std::vector<std::size_t> lines;
    dcc::read_csv(input, ',', [&](dcc::CsvRow &row) {
        lines.push_back(row.line);
        return row.fields.size() == 2;
    });
    CHECK(lines == starts);
}

TEST_CASE("fields come as they stand") {
    CHECK(rows_of("a,,\"\"\n,\n") == Rows{"1:a||", "2:|"});
    CHECK(rows_of("\"\"\n") == Rows{"1:"});
    CHECK(rows_of(" a , b\t\n") == Rows{"1: a | b\t"});
    CHECK(rows_of("\"5\"\" 屏\",\"a,b\"\n") == Rows{"1:5\" 屏|a,b"});
    CHECK(rows_of("a\0b,\"\0\"\n"sv) == Rows{"1:a\0b|\0"s});
    CHECK(rows_of("\xbf\xcd,\xff\n") == Rows{"1:\xbf\xcd|\xff"});
    CHECK(rows_of("a\tb,c\t\"\t\"\n", '\t') == Rows{"1:a|b,c|\t"});
    CHECK(rows_of("a;b\n", ';') == Rows{"1:a|b"});
    CHECK(rows_of("a\rb\rc") == Rows{"1:a", "1:b", "1:c"});
}

TEST_CASE("a byte order mark is passed over, at the beginning only") {
    CHECK(rows_of("\ufeffa,b\n") == Rows{"1:a|b"});
    CHECK(rows_of("\ufeff\"a\",b\n") == Rows{"1:a|b"});
    CHECK(rows_of("\ufeff").empty());
    CHECK(rows_of("a\n\ufeffb\n") == Rows{"1:a", "2:\ufeffb"});
    CHECK(rows_of("\xef\xbb") == Rows{"1:\xef\xbb"});
}

TEST_CASE("a quote inside a field that does not begin with one stands for itself") {
    CHECK(rows_of("data cap \"trials\",5\n") == Rows{"1:data cap \"trials\"|5"});
    CHECK(rows_of("a, \"b\"\n\"c\",d\n") == Rows{"1:a| \"b\"", "2:c|d"});
}

TEST_CASE("quotes out of place are the fault of their row alone") {
    std::istringstream input{"a,b\n\"c\"d,e\nf,g\n\"h\n\"i,j\nk,l\n"};
    std::vector<dcc::CsvRow> rows;
    dcc::read_csv(input, ',', [&](dcc::CsvRow &row) {
        rows.push_back(row);
        return true;
    });
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].fault.empty());
    CHECK(rows[1].line == 2);
    CHECK(rows[1].fault == "quotes out of place");
    CHECK(rows[1].fields == std::vector<std::string>{"\"c\"d,e"});
    CHECK(rows[2].fields == std::vector<std::string>{"f", "g"});
    CHECK(rows[3].line == 4);
    CHECK(rows[3].fault == "quotes out of place");
    CHECK(rows[4].fields == std::vector<std::string>{"k", "l"});
}

TEST_CASE("a quote never closed is an error that names the row") {
    CHECK(failure_of("a\nb,\"c\nd\ne\n") ==
          "line 2: the quote opened in the row that starts here is never closed");
    CHECK(failure_of("\"") ==
          "line 1: the quote opened in the row that starts here is never closed");
    CHECK(failure_of("\"a\"") == "none");
}

TEST_CASE("rows before the wrong one are delivered") {
    std::istringstream input{"a\nb\n\"c\nd\n"};
    int rows = 0;
    CHECK_THROWS_AS(dcc::read_csv(input, ',', [&](dcc::CsvRow &) { return ++rows > 0; }),
                    dcc::Error);
    CHECK(rows == 2);
}

TEST_CASE("a row may be long, but not without end") {
    std::string const most(std::size_t{16} << 20, 'x');
    CHECK(rows_of("a\n" + most.substr(1) + "\nb\n").size() == 3);
    CHECK(failure_of("a\n" + most + "x\n") ==
          "line 2: the row that starts here is longer than 16 MiB");
    std::string lines{"a\n\n\""};
    while (lines.size() < most.size() + 4) lines += std::string(255, 'x') + '\n';
    CHECK(failure_of(lines) == "line 3: the row that starts here is longer than 16 MiB");
    CHECK(rows_of(std::string(16'383, ',')).size() == 1);
    CHECK(failure_of("a\n" + std::string(16'384, ',')) ==
          "line 2: the row that starts here has more than 16384 fields");
}

TEST_CASE("reading stops when the caller has enough, or throws") {
    std::istringstream input{"a\nb\n\"c\"d\n"};
    int rows = 0;
    dcc::read_csv(input, ',', [&](dcc::CsvRow &) { return ++rows < 2; });
    CHECK(rows == 2);

    std::istringstream again{"a\nb\n"};
    CHECK_THROWS_AS(
        dcc::read_csv(again, ',', [](dcc::CsvRow &) -> bool { throw std::out_of_range{"x"}; }),
        std::out_of_range);
}

TEST_CASE("a stream that breaks is an input/output error") {
    std::istringstream input{"a\n"};
    input.setstate(std::ios::badbit);
    try {
        dcc::read_csv(input, ',', [](dcc::CsvRow &) { return true; });
        FAIL("no error");
    } catch (dcc::Error const &error) {
        CHECK(error.kind() == dcc::ErrorKind::io);
    }
}

TEST_CASE("a field is quoted where it must be, and reads back as it was") {
    CHECK(dcc::csv_field("") == "");
    CHECK(dcc::csv_field("王伟 a;b") == "王伟 a;b");
    CHECK(dcc::csv_field("a,b") == "\"a,b\"");
    CHECK(dcc::csv_field("a,b", '\t') == "a,b");
    CHECK(dcc::csv_field("a\tb", '\t') == "\"a\tb\"");
    CHECK(dcc::csv_field("5\" 屏") == "\"5\"\" 屏\"");
    for (auto const field : {"a\nb"sv, "\r"sv, "\"\""sv, " ,\" "sv, "\0,"sv})
        CHECK(rows_of(dcc::csv_field(field) + ",x\n") == Rows{"1:" + std::string{field} + "|x"});
}
