#include <dcc/base/text.hpp>

#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace std::literals;

TEST_CASE("UTF-8 is told from what is not") {
    for (auto const text :
         {""sv, "abc"sv, "客户中心"sv, "👩‍🔧"sv, "\u0000x"sv, "\U0010ffff"sv})
        CHECK(dcc::is_utf8(text));
    for (auto const text : {
             "\x80"sv,              // a follower without a lead
             "\xe5\xae"sv,          // cut short
             "\xc0\xaf"sv,          // overlong
             "\xe0\x80\xaf"sv,      // overlong
             "\xed\xa0\x80"sv,      // a surrogate
             "\xf4\x90\x80\x80"sv,  // past U+10FFFF
             "\xbf\xcd\xbb\xa7"sv,  // 客户 in GBK
             "abc\xff"sv,
         })
        CHECK_FALSE(dcc::is_utf8(text));
}

TEST_CASE("Chinese takes two columns, marks none, ill-formed bytes one each") {
    CHECK(dcc::display_width("") == 0);
    CHECK(dcc::display_width("abc") == 3);
    CHECK(dcc::display_width("客户中心") == 8);
    CHECK(dcc::display_width("（ＡＢ）") == 8);
    CHECK(dcc::display_width("e\u0301") == 1);
    CHECK(dcc::display_width("\xff\xfe") == 2);
    CHECK(dcc::display_width("a\xe5\xae") == 3);
}

