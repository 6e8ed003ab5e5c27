#include <dcc/policy/detail/template_pieces.hpp>
#include <dcc/wording/fill.hpp>

namespace dcc::wording {
namespace {

struct Filled {
    std::string text;
    bool complete = true;  // every value is known
};

Filled fill_all(std::string_view text, Values const &values) {
    Filled filled;
    policy_file::each_piece(text, [&](policy_file::Piece const &piece) {
        if (!piece.is_name) {
            filled.text += piece.text;
            return;
        }
        auto const value = values.find(piece.text);
        if (value == values.end() || value->second.empty())
            filled.complete = false;
        else
            filled.text += value->second;
    });
    return filled;
}

}  // namespace

std::string fill(std::string_view text, Values const &values) {
    return fill_all(text, values).text;
}

std::string fill_lines(std::string_view text, Values const &values) {
    std::string filled;
    bool left_out = false;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto const line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        auto const made = fill_all(line, values);
        bool const after_blank = filled.empty() || filled.ends_with("\n\n");
        // One of the blank lines around an omitted line remains.
        if (made.complete && !(line.empty() && left_out && after_blank))
            filled += end == std::string_view::npos ? made.text : made.text + '\n';
        left_out = !made.complete || (line.empty() && left_out);
    }
    return filled;
}

}  // namespace dcc::wording
