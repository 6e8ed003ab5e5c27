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
    std::string fault;  // why the row is not valid CSV (its text is then the only field), or empty
};

// Reads RFC 4180 CSV as a stream: line feeds in quoted fields, CR LF or LF line ends, a UTF-8 byte
// order mark. Calls `row` for each row in order, including the heading, until it returns false.
// Blank lines are skipped. Memory is bounded by the longest row: at most 16 MiB and 16384 fields.
// Blanks and all bytes other than delimiters, quotes and line ends are kept unchanged; the caller
// checks the encoding. A quote inside an unquoted field is part of the text; any other misplaced
// quote sets `fault`. Throws Error{data} naming the line when a quote is never closed or a row is
// too long, Error{io} when reading fails.
void read_csv(std::istream &input, char delimiter, std::function<bool(CsvRow &)> const &row);

// A field as written in a CSV file: quoted when it contains a delimiter, a quote or a line end.
std::string csv_field(std::string_view text, char delimiter = ',');

}  // namespace dcc
