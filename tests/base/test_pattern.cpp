#include <dcc/base/error.hpp>
#include <dcc/base/pattern.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using namespace std::literals;

TEST_CASE("a pattern is found anywhere, without regard to case") {
    dcc::Pattern const pattern{"refund|money back"};
    CHECK(pattern.found_in("I want my Money Back."));
    CHECK(pattern.found_in("REFUND"));
    CHECK_FALSE(pattern.found_in("fund"));
    CHECK(dcc::Pattern{"^vip$"}.found_in("VIP"));
    CHECK_FALSE(dcc::Pattern{"^vip$"}.found_in("a VIP"));
}

TEST_CASE("patterns read Chinese by characters, not bytes") {
    CHECK(dcc::Pattern{"退(款|货)"}.found_in("我要退货！"));
    CHECK_FALSE(dcc::Pattern{"退(款|货)"}.found_in("我要换货！"));
    CHECK(dcc::Pattern{"^.{4}$"}.found_in("客户中心"));
    CHECK(dcc::Pattern{"[一-龥]{2}机"}.found_in("洗衣机坏了"));
    CHECK(dcc::Pattern{"投诉.*(1[0-9]{10})"}.found_in("投诉 请回电 13800138000"));
    CHECK(dcc::Pattern{R"(\p{Han}+)"}.found_in("abc 客户"));
}

TEST_CASE("a text with NUL or ill-formed bytes is searched all the same") {
    CHECK(dcc::Pattern{"b"}.found_in("a\0b"sv));
    CHECK(dcc::Pattern{"b"}.found_in("\xff\xfe b"));
}

TEST_CASE("a hostile pattern finishes on a hostile text") {
    std::string const text = std::string(1'000'000, 'a') + "!";
    auto const start = std::chrono::steady_clock::now();
    CHECK_FALSE(dcc::Pattern{"^(a+)+$"}.found_in(text));
    CHECK(dcc::Pattern{"(a+)+$"}.found_in(text.substr(0, 1'000)));
    CHECK_FALSE(dcc::Pattern{"(a+)+$"}.found_in(text));
    CHECK_FALSE(dcc::Pattern{"^(a|a)*(a?){100}b$"}.found_in(text));
    // Seconds, not the age of the universe; wide enough for a busy machine and sanitizers.
    CHECK(std::chrono::steady_clock::now() - start < 30s);
}

TEST_CASE("a whole text matches, a part of it does not") {
    dcc::Pattern const pattern{"A-[0-9]+|壹贰"};
    CHECK(pattern.matches("a-17"));
    CHECK(pattern.matches("壹贰"));
    for (auto const *other : {"xA-17", "A-17 ", "A-17\n", "A-", "", "壹贰叁"})
        CHECK_FALSE(pattern.matches(other));
}

TEST_CASE("a wrong pattern is refused with the reason") {
    for (auto const *wrong : {"(", "[", "a{2,1}", "*", R"((a)\1)", "\xff", "((a{100}){100}){100}"})
        CHECK_THROWS_AS(dcc::Pattern{wrong}, dcc::Error);
    try {
        dcc::Pattern const pattern{"(退款"};
        FAIL("accepted");
    } catch (dcc::Error const &error) {
        CHECK(error.kind() == dcc::ErrorKind::data);
        CHECK(std::string_view{error.what()} == "missing ): (退款");
    }
}

TEST_CASE("patterns move") {
    dcc::Pattern first{"a"};
    dcc::Pattern second{std::move(first)};
    CHECK(second.found_in("xay"));
    second = dcc::Pattern{"b"};
    CHECK_FALSE(second.found_in("xay"));
}
