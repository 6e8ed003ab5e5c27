#include <dcc/base/word_finder.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// What is found of the words, in their order: "login|退款".
std::string found(std::vector<std::string> const &words, std::string_view text) {
    WordFinder const finder{words};
    std::string list;
    for (auto const &hit : finder.find(text)) {
        if (!list.empty()) list += "|";
        list += text.substr(hit.span.begin, hit.span.end - hit.span.begin);
    }
    return list;
}

bool has(std::string const &word, std::string_view text) {
    return !found({word}, text).empty();
}

struct Example {
    char const *word;
    char const *text;
};

}  // namespace

TEST_CASE("a word of a script with blanks is not found inside another word") {
    Example const inside[] = {
        {"log in", "catalog in"}, {"log in", "log insight"}, {"rude", "intruder"},
        {"error", "terrors"},     {"error", "errors"},       {"fire", "firewall"},
        {"refund", "refund2"},    {"été", "répété"},         {"мир", "мирный"},
        {"refund", "re fund"},    {"injur*", "uninjured"},
    };
    for (auto const &example : inside) {
        CAPTURE(example.word);
        CAPTURE(example.text);
        CHECK_FALSE(has(example.word, example.text));
    }
    Example const whole[] = {
        {"log in", "I cannot log in."},
        {"rude", "(rude)"},
        {"fire", "Fire! It's on fire"},
        {"refund", "refund"},
        {"wifi", "我家的wifi断了"},
        {"c++", "a c++ program"},
        {"мир", "Миру - МИР"},
        {"injur*", "He was injured"},
        {"injur*", "injur"},
        {"log into*", "logged; log  into-it"},
        {"customer", "the customer's wish"},
        {"第3代", "这是第3代"},
    };
    for (auto const &example : whole) {
        CAPTURE(example.word);
        CAPTURE(example.text);
        CHECK(has(example.word, example.text));
    }
}

TEST_CASE("case, width, composition, blanks and the two kinds of Chinese make no difference") {
    Example const same[] = {
        {"ReFund", "REFUND"},   {"refund", "ｒｅｆｕｎｄ"}, {"straße", "STRASSE"},
        {"CAFÉ", "cafe\u0301"}, {"log in", "log \t\n  IN"}, {"log in", "log\u00a0in"},
        {"退款", "退款"},       {"發票", "发票"},           {"发票", "開發票嗎"},
        {"漏电", "插座漏電了"}, {"电话", "電話不通"},       {"ガス", "ｶﾞｽ"},
        {"质量", "質量很差"},   {"wi-fi", "ＷＩ－ＦＩ"},    {" 退款 ", "退款"},
    };
    for (auto const &example : same) {
        CAPTURE(example.word);
        CAPTURE(example.text);
        CHECK(has(example.word, example.text));
    }
    CHECK(found({"发票"}, "請開發票。") == "發票");
}

// Letters that meet by chance, and words: judged by eye.
TEST_CASE("a Chinese word is not found across the words of the text") {
    Example const chance[] = {
        {"起火", "同事一起火锅聚餐的发票怎么开"},
        {"着火", "看着火车离开"},
        {"着火", "闻着火锅的味道"},
        {"触电", "接触电脑的时间"},
        {"上门", "早上门口没有人"},
        {"次品", "三次品牌活动"},
        {"保修", "确保修复"},
        {"退款", "倒退款式"},
        {"被盗", "买到被盗版的书"},
        {"工资", "建筑企业施工资质"},
        {"受伤", "女性遭受伤害"},
        {"物流", "一直有分泌物流出"},
        {"国人", "中国人"},
        {"研究生", "研究生活方式"},
        {"发票", "请开发票据系统"},
        {"民政", "市人民政府"},
        {"产生", "生产生活"},
        {"起火", "同事一起火鍋聚餐"},
        {"开票", "离开票务"},
        {"开票", "离开票务中心才发现"},
        {"开票", "分开票据存放"},
        {"账户", "结账户外用品"},
        {"退货", "后退货架"},
        {"换货", "更换货架"},
        {"换货", "交换货币"},
        {"漏水", "泄漏水银"},
        {"断网", "诊断网站"},
        {"死机", "致死机理"},
        {"会员", "开会员工都到了"},
        {"电话", "充电话筒"},
        {"断电", "判断电压"},
        {"停电", "暂停电梯"},
        {"骗子", "受骗子女"},
        {"到期", "收到期刊"},
        {"过期", "通过期末考试"},
        {"品质", "产品质量"},
        {"上网", "早上网络正常"},
        {"质量", "物质量化"},
        {"维修", "思维修养"},
        {"差评", "误差评估"},
        {"退票", "后退票房"},
        {"取消", "听取消费者意见"},
        {"损坏", "破损坏账"},
        {"收费", "验收费用"},
        {"报警", "通报警方"},
    };
    for (auto const &example : chance) {
        CAPTURE(example.word);
        CAPTURE(example.text);
        CHECK_FALSE(has(example.word, example.text));
    }
}

