#pragma once

#include <dcc/base/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What the fuzz targets share. A target is one file with the function fuzz(): it gets any bytes and
// requires properties of what the library makes of them. It fails by ending the program.
namespace dcc::test {

// Ends the program, with a message, when the property does not hold.
inline void require(bool holds, char const *property) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", property);
    std::abort();
}

// Runs it. False when it throws an Error; anything else that is thrown ends the program.
template <class Run>
bool accepts(Run const &run) {
    try {
        run();
        return true;
    } catch (Error const &error) {
        require(error.kind() != ErrorKind::software, "an error that input causes is not a bug");
        return false;
    }
}

// The text before the first line of only "---", and the text after it; without that line the second
// part is empty.
struct Parts {
    std::string_view first;
    std::string_view second;

    explicit Parts(std::string_view text) : first{text} {
        constexpr std::string_view line = "\n---\n";
        auto const at = text.find(line);
        if (at == std::string_view::npos) return;
        first = text.substr(0, at);
        second = text.substr(at + line.size());
    }
};

void fuzz(std::string_view input);

}  // namespace dcc::test

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    dcc::test::fuzz({reinterpret_cast<char const *>(data), size});
    return 0;
}
