#pragma once

#include <string>

namespace dcc::chart {

// The style sheet of pages and charts: the palette as custom properties, on light and dark paper as
// the reader prefers and always light in print; then the layout. It names no file and no font to
// load.
std::string style_sheet();

}  // namespace dcc::chart
