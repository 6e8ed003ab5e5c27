#pragma once

#include <dcc/base/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// A limit of a column of a report, which no row must cross.
struct ColumnLimit {
    enum class Sign { less, at_most, greater, at_least };

    std::string column;  // by its name in JSON
    Sign sign{};         // a value crosses the limit when it is this to `value`
    double value = 0;    // a share is 0 to 1, a duration in seconds
    std::string text;    // "share_met<90%"
};

// Reads "COLUMN<VALUE", also with <=, > and >=. A value is a number, a percentage such as 90% or a
// duration such as 4h. Throws Error{usage}.
ColumnLimit read_column_limit(std::string_view text);

// A line for each row that crosses the limit: the words of the row, the column and its value.
// Unknown values cross nothing. Throws Error{usage} when the table has no such column, or one that
// holds no numbers.
std::vector<std::string> crossings(Table const &table, ColumnLimit const &limit);

// The table of a sheet that CSV would print: the named part without a title, else the head.
Table const &main_table(Sheet const &sheet);

}  // namespace dcc::report