TEST_CASE("shortening fits the columns and cuts no character in two") {
    CHECK(dcc::shorten("abc", 3) == "abc");
    CHECK(dcc::shorten("abcd", 3) == "ab…");
    CHECK(dcc::shorten("abcd", 1) == "…");
    CHECK(dcc::shorten("abcd", 0).empty());
    CHECK(dcc::shorten("", 0).empty());
    CHECK(dcc::shorten("客户中心", 8) == "客户中心");
    CHECK(dcc::shorten("客户中心", 7) == "客户中…");
    CHECK(dcc::shorten("客户中心", 6) == "客户…");
    CHECK(dcc::shorten("客户中心", 2) == "…");
    CHECK(dcc::shorten("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    CHECK(dcc::shorten("🇨🇳🇨🇳🇨🇳", 4) == "🇨🇳…");
    CHECK(dcc::shorten("a\xff\xff\xff", 3) == "a\xff…");

    auto const text = "工单 C42：客户 Zoë 说 e\u0301clair 坏了 👩‍🔧🇨🇳!"s;
    for (std::size_t columns = 0; columns < 60; ++columns) {
        auto const shorter = dcc::shorten(text, columns);
        CAPTURE(columns);
        CHECK(dcc::display_width(shorter) <= columns);
        CHECK(dcc::is_utf8(shorter));
    }
}

TEST_CASE("folding forgets case and width") {
    CHECK(dcc::fold_case("") == "");
    CHECK(dcc::fold_case("Ｈｅｌｌｏ，ＶＩＰ") == "hello,vip");
    CHECK(dcc::fold_case("STRASSE") == dcc::fold_case("straße"));
    CHECK(dcc::fold_case("e\u0301") == dcc::fold_case("É"));
    CHECK(dcc::fold_case("客户") == "客户");
    CHECK(dcc::fold_case("ｶﾞ") == "ガ");
    CHECK(dcc::fold_case("a\0B"sv) == "a\0b"sv);
    CHECK(dcc::fold_case("ABC\xff") == "ABC\xff");
    for (auto const *text : {"ﬁＡ①㎏", "ǅ", "İ", "ΑΣ", "½"})
        CHECK(dcc::fold_case(dcc::fold_case(text)) == dcc::fold_case(text));
}

TEST_CASE("trimming takes blanks of both scripts off the ends") {
    CHECK(dcc::trim("") == "");
    CHECK(dcc::trim(" \t\r\n\u3000") == "");
    CHECK(dcc::trim("\u3000 王 伟\u3000\r\n") == "王 伟");
    CHECK(dcc::trim("a") == "a");
    // U+3000 is e3 80 80: its last bytes are also those of other characters.
    CHECK(dcc::trim("\xe4\x80\x80") == "\xe4\x80\x80");
    CHECK(dcc::trim("\x80\x80") == "\x80\x80");
}

TEST_CASE("a text of invisible characters only is blank") {
    for (std::string_view const text :
         {"", " ", "\t\r\n", "\u00a0", "\u3000", "\u200b", "\u200b\u200d \ufeff", "\u2060",
          "\u00ad", "\u202e", "\u3164", "\u115f\u1160", "\u2800", "\ufe0f", "\u2028", "\u0001"}) {
        CAPTURE(text);
        CHECK(dcc::is_blank(text));
    }
    for (std::string_view const text : {"a", "\u200b退", ".", "😀\ufe0f", "\xff", "\u0301"}) {
        CAPTURE(text);
        CHECK_FALSE(dcc::is_blank(text));
    }
}

TEST_CASE("control characters are found, line ends and tabs are none") {
    for (std::string_view const text : {"", "a\tb\nc\r\n", "退款\u200b\u202e", "\xff"}) {
        CAPTURE(text);
        CHECK_FALSE(dcc::control_in(text));
    }
    CHECK(dcc::control_in(std::string_view{"a\0b", 3}) == U'\0');
    CHECK(dcc::control_in("a\rb") == U'\r');
    CHECK(dcc::control_in("\r\n\x1b[2J") == U'\x1b');
    CHECK(dcc::control_in("a\x7f") == U'\x7f');
    CHECK(dcc::control_in("a\u0085") == U'\u0085');
}

TEST_CASE("printable text drives no terminal") {
    CHECK(dcc::printable("红\x1b[31m字\x07") == "红 [31m字 ");
    CHECK(dcc::printable("a\nb\tc") == "a b c");
    CHECK(dcc::printable("a\nb\tc", true) == "a\nb\tc");
    CHECK(dcc::printable("a\r\nb") == "a b");
    CHECK(dcc::printable("a\r\nb\rc", true) == "a\nb c");
    CHECK(dcc::printable("a\u009b31mb\x7f") == "a 31mb ");
    CHECK(dcc::printable("a\x9b") == "a\ufffd");
    CHECK(dcc::printable("a\0b"sv) == "a b");
    CHECK(dcc::printable("exe.\u202egpj\u2028") == "exe. gpj ");
    CHECK(dcc::printable("👩‍🔧") == "👩‍🔧");
}

TEST_CASE("What a word begins is nearer than what it resembles") {
    constexpr std::array<std::string_view, 6> options{"--id",       "--into", "--now",
                                                      "--internal", "--as",   "--category"};
    struct Row {
        std::string_view given;
        std::string_view meant;
    };
    for (auto const &row :
         {Row{"--in", "--into"}, Row{"--int", "--into"}, Row{"--inter", "--internal"},
          Row{"--no", "--now"}, Row{"--cat", "--category"}, Row{"--i", "--id"},
          Row{"--idd", "--id"}, Row{"--intoo", "--into"}, Row{"--", ""}, Row{"-", ""}}) {
        CAPTURE(row.given);
        CHECK(dcc::nearest(row.given, options) == row.meant);
    }
}

TEST_CASE("the nearest word is the one that was meant, or none") {
    constexpr std::array<std::string_view, 6> verbs{"triage",   "classify", "assign",
                                                    "handover", "办公",     "list"};
    CHECK(dcc::nearest("tirage", verbs) == "triage");
    CHECK(dcc::nearest("Asign", verbs) == "assign");
    CHECK(dcc::nearest("LIST", verbs) == "list");
    CHECK(dcc::nearest("lsit", verbs) == "list");
    CHECK(dcc::nearest("办公室", verbs) == "办公");
    CHECK(dcc::nearest("lost", verbs) == "list");
    CHECK(dcc::nearest("xy", verbs).empty());
    CHECK(dcc::nearest("", verbs).empty());
    CHECK(dcc::nearest("frobnicate", verbs).empty());
    CHECK(dcc::nearest(std::string(100'000, 'a'), verbs).empty());
    CHECK(dcc::nearest("triage", {}).empty());
}
