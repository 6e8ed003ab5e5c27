#pragma once

#include <dcc/base/table.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/wording/page_labels.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::chart {

// What a page is written with.
struct Pen {
    wording::PageLabels const &labels;
    Zone const &zone;
};

// The cell for people of the language; not escaped.
std::string text_of(Cell const &cell, Pen const &pen);

// Notes as paragraphs; nothing when there are none.
std::string notes_markup(std::vector<Note> const &notes);

// The table with the columns that people see and its notes. It can be scrolled where it is wider
// than the page, by keyboard too. The first column names the rows.
std::string table_markup(Table const &table, std::string_view caption, Pen const &pen);

// The fields of the first row of a table, one a line; nothing when it has no row or no column that
// people see.
std::string fields_markup(Table const &table, Pen const &pen);

}  // namespace dcc::chart
