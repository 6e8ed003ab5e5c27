// Writes the translations that lib/dcc/wording/detail/translations.hpp declares, as a source file,
// to standard output. It runs while dcc is built.
//   make_translations zh.mo…
// Each file is one language, compiled by GNU gettext's msgfmt: a table of English texts, sorted,
// and one of their translations (GNU gettext manual, "The Format of GNU MO Files").
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

class Catalogue {
  public:
    explicit Catalogue(std::filesystem::path const &file) {
        std::ifstream input{file, std::ios::binary};
        data_.assign(std::istreambuf_iterator<char>{input}, {});
        constexpr std::uint32_t magic = 0x950412de;
        if (!input || data_.size() < 28 || number(0) != magic)
            throw std::runtime_error{file.string() + " is no catalogue of this machine"};
    }

    std::uint32_t size() const { return number(8); }
    std::string_view english(std::uint32_t i) const { return text(number(12), i); }
    std::string_view translation(std::uint32_t i) const { return text(number(16), i); }

  private:
    std::uint32_t number(std::size_t at) const {
        std::uint32_t value = 0;
        if (at + sizeof value > data_.size()) throw std::runtime_error{"a catalogue is cut off"};
        std::memcpy(&value, data_.data() + at, sizeof value);
        return value;
    }

    std::string_view text(std::size_t table, std::uint32_t i) const {
        auto const length = number(table + 8 * i);
        auto const at = number(table + 8 * i + 4);
        return std::string_view{data_}.substr(at, length);
    }

    std::string data_;
};

// As a literal of C++: bytes beyond ASCII stay as they are.
std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else if (c == '\4')
            result += "\\004";
        else
            result += c;
    }
    return result + '"';
}

void write(std::string const &name, Catalogue const &catalogue) {
    std::cout << "constexpr Entry " << name << "_entries[] = {\n";
    for (std::uint32_t i = 0; i < catalogue.size(); ++i)
        if (!catalogue.english(i).empty())  // the header of the file
            std::cout << "{" << quoted(catalogue.english(i)) << ", "
                      << quoted(catalogue.translation(i)) << "},\n";
    std::cout << "};\nstd::string_view in_" << name
              << "(std::string_view english) {\n    return find(" << name
              << "_entries, english);\n}\n";
}

}  // namespace

int main(int argc, char **argv) try {
    std::cout << "#include <dcc/wording/detail/translations.hpp>\n"
                 "namespace dcc::wording {\nnamespace {\n";
    std::string rows;
    for (int i = 1; i < argc; ++i) {
        auto const name = std::filesystem::path{argv[i]}.stem().string();
        write(name, Catalogue{argv[i]});
        rows += "{\"" + name + "\", in_" + name + "},";
    }
    std::cout << "constexpr Compiled all[] = {" << rows
              << "};\n}  // namespace\n"
                 "std::span<Compiled const> const compiled_translations{all};\n"
                 "}  // namespace dcc::wording\n";
    return std::cout.flush() ? 0 : 1;
} catch (std::exception const &error) {
    std::cerr << "make_translations: " << error.what() << "\n";
    return 1;
}
