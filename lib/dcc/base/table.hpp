#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/base/time.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dcc {

// A share of a whole, 0 to 1: 0.934 in JSON, "93.4 %" for people.
struct Share {
    double value = 0;
};

// A span of working time, of which a day has no fixed length: "34h 12m" for people.
struct Worked {
    Seconds value{0};
};

// One value of a result. std::monostate is "unknown": null in JSON, "–" for people. An Instant is
// RFC 3339 UTC in JSON and local time for people; Seconds are whole seconds in JSON (the column's
// name ends in _s) and a span such as "2d 04h" for people; Worked likewise, in hours. A list is a
// list of words.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, Share, std::string, Instant,
                          Seconds, Worked, std::vector<std::string>>;

struct Column {
    std::string name;   // in JSON and CSV, snake_case, a contract; empty: a column for people alone
    std::string title;  // the heading for people; empty: a column for programs alone
};

// What a use case or a report gives back: rows under named columns, ready to be printed as text,
// JSON, JSON Lines, CSV or TSV. The first column is what `--format ids` prints.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::string empty;        // what people are told when there are no rows
    std::vector<Note> notes;  // printed below the table for people: basis, warnings
};

// One thing and what belongs to it: a table of one row, then named tables. An object in JSON, with
// an array for each part; for people a list of fields, then the parts under their titles. A part
// without a title is what the sheet is all about: CSV, TSV and ids are its rows, else the head.
struct Sheet {
    Table head;
    struct Part {
        std::string name;   // field name in JSON
        std::string title;  // heading for people
        Table table;
    };
    std::vector<Part> parts;
};

}  // namespace dcc
