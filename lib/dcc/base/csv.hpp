#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// One row of a CSV file and the line it starts on (counted from 1).
struct CsvRow {
    std::size_t line = 0;
    std::vector<std::string> fields;
    std::string fault;     // why the row cannot be read (its line is then the only field), or empty
    char delimiter = ',';  // of the table: the given one, or that of its first line "sep=;"
};

// Reads RFC 4180 CSV as a stream: line feeds in quoted fields, CR LF or LF line ends, a UTF-8 byte
// order mark. A first line such as "sep=;" names the delimiter and is no row. Calls `row` for each
// row in order, including the heading, until it returns false. Blank lines are skipped. Blanks and
// all bytes other than delimiters, quotes and line ends are kept unchanged; the caller checks the
// encoding. A quote inside an unquoted field is part of the text. A row with any other misplaced
// quote, with a quote that is never closed, with more than 16384 fields or longer than 16 MiB has a
// fault: its first line is delivered, of a longer line the beginning, and the lines after it are
// read as rows of their own. So memory is bounded by the longest row. Throws Error{io} when reading
// fails.
void read_csv(std::istream &input, char delimiter, std::function<bool(CsvRow &)> const &row);

// A field as written in a CSV file: quoted when it contains a delimiter, a quote or a line end.
std::string csv_field(std::string_view text, char delimiter = ',');

}  // namespace dcc
