#pragma once

#include <dcc/base/table.hpp>
#include <dcc/calendar/zone.hpp>

#include <string>

namespace dcc::report {

// Results as Markdown, for documents that contain them. Only what people see is written; instants
// are in the zone.

// A text in a table or a list item: its markup is escaped, a line end becomes <br>.
std::string markdown_text(std::string const &text);

// The fields of a table of one row, as a list.
std::string markdown_fields(Table const &head, Zone const &zone);

// A table with its heading.
std::string markdown_table(Table const &table, Zone const &zone);

}  // namespace dcc::report
