#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/base/time.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dcc {

// A proportion, 0 to 1: 0.934 in JSON, "93.4 %" for people.
struct Share {
    double value = 0;
};

// A duration of working time, shown in hours because working days differ in length: "34h 12m".
struct Worked {
    Seconds value{0};
};

// A JSON value, for what is an object in JSON. People do not see columns with one.
struct JsonText {
    std::string text;
};

// A word of an enum: the word itself for programs, its translation for people.
struct Word {
    std::string_view text;  // static
};

// A sentence of the program: in English for programs, translated for people.
struct Said {
    std::shared_ptr<Wording const> message;
};

// One value of a result. std::monostate is "unknown": null in JSON, "–" for people. An Instant is
// RFC 3339 UTC in JSON and local time for people. Seconds are whole seconds in JSON (the column's
// name ends in _s) and a duration such as "2d 04h" for people. Worked is the same, with hours as
// the largest unit. A vector is a list of words.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, Share, std::string, Instant,
                          Seconds, Worked, std::vector<std::string>, JsonText, Word, Said>;

struct Column {
    std::string name;  // in JSON and CSV, snake_case, a contract; empty: only people see the column
    std::string title;   // the heading for people; empty: only programs see the column
    bool whole = false;  // people see its cells uncut: numbers and addresses
    int spare = 0;  // people do without it where the line is too long, the greatest first; 0: never
};

// The result of a use case or a report: rows under named columns, ready to be printed as text,
// JSON, JSON Lines, CSV or TSV. The first column is what `--format ids` prints.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    Wording empty;                     // text for people when there are no rows
    std::vector<Note> notes;           // printed below the table for people: basis, warnings
    std::optional<Note> partial = {};  // that there are more rows; told in every format
    std::vector<std::vector<Cell>> total = {};  // what the rows add up to: people see it below them
};

// One object with its parts: a table of one row, then named tables. In JSON it is an object with an
// array for each part; people see a list of fields, then the parts under their titles. CSV, TSV and
// ids print the part without a title, if there is one, and the head otherwise. The total of a part
// is in JSON an array of its own, "total" beside "rows" and else "NAME_total"; CSV, TSV and ids
// have only the rows, so that adding up a column counts nothing twice.
struct Sheet {
    Table head;
    struct Part {
        std::string name;  // field name in JSON; empty: only people see the part
        Wording title;     // heading for people
        Table table;
    };
    std::vector<Part> parts;
};

}  // namespace dcc
