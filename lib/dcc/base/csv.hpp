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
    std::string fault;  // why the row is no CSV: then its text is the one field; empty: it is
};

// Reads RFC 4180 CSV as a stream: quoted fields with line feeds in them, either line end, a UTF-8
// byte order mark. Calls `row` for each row in order, the heading among them, until it answers
// false; blank lines are passed over. Memory is bounded by the longest row, which may be at most
// 16 MiB and 16384 fields. Blanks and all bytes that are no delimiter, quote or line end come back
// as they stand: the caller checks the encoding. A quote inside a field that does not begin with
// one stands for itself; other quotes out of place are the row's fault. Throws Error{data} naming
// the line on a quote never closed or a row too long.
void read_csv(std::istream &input, char delimiter, std::function<bool(CsvRow &)> const &row);

// A field as it stands in a CSV file: quoted when it holds a delimiter, a quote or a line end.
std::string csv_field(std::string_view text, char delimiter = ',');

}  // namespace dcc
