#pragma once

#include <string>
#include <string_view>

namespace dcc {

// The words of a Markdown text without its marks, for a mail or a chat: headings and quotations as
// plain lines, emphasis and code without their signs, a link as "text (address)". Lists keep their
// dashes and numbers, lines of code stand as they are. Any text is Markdown; what is no mark stays.
std::string plain_of_markdown(std::string_view markdown);

}  // namespace dcc
