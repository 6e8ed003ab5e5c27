#pragma once

#include <string>
#include <string_view>

namespace dcc::chart {

// The text for HTML and SVG, as content or in a quoted attribute. It stays text whatever is in it:
// the five characters of markup become references, control characters and bidirectional controls
// blanks, and what is no character of XML U+FFFD. Line feeds are kept when `multiline`.
std::string escape(std::string_view text, bool multiline = false);

}  // namespace dcc::chart
