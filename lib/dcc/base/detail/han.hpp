#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// What is known about Chinese characters and words. The tables are made while dcc is built, by
// tables/make_han_tables.cpp.
namespace dcc::han {

extern std::uint16_t const simplified_codes[];  // of U+3400 to U+9FFF
extern std::uint64_t const word_keys[];         // of key_of(), ascending
extern std::uint16_t const word_costs[];
extern std::size_t const word_count;
extern int const unknown_cost;  // of a character that is no word of the table

constexpr std::size_t longest_word = 4;  // characters
constexpr int nat = 16;                  // costs are in sixteenths of a nat: -log(probability)

// Whether a character is a Chinese one that the tables may know.
constexpr bool is_known(std::int32_t code) {
    return code >= 0x3400 && code <= 0x9fff;
}

// The simplified form of a traditional character; every other character is its own.
inline std::int32_t simplified(std::int32_t code) {
    return is_known(code) ? simplified_codes[code - 0x3400] : code;
}

// The cost of a word of simplified characters; -1 when it is not a common word.
int word_cost(std::span<std::int32_t const> word);

}  // namespace dcc::han
