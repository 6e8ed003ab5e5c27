#include "../random.hpp"
#include <dcc/base/error.hpp>
#include <dcc/learn/calibration.hpp>
#include <dcc/learn/train.hpp>

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::learn;
using namespace dcc::test;
using doctest::Approx;

namespace {

KeyedHash const hash{digest("test")};

// Texts of three categories, which share some words; each by another person unless `one_owner`.
std::vector<Example> examples(int each, bool one_owner = false) {
    struct Kind {
        std::string category;
        std::vector<std::string> words;
    };
    std::vector<Kind> const kinds{
        {"bill", {"账单", "多扣", "退费", "invoice"}},
        {"line", {"断网", "信号", "宽带", "modem"}},
        {"shop", {"营业厅", "排队", "态度", "queue"}},
    };
    std::vector<Example> all;
    for (int i = 0; i < each; ++i)
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            auto const &words = kinds[k].words;
            auto const n = static_cast<std::size_t>(i);
            CaseText const text{words[n % 4] + "问题", "请处理" + words[(n + 1) % 4] + "，" +
                                                           words[(n + 2) % 4] + " 谢谢"};
            auto const owner = one_owner ? 1 : static_cast<std::int64_t>(all.size());
            all.push_back({features_of(text, hash), kinds[k].category, owner});
        }
    return all;
}

