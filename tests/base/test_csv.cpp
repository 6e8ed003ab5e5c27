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
        for (auto const &field : row.fields) told += field.substr(0, 1000) + "|";
        told.pop_back();
        if (!row.fault.empty()) told += " (" + row.fault + ")";
        rows.push_back(told);
        return true;
    });
    return rows;
}

using Rows = std::vector<std::string>;

std::string joined(Rows const &rows) {
    std::string text;
    for (auto const &row : rows) text += row + "\n~";
    return text;
}

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

TEST_CASE("a row that cannot be read spoils its first line alone") {
    std::string const most(std::size_t{16} << 20, 'x');
    std::string const shown = most.substr(0, 1000);
    std::string wide{"\""};
    while (wide.size() < most.size()) wide += std::string(255, 'x') + '\n';
    struct Example {
        std::string text;
        Rows rows;
    };
    for (auto const &[text, rows] : {
             Example{"a,b\n\"c\"d,e\nf,g\n",
                     {"1:a|b", "2:\"c\"d,e (quotes out of place)", "3:f|g"}},
             Example{
                 "\"h\n\"i,j\nk,l\n",
                 {"1:\"h (quotes out of place)", "2:\"i,j (its quote is never closed)", "3:k|l"}},
             Example{"a\nb,\"c\r\nd\ne",
                     {"1:a", "2:b,\"c (its quote is never closed)", "3:d", "4:e"}},
             Example{"b,\"c\n\"d\"\n\"e\nf\"\n\"g\n",
                     {"1:b,\"c (quotes out of place)", "2:d", "3:e\nf",
                      "5:\"g (its quote is never closed)"}},
             Example{"\"", {"1:\" (its quote is never closed)"}},
             Example{"\"a\"", {"1:a"}},
             Example{"say \"a\"", {"1:say \"a\""}},
             Example{"a\n" + most.substr(1) + "\nb\n", {"1:a", "2:" + shown, "3:b"}},
             Example{"a\n" + most + "x\nb\n",
                     {"1:a", "2:" + shown + " (longer than 16 MiB)", "3:b"}},
             Example{most + most + "x", {"1:" + shown + " (longer than 16 MiB)"}},
             Example{"a\n" + std::string(16'384, ',') + "\nb\n",
                     {"1:a", "2:" + std::string(1000, ',') + " (more than 16384 fields)", "3:b"}},
         })
        CHECK(joined(rows_of(text)) == joined(rows));
    auto const rows = rows_of(wide + "\na\n");
    CHECK(rows.front() == "1:\"" + std::string(255, 'x') + " (longer than 16 MiB)");
    CHECK(rows.back() == std::to_string(rows.size() + 1) + ":a");
    CHECK(rows_of(std::string(16'383, ',')).size() == 1);
}

TEST_CASE("a first line names the delimiter") {
    CHECK(rows_of("sep=;\na;b\n") == Rows{"2:a|b"});
    CHECK(rows_of("\ufeffSEP=|\r\na|\"b|\"\r\n") == Rows{"2:a|b|"});
    CHECK(rows_of("sep=\t\na,b\n") == Rows{"2:a,b"});
    CHECK(rows_of("sep=,\n", ';').empty());
    CHECK(rows_of("a;b\nsep=;\n") == Rows{"1:a;b", "2:sep=;"});
    CHECK(rows_of("sep=ab\n") == Rows{"1:sep=ab"});
    std::istringstream input{"sep=;\na;b\n"};
    dcc::read_csv(input, ',', [](dcc::CsvRow &row) {
        CHECK(row.delimiter == ';');
        return true;
    });
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
