#include "../random.hpp"
#include <dcc/base/markdown.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string told(std::string_view text) {
    std::string list;
    for (auto const &term : index_terms(text)) list += (list.empty() ? "" : " ") + term.text;
    return list;
}

// "[a b] [c*]"
std::string phrases_of(std::string_view text) {
    std::string list;
    for (auto const &phrase : read_phrases(text)) {
        list += list.empty() ? "[" : " [";
        for (auto const &term : phrase.terms) list += (list.back() == '[' ? "" : " ") + term;
        list += phrase.prefix ? "*]" : "]";
    }
    return list;
}

std::string marked(std::string_view text, std::string_view query, std::size_t columns = 72) {
    return mark(text, find_phrases(text, read_phrases(query)), columns);
}

}  // namespace

TEST_CASE("A character of Chinese is a term with the one after it, other words are whole") {
    CHECK(told("包裹没到") == "包裹 裹没 没到 到");
    CHECK(told("包") == "包");
    CHECK(told("我的iPhone坏了，怎么办？") == "我的 的 iphone 坏了 了 怎么 么办 办");
    CHECK(told("The parcel hasn't come") == "the parcel hasn t come");
    CHECK(told("ABC-7_x foo@bar.com") == "abc 7 x foo bar com");
    CHECK(told("退款。发票") == "退款 款 发票 票");
    CHECK(told("カメラ 한국어 ภาษา") == "カメ メラ ラ 한국 국어 어 ภา าษ ษา า");
    CHECK(told("Привет, мир") == "привет мир");
}

TEST_CASE("Width, case and composition make no difference") {
    CHECK(told("ＡＢＣ１２") == "abc12");
    CHECK(told("Ｗｉ－Ｆｉ　断线") == "wi fi 断线 线");
    CHECK(told("Straße ﬁn") == "strasse fin");
    CHECK(told("cafe\u0301") == told("CAFÉ"));
    CHECK(told("ｶﾞｽ") == told("ガス"));
    CHECK(told("㈱") == "株");
    CHECK(told("葛\U000E0100飾") == "葛飾 飾");
}

TEST_CASE("Marks, emoji, control characters and ill-formed bytes only separate") {
    CHECK(told("") == "");
    CHECK(told("，。！？…—「」\t\n\r \"*():^{}") == "");
    CHECK(told("好👍🏽的👨‍👩‍👧吗") == "好 的 吗");
    CHECK(told("包\xff裹") == "包 裹");
    CHECK(told("\xe5\x8c") == "");
    CHECK(told(std::string_view{"a\0b", 3}) == "a b");
    CHECK(told("a\u202eb") == "ab");  // it is not seen, and parts nothing
    CHECK(index_terms(std::string(1000, 'x')).front().text == std::string(64, 'x'));
}

TEST_CASE("A term tells where it stands in the text as it was written") {
    std::string const text = "退ＡＢ款é了";
    auto const terms = index_terms(text);
    REQUIRE(terms.size() == 5);
    CHECK(text.substr(terms[1].begin, terms[1].end - terms[1].begin) == "ＡＢ");
    CHECK(text.substr(terms[3].begin, terms[3].end - terms[3].begin) == "é");
    auto const pair = index_terms("包裹").front();
    CHECK(pair.own_end == 3);
    CHECK(pair.end == 6);
}

TEST_CASE("Folding what is simple by itself gives what folding all of it gives") {
    constexpr std::string_view pieces[] = {"a",    "Z", "9",  "é",      "e\u0301", "包", "裹", "，",
                                           "。",   "ｱ", "Ａ", "ß",      " ",       "-",  "　", "ก",
                                           "🙂", "й", "ﬀ",  "\u200d", "가",      "【", "①"};
    test::Random random{7};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto n = random.below(12); n > 0; --n) text += random.pick(pieces);
        CAPTURE(text);
        CHECK(told(text) == told(fold_case(text)));
    }
}

TEST_CASE("Words searched for become phrases") {
    CHECK(phrases_of("包裹") == "[包裹]");
    CHECK(phrases_of("包裹破损") == "[包裹 裹破 破损]");
    CHECK(phrases_of("退款 发票") == "[退款] [发票]");
    CHECK(phrases_of("退款，发票、refund") == "[退款] [发票] [refund]");
    CHECK(phrases_of("包") == "[包*]");
    CHECK(phrases_of("refund*") == "[refund*]");
    CHECK(phrases_of("ABC-7") == "[abc 7]");
    CHECK(phrases_of("iPhone手机") == "[iphone 手机]");
    CHECK(phrases_of("第5代") == "[第 5 代*]");
    CHECK(phrases_of("\"no signal\" router") == "[no signal] [router]");
    CHECK(phrases_of("“我要 退款”") == "[我要 要 退款]");
    CHECK(phrases_of("「无法 登录」x") == "[无法 法 登录] [x]");
    CHECK(phrases_of("\"never closed") == "[never closed]");
    CHECK(phrases_of("\"refund*\"") == "[refund]");
    CHECK(phrases_of("退款 退款 ＲＥＦＵＮＤ refund") == "[退款] [refund]");
}