Model model_of(std::vector<Example> rows) {
    auto model = train(*lesson_of(std::move(rows)));
    model.desk = "desk";
    model.learned_at = Instant{Seconds{1'700'000'000}};
    model.fingerprint = fingerprint_of(model);
    return model;
}

// Scores, and truths that are drawn with the probabilities of softmax(scores, temperature).
std::vector<HeldOut> drawn(double temperature, int rows, std::uint64_t seed) {
    Random random{seed};
    auto const unit = [&] { return static_cast<double>(random.below(1'000'000)) / 1'000'000; };
    std::vector<HeldOut> all;
    for (int i = 0; i < rows; ++i) {
        HeldOut row{{unit() * 4, unit() * 4, unit() * 4}, 0, 0};
        auto rest = unit();
        for (auto const p : softmax(row.scores, temperature)) {
            if (rest < p || row.truth == 2) break;
            rest -= p;
            ++row.truth;
        }
        all.push_back(row);
    }
    return all;
}

}  // namespace

TEST_CASE("case, width and punctuation make no other features; long numbers make none") {
    struct Same {
        CaseText one, other;
    };
    for (auto const &[one, other] : {
             Same{{"ＷＩＦＩ断网", ""}, {"wifi断网", ""}},
             Same{{"断网！", "MODEM"}, {"断网", "modem"}},
             Same{{"", "call 13812345678 now"}, {"", "call  now"}},
             Same{{"", "订单 A-1234567890 退款"}, {"", "订单 a 退款"}},
         })
        CHECK(features_of(one, hash) == features_of(other, hash));
    CHECK(features_of({"", "年 2024"}, hash).size() == 2);
    CHECK(features_of({"", ""}, hash).empty());
    CHECK(features_of({"\xff\xfe", "!?"}, hash).empty());
}

TEST_CASE("characters, pairs and triples are features, and the subject counts as five") {
    // 退, 款, 失, 退款, 款失, 退款失
    auto const features = features_of({"", "退款失"}, hash);
    CHECK(features.size() == 6);
    for (auto const &feature : features) CHECK(feature.count == 1);
    for (auto const &feature : features_of({"退款失", "退款失"}, hash)) CHECK(feature.count == 6);
    auto const wording = wording_of({"", "退款失"}, hash);
    for (auto const &feature : features) CHECK(wording.contains(feature.id));
}

TEST_CASE("probabilities sum to 1, whatever the scores") {
    std::vector<std::vector<double>> const scores{{0, 0}, {1e6, -1e6, 0},     {-1e308, 1e308},
                                                  {5},    {-3, -3, -3, -2.5}, {1e-300, 0}};
    for (auto const &row : scores)
        for (double const temperature : {0.01, 1.0, 100.0}) {
            auto const p = softmax(row, temperature);
            CHECK(std::accumulate(p.begin(), p.end(), 0.0) == Approx(1));
            for (auto const one : p) CHECK((one >= 0 && one <= 1));
        }
}

TEST_CASE("the temperature by which truths were drawn is found again") {
    for (double const truth : {0.2, 0.5, 1.0, 3.0}) {
        auto const found = fit_temperature(drawn(truth, 20'000, 7));
        CHECK(found == Approx(truth).epsilon(0.1));
    }
    CHECK(fit_temperature({}) == 1);
}

TEST_CASE("few rows without an error make nothing certain") {
    for (std::size_t const n : {5U, 24U, 998U}) {
        std::vector<HeldOut> const rows(n, {{1, -1}, 0, 0});
        auto const first = softmax(rows.front().scores, fit_temperature(rows)).front();
        auto const count = static_cast<double>(n);
        CHECK(first == Approx((count + 1) / (count + 2)));
    }
}

TEST_CASE("a fitted temperature lessens the loss on rows that it was not fitted to") {
    for (double const truth : {0.2, 0.5, 3.0}) {
        auto const temperature = fit_temperature(drawn(truth, 1000, 1));
        auto const others = drawn(truth, 1000, 2);
        CHECK(log_loss(others, temperature) < log_loss(others, 1));
    }
}

TEST_CASE("the limit is the lowest probability with enough right above it") {
    std::vector<Judged> const judged{
        {0, 0.9, 0}, {0, 0.8, 0}, {0, 0.8, 1}, {0, 0.7, 0}, {0, 0.6, 1}};
    CHECK(limit_for(1, judged) == 0.9);
    CHECK(limit_for(0.75, judged) == 0.7);
    CHECK(limit_for(0.6, judged) == 0.6);
    CHECK(limit_for(0.95, {{0, 0.9, 1}, {0, 0.5, 0}}) > 1);
    CHECK(limit_for(0.95, {}) > 1);
}

TEST_CASE("the same rows give the same bytes, and other rows give others") {
    auto const one = encode(model_of(examples(12)));
    CHECK(one == encode(model_of(examples(12))));
    CHECK(one != encode(model_of(examples(13))));
    auto later = model_of(examples(12));
    later.learned_at += Seconds{1};
    CHECK(fingerprint_of(later) == decode(one).fingerprint);
    CHECK(encode(later) != one);
}

TEST_CASE("a model finds the category of a text and names the words for it") {
    auto const model = decode(encode(model_of(examples(12))));
    for (auto const &[text, category] :
         {std::pair{"宽带没有信号", "line"}, std::pair{"账单多扣，要退费", "bill"},
          std::pair{"排队太久，queue", "shop"}}) {
        CaseText const asked{text, ""};
        auto const likely = model.likely(features_of(asked, hash));
        REQUIRE(likely.size() == 3);
        CHECK(likely.front().category == category);
        double sum = 0;
        for (auto const &one : likely) sum += one.probability;
        CHECK(sum == Approx(1));
        auto const reasons = model.reasons(category, asked, hash, 2);
        REQUIRE_FALSE(reasons.empty());
        for (auto const &word : reasons) CHECK(std::string{text}.find(word) != std::string::npos);
    }
    CHECK(model.figures.accuracy().share() == Approx(1));
    CHECK(model.figures.log_loss < model.figures.log_loss_before);
    CHECK(model.reasons("gone", {"x", ""}, hash, 2).empty());
}

TEST_CASE("two categories are enough") {
    auto rows = examples(12);
    std::erase_if(rows, [](Example const &row) { return row.category == "shop"; });
    auto const model = model_of(std::move(rows));
    CHECK(model.likely(features_of({"账单", "退费"}, hash)).front().category == "bill");
    CHECK(model.likely(features_of({"断网", "modem"}, hash)).front().category == "line");
}

TEST_CASE("what one person alone has written is not learned") {
    auto const model = model_of(examples(12, true));
    CHECK(model.classifier.ids.empty());
    auto rows = examples(12);
    CaseText const secret{"密码本", ""};
    for (int i = 0; i < 6; ++i) rows.push_back({features_of(secret, hash), "bill", 999});
    auto const ids = model_of(std::move(rows)).classifier.ids;
    for (auto const &feature : features_of(secret, hash))
        CHECK_FALSE(std::ranges::binary_search(ids, feature.id));
}

TEST_CASE("categories with too few cases are left out, and two must remain") {
    auto rows = examples(12);
    rows.push_back({features_of({"x", ""}, hash), "rare", 1});
    auto const lesson = lesson_of(rows);
    REQUIRE(lesson);
    CHECK(lesson->categories == std::vector<std::string>{"bill", "line", "shop"});
    CHECK(lesson->too_few == std::vector<std::pair<std::string, std::size_t>>{{"rare", 1}});
    CHECK(lesson->examples.size() == 36);
    for (auto const each : {0, 1, 4})
        CHECK(lesson_of(examples(each)).refusal().code == "too_few_cases");
}

TEST_CASE("a model that was cut off or changed anywhere is refused") {
    auto const bytes = encode(model_of(examples(5)));
    CHECK(encode(decode(bytes)) == bytes);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 9)
        CHECK_THROWS_AS(decode(std::string_view{bytes}.substr(0, size)), Error);
    for (std::size_t at = 0; at < bytes.size(); at += 1 + at / 15) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        CHECK_THROWS_AS(decode(changed), Error);
    }
    CHECK_THROWS_AS(decode(bytes + "x"), Error);
}
