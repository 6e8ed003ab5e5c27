#pragma once

#include <dcc/print/print.hpp>

namespace dcc::print {

// One function for each kind of format; write() chooses among them.
void write_text(Sink &sink, Table const &table, Style const &style);
void write_text(Sink &sink, Sheet const &sheet, Style const &style);
void write_json(Sink &sink, Table const &table, bool lines);
void write_json(Sink &sink, Sheet const &sheet, bool lines, std::size_t indent = 0);
void write_separated(Sink &sink, Table const &table, Style const &style, bool heading = true);
void write_ids(Sink &sink, Table const &table);
void write_markdown(Sink &sink, Table const &table, Style const &style);
void write_markdown(Sink &sink, Sheet const &sheet, Style const &style);
void write_html(Sink &sink, Table const &table, Style const &style);
void write_html(Sink &sink, Sheet const &sheet, Style const &style);

// The table with the columns of the style alone, in its order: all that people see and programs
// get. Throws Error{usage} for one that the table lacks.
Table chosen_columns(Table const &table, Style const &style);

// The cell of a row in that column; an unknown one when the row is shorter.
Cell const &cell_at(std::vector<Cell> const &row, std::size_t column);

// Whether people read the cell as a number, which stands at the right.
bool is_number(Cell const &cell);

// The notes of a table, and that it has more rows, as lines for people.
std::vector<std::string> note_lines(Table const &table, Style const &style);

}  // namespace dcc::print
