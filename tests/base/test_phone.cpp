#include <dcc/base/phone.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

using dcc::parse_phone;
using dcc::parse_phones;

// "KEY|TEXT" of each number, joined by blanks.
std::string numbers_in(std::string const &text, std::string const &country = "CN") {
    std::vector<std::string> numbers;
    for (auto const &number : parse_phones(text, country))
        numbers.push_back(number.key + '|' + number.text);
    return fmt::format("{}", fmt::join(numbers, " "));
}

}  // namespace

TEST_CASE("every spelling of a number is one number") {
    for (auto const *text :
         {"13800001234", "138-0000-1234", "138 0000 1234", " +86 138 0000 1234", "+8613800001234",
          "008613800001234", "0086-138-0000-1234", "8613800001234", "86 13800001234",
          "(138)00001234", "１３８００００１２３４", "＋８６ 138 0000 1234",
          "tel:+86-138-0000-1234"}) {
        CAPTURE(text);
        CHECK(numbers_in(text) == "+8613800001234|138 0000 1234");
    }
    for (auto const *text : {"021-55550000", "(021) 5555 0000", "+86 21 55550000", "02155550000"}) {
        CAPTURE(text);
        CHECK(numbers_in(text) == "+862155550000|021 5555 0000");
    }
}

TEST_CASE("the country of a desk reads numbers without one; others keep their code") {
    CHECK(numbers_in("+44 20 7946 0958") == "+442079460958|+44 20 7946 0958");
    CHECK(numbers_in("020 7946 0958", "GB") == "+442079460958|020 7946 0958");
    CHECK(numbers_in("+86 13800001234", "GB") == "+8613800001234|+86 138 0000 1234");
    CHECK(numbers_in("13800001234", "GB").empty());
    CHECK(numbers_in("020 7946 0958", "EU").empty());
    CHECK(numbers_in("+442079460958", "EU") == "+442079460958|+44 20 7946 0958");
}

TEST_CASE("extensions tell numbers apart") {
    for (auto const *text :
         {"010-12345678-801", "010-12345678转801", "010-12345678 分机 801", "010-12345678 ext. 801",
          "+86 10 12345678 x801", "tel:+86-10-12345678;ext=801", "010-12345678#801"}) {
        CAPTURE(text);
        CHECK(parse_phone(text, "CN").value().key == "+861012345678;ext=801");
    }
    CHECK(parse_phone("010-12345678", "CN").value().key == "+861012345678");
}

TEST_CASE("two numbers in one field are two numbers") {
    for (auto const *text :
         {"13800001234/13900005678", "138-0000-1234，139 0000 5678", "13800001234、13900005678",
          "13800001234或13900005678", "13800001234 13900005678",
          "13800001234; 13900005678; 138 0000 1234", "13800001234\n13900005678"}) {
        CAPTURE(text);
        CHECK(numbers_in(text) == "+8613800001234|138 0000 1234 +8613900005678|139 0000 5678");
    }
    CHECK(numbers_in("13800001234/无").empty());
}

TEST_CASE("what is no valid number is none") {
    for (auto const *text : {"",
                             "无",
                             "1.38E+10",
                             "n/a",
                             "-",
                             "+",
                             "0",
                             "95588",
                             "12315",
                             "86138123456",
                             "1380000123",
                             "138000012345",
                             "138****1234",
                             "1-800-FLOWERS",
                             "call 13800001234",
                             "13800001234 after six",
                             "99999999999999999999999999",
                             "010-12345678-8011234",
                             "14000001234",
                             "\xff"
                             "13800001234"}) {
        CAPTURE(text);
        CHECK(numbers_in(text).empty());
    }
}

// Brackets keep a number from being recognised by its shape.
TEST_CASE("a number recognised by its shape is what the library reads") {
    for (int prefix = 100; prefix < 200; ++prefix)
        for (int i = 0; i < 40; ++i) {
            auto const rest = fmt::format("{:08}", (i * 24999983L + prefix) % 100000000);
            auto const by_shape = parse_phone(fmt::format("{}{}", prefix, rest), "CN");
            CAPTURE(prefix);
            CAPTURE(rest);
            CHECK(by_shape == parse_phone(fmt::format("({}){}", prefix, rest), "CN"));
        }
}

TEST_CASE("countries") {
    CHECK(dcc::is_phone_country("CN"));
    CHECK(dcc::is_phone_country("GB"));
    CHECK_FALSE(dcc::is_phone_country("UK"));
    CHECK_FALSE(dcc::is_phone_country(""));
}
