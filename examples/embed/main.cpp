// Uses the library without its tools: prints words as wide as they are, with their digests.

#include <dcc/base/digest.hpp>
#include <dcc/base/text.hpp>

#include <array>
#include <iostream>
#include <string>
#include <string_view>

int main() {
    constexpr std::size_t columns = 16;
    constexpr std::array<std::string_view, 3> words{"customer", "客户", "a customer of ours"};
    for (auto const word : words) {
        auto const shown = dcc::shorten(word, columns);
        std::cout << shown << std::string(columns + 1 - dcc::display_width(shown), ' ')
                  << dcc::short_hex(dcc::digest(word)) << '\n';
    }
}