TEST_CASE("a Chinese word is found among other words, and at the head of a longer one") {
    Example const words[] = {
        {"起火", "充电器起火了"},   {"起火", "家里起火锅炉坏了"}, {"漏电", "漏电保护器跳闸"},
        {"退款", "请退款给我"},     {"发票", "增值税发票"},       {"发票", "也没开发票"},
        {"未收到", "从未收到快递"}, {"没收到", "还没收到货"},     {"电梯", "电梯间"},
        {"小区", "小区内的道路"},   {"小区", "小区长年积水"},     {"小学", "连小学生都知道"},
        {"子女", "独生子女证"},     {"态度", "客服态度差"},       {"服务中断", "服务中断了"},
        {"被盗", "账号被盗用"},     {"火", "着 火 了"},           {"路灯", "路灯不亮"},
        {"开票", "请给我开票"},     {"开票", "离开前请帮我开票"}, {"开票", "公司开票抬头"},
        {"开票", "去年开票的税号"}, {"退货", "我要退货"},         {"换货", "已申请换货"},
        {"漏水", "水管漏水严重"},   {"断网", "家里断网三天"},     {"会员", "会员费被扣"},
        {"过期", "牛奶过期了"},     {"维修", "维修师傅没来"},     {"取消", "取消订单"},
        {"次品", "发来的是次品"},   {"差评", "我要给差评"},       {"报警", "已经报警"},
    };
    for (auto const &example : words) {
        CAPTURE(example.word);
        CAPTURE(example.text);
        CHECK(has(example.word, example.text));
    }
    // A single letter is a word only where it stands alone.
    CHECK_FALSE(has("火", "坐火车"));
}

TEST_CASE("a Chinese word goes on after a line end, not after blanks or an empty line") {
    for (auto const *text : {"电池爆\n炸了", "电池爆\r\n炸了", "电池爆\r炸了"}) {
        CAPTURE(text);
        CHECK(has("爆炸", text));
    }
    CHECK(found({"爆炸"}, "电池爆\n炸了") == "爆\n炸");
    for (auto const *text : {"电池爆 炸了", "电池爆\n\n炸了", "电池爆\n　　炸了", "电池爆\n|\n炸了",
                             "电池爆\n> 炸了"}) {
        CAPTURE(text);
        CHECK_FALSE(has("爆炸", text));
    }
    // What goes on is cut into words like the rest.
    CHECK_FALSE(has("起火", "同事一起\n火锅聚餐"));
    CHECK(has("log in", "I cannot log\nin"));
    CHECK_FALSE(has("login", "log\nin"));
}

TEST_CASE("words of the list help to cut the text") {
    CHECK(has("爆炸", "火爆炸鸡店"));
    CHECK(found({"爆炸", "炸鸡"}, "火爆炸鸡店") == "炸鸡");
}

TEST_CASE("scripts without blanks that are not Chinese are searched letter by letter") {
    CHECK(has("환불", "환불해주세요"));
    CHECK(has("キャンセル", "注文をキャンセルしたい"));
    CHECK(has("คืนเงิน", "ขอคืนเงินด้วย"));
}

TEST_CASE("many words are found in one pass, each at its first place") {
    std::vector<std::string> const words{"he", "she", "hers", "his", "退款", "款"};
    WordFinder const finder{words};
    std::string order;
    for (auto const &hit : finder.find("his hers, she and he; his"))
        order += words[hit.word] + "@" + std::to_string(hit.span.begin) + " ";
    CHECK(order == "he@18 she@10 hers@4 his@0 ");
    CHECK(found({"", "*", "\u200b"}, "a * \u200b").empty());
    CHECK(WordFinder{}.find("退款").empty());
    CHECK(found({"退款"}, "\xff退款\xe5") == "退款");
    CHECK(found({"injur*"}, "were Injured.") == "Injured");
}

TEST_CASE("a word whose letters only stand there is passed over, and told") {
    std::vector<std::string> const words{"起火", "退款", "rude"};
    WordFinder const finder{words};
    std::string_view const text = "一起火锅的intruder，退款";
    std::string over;
    for (auto const &hit : finder.passed_over(text)) over += words[hit.word] + " ";
    CHECK(over == "起火 rude ");
    CHECK(finder.passed_over("起火，一起火锅").empty());
}

TEST_CASE("the form of a word for comparing") {
    CHECK(folded_word("  ＬＯＧ \t In ") == "log in");
    CHECK(folded_word("發票") == folded_word("发票"));
    CHECK(folded_word("Injur*") == "injur*");
    for (auto const *nothing : {"", " ", "\u200b", "*", "\u00ad"})
        CHECK(folded_word(nothing).empty());
}

TEST_CASE("hostile texts take linear time") {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += "一起火锅";
    CHECK(found({"起火"}, text).empty());
    text += "起火了";
    CHECK(found({"起火"}, text) == "起火");
    CHECK(found({"aaaaaaaa", "aaaa*"}, std::string(200000, 'a')) == std::string(200000, 'a'));
}
