#include <dcc/base/markdown.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <cctype>

namespace dcc {
namespace {

bool is_mark(char c) {
    return c == '*' || c == '_' || c == '`' || c == '~';
}

bool is_space(char c) {
    return c == ' ' || c == '\t';
}

// The line without the leading marks of a heading or a quotation.
std::string_view content_of(std::string_view line) {
    while (line.starts_with("> ") || line == ">") line.remove_prefix(line == ">" ? 1 : 2);
    auto const level = line.find_first_not_of('#');
    bool const heading = level != line.npos && level >= 1 && level <= 6 && is_space(line[level]);
    return heading ? trim(line.substr(level)) : line;
}

// Appends a link at the beginning of the text, "[text](address)" or "![text](address)", to `out` as
// "text (address)". Returns its length, or 0 when there is no link.
std::size_t take_link(std::string_view text, std::string &out) {
    std::size_t const open = text.starts_with("![") ? 2 : text.starts_with("[") ? 1 : 0;
    auto const middle = text.find("](");
    if (open == 0 || middle == text.npos) return 0;
    auto const end = text.find(')', middle);
    if (end == text.npos || text.find('\n') < end) return 0;
    auto const words = text.substr(open, middle - open);
    auto const address = text.substr(middle + 2, end - middle - 2);
    if (words.find('[') != words.npos) return 0;
    out += words;
    if (!address.empty() && address != words) {
        out += words.empty() ? "" : " (";
        out += address;
        out += words.empty() ? "" : ")";
    }
    return end + 1;
}

// Whether the run of marks in [from, to) is emphasis: at the edge of a word as in "**so**", but not
// as in "2 * 3" or "a_b".
bool is_emphasis(std::string_view text, std::size_t from, std::size_t to) {
    bool const before = from > 0 && !is_space(text[from - 1]);
    bool const after = to < text.size() && !is_space(text[to]);
    if (text[from] != '_') return before || after;
    auto const inside = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return before != after || (from > 0 && !inside(text[from - 1])) ||
           (to < text.size() && !inside(text[to]));
}

void add_line(std::string_view line, std::string &out) {
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == '\\' && at + 1 < line.size() &&
            std::ispunct(static_cast<unsigned char>(line[at + 1])) != 0) {
            out += line[at + 1];
            at += 2;
        } else if (auto const link = take_link(line.substr(at), out); link > 0) {
            at += link;
        } else if (is_mark(line[at])) {
            auto end = at;
            while (end < line.size() && line[end] == line[at]) ++end;
            if (!is_emphasis(line, at, end)) out += line.substr(at, end - at);
            at = end;
        } else {
            out += line[at++];
        }
    }
}

}  // namespace

std::string plain_of_markdown(std::string_view markdown) {
    std::string out;
    bool code = false;
    while (!markdown.empty()) {
        auto const end = std::min(markdown.find('\n'), markdown.size());
        auto const line = markdown.substr(0, end);
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
        if (line.starts_with("```") || line.starts_with("~~~")) {
            code = !code;
            continue;
        }
        if (code)
            out += line;
        else
            add_line(content_of(line), out);
        out += '\n';
    }
    return std::string{trim(out)};
}

}  // namespace dcc
