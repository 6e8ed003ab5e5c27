#pragma once

#include <string>
#include <string_view>

namespace dcc {

// A Markdown text without its markup, for a mail or a chat: headings and quotations become plain
// lines, emphasis and code lose their marks, a link becomes "text (address)". Lists keep their
// dashes and numbers; lines of code are unchanged. Any text is accepted.
std::string plain_of_markdown(std::string_view markdown);

}  // namespace dcc
