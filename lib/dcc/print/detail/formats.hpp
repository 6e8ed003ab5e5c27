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

}  // namespace dcc::print
