#pragma once

#include <string_view>

namespace dcc::policy_file {

// A piece of a template: text as it stands, or a placeholder's name.
struct Piece {
    std::string_view text;
    bool is_name = false;
};

// Hands the pieces of the text in turn to `take`. False at a brace without its other half.
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
