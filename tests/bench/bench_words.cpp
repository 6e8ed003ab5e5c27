// Milliseconds to look for 1,000 words in 10,000 texts, and to prepare the words, beside looking
// for one word after another, which tells no words from letters that meet by chance. The absolute
// figures are this machine's; the ratio carries over.

#include "../random.hpp"
#include <dcc/base/text.hpp>
#include <dcc/base/word_finder.hpp>

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

using namespace dcc;

namespace {

constexpr std::string_view parts[] = {
    "退款", "发票", "快递", "一起", "火锅",    "小区",    "物业",    "电梯",
    "停水", "客服", "账单", "扣费", "手机",    "登录",    "密码",    "合同",
    "保修", "上门", "质量", "投诉", "refund ", "router ", "parcel ", "not arrived ",
    "的",   "了",   "在",   "我们", "要求",    "，",      "。",      " "};

std::string text_of(test::Random &random, std::int64_t count) {
    std::string text;
    for (; count > 0; --count) text += random.pick(parts);
    return text;
}

// Runs `work` and gives the milliseconds of the processor that it took.
template <class Work>
double timed(Work const &work) {
    auto const begin = std::clock();
    work();
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

int main() {
    test::Random random{1};
    std::vector<std::string> words;
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i) words.push_back(text_of(random, 3));
    for (int i = 0; i < 10'000; ++i) texts.push_back(text_of(random, 120));

    std::size_t found = 0;
    auto const one_by_one = timed([&] {
        for (std::size_t i = 0; i < texts.size(); i += 100) {
            auto const folded = fold_case(texts[i]);
            for (auto const &word : words) found += folded.find(word) != folded.npos;
        }
    });
    WordFinder finder;
    auto const prepared = timed([&] { finder = WordFinder{words}; });
    auto const together = timed([&] {
        for (auto const &text : texts) found += finder.find(text).size();
    });
    std::printf("one by one: %.0f ms (of each hundredth text, times 100)\n", 100 * one_by_one);
    std::printf("prepared:   %.2f ms\n", prepared);
    std::printf("together:   %.0f ms, %.1f times as fast; %zu found\n", together,
                100 * one_by_one / together, found);
}
