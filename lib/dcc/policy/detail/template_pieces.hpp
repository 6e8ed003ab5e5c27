#pragma once

#include <string_view>

namespace dcc::policy_file {

// A piece of a template: plain text, or the name of a placeholder.
struct Piece {
    std::string_view text;
    bool is_name = false;
};

// Calls `take` for each piece of the text in order. Returns false at an unbalanced brace.
template <class Take>
bool each_piece(std::string_view text, Take const &take) {
    while (!text.empty()) {
        auto const brace = text.find_first_of("{}");
        if (brace != 0) take(Piece{text.substr(0, brace)});
        if (brace == std::string_view::npos) return true;
        text.remove_prefix(brace);
        if (text.size() > 1 && text[1] == text[0]) {
            take(Piece{text.substr(0, 1)});
            text.remove_prefix(2);
            continue;
        }
        auto const end = text.find_first_of("{}\n", 1);
        if (text[0] == '}' || end == std::string_view::npos || text[end] != '}') return false;
        take(Piece{text.substr(1, end - 1), true});
        text.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace dcc::policy_file
