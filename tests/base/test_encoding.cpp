#include <dcc/base/encoding.hpp>
#include <dcc/base/error.hpp>

#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::literals;

namespace {

std::string decoded(std::string_view bytes, std::string const &encoding) {
    std::istringstream input{std::string{bytes}};
    DecodedInput text{input, encoding};
    return {std::istreambuf_iterator<char>{text.stream()}, {}};
}

}  // namespace

TEST_CASE("a text is read in its encoding") {
    CHECK(decoded("\xcd\xcb\xbf\xee", "GB18030") == "退款");
    CHECK(decoded("\xcd\xcb\xbf\xee", "gbk") == "退款");
    CHECK(decoded("Gr\xf6\xdf\x65 \x80", "Windows-1252") == "Größe €");
    CHECK(decoded("\x00\x90\x3e\x6b"sv, "UTF-16LE") == "退款");
    CHECK(decoded("\x90\x00\x6b\x3e"sv, "UTF-16BE") == "退款");
    CHECK(decoded("退款", "") == "退款");
    CHECK(decoded("退款", "utf-8") == "退款");
    CHECK(decoded("", "GB18030").empty());
}

TEST_CASE("a byte order mark says more than the given encoding") {
    for (auto const *encoding : {"", "GB18030", "UTF-16"}) {
        CHECK(decoded("\ufeff退", encoding) == "退");
        CHECK(decoded("\xff\xfe\x00\x90"sv, encoding) == "退");
        CHECK(decoded("\xfe\xff\x90\x00"sv, encoding) == "退");
    }
}

TEST_CASE("what is not text in the encoding can be told from what is") {
    CHECK(decoded("a\xff\nb", "GB18030") == "a\xff\nb");
    CHECK(decoded("a\x81\nb", "Windows-1252") == "a\xff\nb");
    CHECK(decoded("a\0\0\xd8\n\0"sv, "UTF-16LE") == "a\xff\n");
    CHECK(decoded("a\xcd", "GB18030") == "a\xff");
    CHECK(decoded("a\xff", "") == "a\xff");
}

TEST_CASE("characters are whole across the parts in which a text is read") {
    std::string bytes = "x";
    std::string text = "x";
    for (int i = 0; i < 100'000; ++i) {
        bytes += "\xcd\xcb";
        text += "退";
    }
    CHECK(decoded(bytes, "GB18030") == text);
    CHECK(decoded(text, "") == text);
}

TEST_CASE("an encoding that the system does not have is refused") {
    for (auto const *name : {"nowhere", "GB18030//IGNORE", ""}) CHECK_FALSE(is_encoding(name));
    for (auto const *name : {"GB18030", "UTF-16", "Windows-1252", "UTF-8"})
        CHECK(is_encoding(name));
    CHECK_THROWS_AS(decoded("a", "nowhere"), Error);
}

TEST_CASE("the encoding of a text that is not UTF-8 is guessed") {
    CHECK(likely_encoding("\xcd\xcb\xbf\xee,a") == "GB18030");
    CHECK(likely_encoding("Gr\xf6\xdf\x65,Stra\xdf\x65,M\xfcller") == "Windows-1252");
    CHECK(likely_encoding("\xff") == "Windows-1252");
    CHECK(likely_encoding("a\0b\0"sv) == "UTF-16LE");
    CHECK(likely_encoding("\0a\0b"sv) == "UTF-16BE");
}
