#include "target.hpp"
#include <dcc/base/csv.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace dcc::test {
namespace {

std::vector<CsvRow> read(std::string const &text, char delimiter) {
    std::istringstream input{text};
    std::vector<CsvRow> rows;
    read_csv(input, delimiter, [&](CsvRow const &row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

std::string write(std::vector<CsvRow> const &rows, char delimiter) {
    // So that a mark, or the delimiter, in the first field is text.
    std::string text = std::string{"\xef\xbb\xbfsep="} + delimiter + '\n';
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            if (i > 0) text += delimiter;
            text += csv_field(row.fields[i], delimiter);
        }
        // A line with nothing on it is no row.
        if (row.fields.size() == 1 && row.fields[0].empty()) text += "\"\"";
        text += '\n';
    }
    return text;
}

}  // namespace

// A table that was read, written and read again is the same table.
void fuzz(std::string_view input) {
    constexpr std::string_view delimiters = ",;\t|";
    if (input.empty()) return;
    auto const delimiter = delimiters[static_cast<unsigned char>(input[0]) % delimiters.size()];
    std::string const text{input.substr(1)};
    accepts([&] {
        auto const rows = read(text, delimiter);
        std::size_t line = 1;
        for (auto const &row : rows) {
            require(row.line >= line, "rows are in the order of their lines");
            require(!row.fields.empty(), "a row has a field");
            line = row.line;
        }
        std::vector<CsvRow> again;
        require(accepts([&] { again = read(write(rows, delimiter), delimiter); }),
                "what was written can be read");
        require(again.size() == rows.size(), "it has the same rows");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            require(again[i].fault.empty(), "quotes are written where they belong");
            require(again[i].fields == rows[i].fields, "they have the same fields");
        }
    });
}

}  // namespace dcc::test
