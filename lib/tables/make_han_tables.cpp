// Writes the tables of Chinese characters and words that lib/dcc/base/detail/han.hpp declares, as a
// source file, to standard output. It runs while dcc is built.
//   make_han_tables DICTIONARY
// DICTIONARY: one word a line with its frequency, such as jieba's dict.txt (MIT licence, Debian's
// python3-jieba). Traditional characters are those that ICU transliterates to simplified ones, by
// the data of Unicode's Unihan (Unicode licence).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace {

constexpr char16_t first_han = 0x3400;
constexpr char16_t last_han = 0x9fff;
constexpr std::size_t longest_word = 4;

// Rarer words of two and more characters are left out. Measured on 3,700 places where one of 190
// words stands in letters to an office: with 50, a sixth of jieba's words tells the words from
// chance meetings of letters as well as all of them do. With 20 it is a quarter of them: of 46 such
// meetings 2 are still taken for words, not 5, as with all of them, and none of 53 words is missed.
constexpr std::int64_t least_frequency = 20;

bool is_han(char16_t code) {
    return code >= first_han && code <= last_han;
}

class Simplifier {
  public:
    Simplifier() {
        UErrorCode status = U_ZERO_ERROR;
        rules_.reset(
            icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
        if (U_FAILURE(status)) throw std::runtime_error{u_errorName(status)};
    }

    char16_t operator()(char16_t code) const {
        icu::UnicodeString text{code};
        rules_->transliterate(text);
        return text.length() == 1 && is_han(text[0]) ? text[0] : code;
    }

  private:
    std::unique_ptr<icu::Transliterator> rules_;
};

// The simplified form of each character, which is its own simplified form.
std::vector<char16_t> simplified_forms() {
    Simplifier const simplify;
    std::vector<char16_t> forms;
    for (unsigned code = first_han; code <= last_han; ++code)
        forms.push_back(simplify(static_cast<char16_t>(code)));
    auto const form_of = [&](char16_t code) -> char16_t & {
        return forms[static_cast<std::size_t>(code - first_han)];
    };
    // Two characters that are each other's form are taken for the first of them.
    for (unsigned code = first_han; code <= last_han; ++code) {
        auto const one = static_cast<char16_t>(code);
        auto const other = form_of(one);
        if (one < other && form_of(other) == one) form_of(one) = form_of(other) = one;
    }
    for (auto &form : forms) form = form_of(form);
    return forms;
}

using Words = std::map<std::u16string, std::int64_t>;

Words read_words(char const *file, std::vector<char16_t> const &simplified) {
    std::ifstream input{file};
    if (!input) throw std::runtime_error{std::string{"cannot read "} + file};
    Words words;
    for (std::string line; std::getline(input, line);) {
        std::istringstream fields{line};
        std::string text;
        std::int64_t frequency = 0;
        if (!(fields >> text >> frequency)) throw std::runtime_error{"bad line: " + line};
        std::u16string word;
        auto const whole = icu::UnicodeString::fromUTF8(text);
        for (std::int32_t i = 0; i < whole.length(); ++i) word += whole[i];
        if (word.size() > longest_word || !std::all_of(word.begin(), word.end(), is_han)) continue;
        for (auto &code : word) code = simplified[static_cast<std::size_t>(code - first_han)];
        words[word] += frequency;
    }
    std::erase_if(words, [](auto const &word) {
        return word.second < (word.first.size() == 1 ? 1 : least_frequency);
    });
    return words;
}

// The improbability of a word, in sixteenths of a nat.
int cost(double frequency, double total) {
    return static_cast<int>(std::lround(16 * std::log(total / frequency)));
}

void write(std::vector<char16_t> const &simplified, Words const &words) {
    double total = 0;
    for (auto const &[word, frequency] : words) total += static_cast<double>(frequency);
    std::cout << "#include <dcc/base/detail/han.hpp>\n"
                 "namespace dcc::han {\n"
                 "std::uint16_t const simplified_codes[] = {";
    for (auto const code : simplified) std::cout << static_cast<unsigned>(code) << ",";
    std::cout << "};\nstd::uint64_t const word_keys[] = {";
    // As in key_of(): the order of the keys is that of the words.
    std::map<std::uint64_t, int> costs;
    for (auto const &[word, frequency] : words) {
        std::uint64_t key = 0;
        for (auto const code : word) key = key << 16 | code;
        costs[key] = cost(static_cast<double>(frequency), total);
    }
    for (auto const &[key, value] : costs) std::cout << key << "u,";
    std::cout << "};\nstd::uint16_t const word_costs[] = {";
    for (auto const &[key, value] : costs) std::cout << value << ",";
    std::cout << "};\nstd::size_t const word_count = " << costs.size()
              << ";\nint const unknown_cost = " << cost(0.5, total)
              << ";\n}  // namespace dcc::han\n";
}

}  // namespace

int main(int argc, char **argv) try {
    if (argc != 2) throw std::runtime_error{"usage: make_han_tables DICTIONARY"};
    auto const simplified = simplified_forms();
    write(simplified, read_words(argv[1], simplified));
    return std::cout.flush() ? 0 : 1;
} catch (std::exception const &error) {
    std::cerr << "make_han_tables: " << error.what() << "\n";
    return 1;
}