TEST_CASE("Nothing that is searched for is syntax") {
    CHECK(phrases_of("") == "");
    CHECK(phrases_of("\"\" * - ^ ( ) : { } + ' ; \\") == "");
    CHECK(phrases_of("a AND b OR NOT NEAR(c, 5)") == "[a] [and] [b] [or] [not] [near c] [5]");
    CHECK(phrases_of("subject:退款") == "[subject 退款]");
    CHECK(phrases_of(std::string_view{"x\0y", 3}) == "[x] [y]");
    CHECK(phrases_of("\xff\xfe退款\xff") == "[退款]");
}

TEST_CASE("Hits are marked as they were written") {
    CHECK(marked("请尽快退款给我", "退款") == "请尽快【退款】给我");
    CHECK(marked("包裹没到，包裹呢", "包裹") == "【包裹】没到，【包裹】呢");
    CHECK(marked("ＲＥＦＵＮＤ please", "refund") == "【ＲＥＦＵＮＤ】 please");
    CHECK(marked("包裹破损", "包裹 裹破") == "【包裹破】损");
    CHECK(marked("收到包", "包") == "收到【包】");
    CHECK(marked("包裹", "包") == "【包】裹");
    CHECK(marked("Refunds are slow", "refund*") == "【Refunds】 are slow");
    CHECK(marked("Refunds are slow", "refund") == "Refunds are slow");
    CHECK(marked("【急】退款\n现在\x1b[31m", "退款") == "〖急〗【退款】 现在 [31m");
    CHECK(marked("no signal", "\"no signal\"") == "【no signal】");
    CHECK(marked("我要，退款", "\"我要 退款\"") == "【我要，退款】");
    CHECK(marked("我要的退款", "\"我要 退款\"") == "我要的退款");
}

TEST_CASE("Of a long text the part with the hit is shown, never wider than asked") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "一二三四";
    auto const shown = marked(text + "退款" + text, "退款", 40);
    CHECK(shown.starts_with("…"));
    CHECK(shown.ends_with("…"));
    CHECK(shown.find("【退款】") != std::string::npos);
    CHECK(display_width(shown) <= 42);
    CHECK(marked(text, "五", 40) == shorten(text, 40));
    CHECK(is_utf8(marked(std::string(5000, '\xe5'), "x", 40)));
}

TEST_CASE("A word of Chinese is found exactly where it stands") {
    // Few characters, so that overlaps and near misses abound.
    constexpr std::string_view characters[] = {"包", "裹", "退", "款", "，", " ", "a"};
    test::Random random{11};
    auto const any = [&](std::int64_t size, std::int64_t kinds) {
        std::string text;
        for (; size > 0; --size) text += characters[random.below(kinds)];
        return text;
    };
    int found = 0;
    for (int round = 0; round < 5000; ++round) {
        auto const text = any(random.below(14), 7);
        auto const word = any(1 + random.below(4), 4);
        auto const spans = find_phrases(text, read_phrases(word));
        CAPTURE(text);
        CAPTURE(word);
        CHECK(spans.empty() == (text.find(word) == std::string::npos));
        if (spans.empty()) continue;
        ++found;
        CHECK(spans.front().begin == text.find(word));
        for (auto const &span : spans)
            CHECK(text.substr(span.begin, span.end - span.begin).starts_with(word));
    }
    CHECK(found > 500);
}

TEST_CASE("The words of a Markdown text without its marks") {
    CHECK(
        plain_of_markdown("# 重置密码\n\n1. 打开**设置**\n2. 点 `重置`\n\n> 注意：_不要_关机\n") ==
        "重置密码\n\n1. 打开设置\n2. 点 重置\n\n注意：不要关机");
    CHECK(plain_of_markdown("见 [帮助](https://a.example/x) 与 ![图](p.png)") ==
          "见 帮助 (https://a.example/x) 与 图 (p.png)");
    CHECK(plain_of_markdown("```\nrm *.tmp_x\n```\n2 * 3, a_b, C#") ==
          "rm *.tmp_x\n2 * 3, a_b, C#");
    CHECK(plain_of_markdown("\\*so\\* [not a link] [x](") == "*so* [not a link] [x](");
    CHECK(plain_of_markdown("") == "");
    CHECK(plain_of_markdown("####### seven\n#no heading") == "####### seven\n#no heading");
}
