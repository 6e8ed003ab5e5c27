#pragma once

#include <dcc/base/csv.hpp>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace dcc::exchange {

// A table that is imported, and the file for those of its rows that are rejected. That file has the
// columns dcc_line and dcc_reason before the others, and is itself a table that can be read: these
// columns are left out, and a row that could not be read, which is one field there, is read again.
class TableFile {
  public:
    using Heading = std::function<void(std::vector<std::string> const &)>;
    using Row = std::function<void(CsvRow const &)>;

    // An empty encoding: UTF-8.
    TableFile(std::string encoding, char delimiter)
        : encoding_{std::move(encoding)}, given_{delimiter}, delimiter_{delimiter} {}

    // Calls `heading` once and `row` for each row with a value. Throws Error{data} when there is no
    // heading, or when it cannot be read or is not text in the encoding.
    void read(std::istream &input, Heading const &heading, Row const &row);

    // A row as it is written, without its line end.
    std::string text(CsvRow const &row) const;

    // Writes a row that is rejected, and the heading before the first one.
    void reject(std::ostream &out, std::size_t line, std::string const &text,
                std::string const &reason);

  private:
    void read_heading(CsvRow &row);
    void remove_added(CsvRow &row) const;

    std::string encoding_;
    char given_;
    char delimiter_;
    std::vector<std::size_t> added_;    // the columns of a reject file
    std::vector<std::string> heading_;  // without them
    bool is_rejecting_ = false;
};

// Why a text that was decoded from the encoding, or read as UTF-8 without one, is not UTF-8.
std::string not_in_encoding(std::string_view text, std::string const &encoding);

}  // namespace dcc::exchange
