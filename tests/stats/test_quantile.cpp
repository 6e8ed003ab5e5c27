#include "../random.hpp"
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;

namespace {

using WholeSample = std::vector<std::int64_t>;

std::int64_t percentile(WholeSample sample, double p) {
    return quantile(sample, p);
}

// The definition, word by word: the smallest value that at least p % of the sample do not exceed.
std::int64_t naive(WholeSample sample, std::int64_t percent) {
    std::ranges::sort(sample);
    auto const n = static_cast<std::int64_t>(sample.size());
    for (auto const value : sample) {
        auto const below = std::ranges::count_if(sample, [&](auto x) { return x <= value; });
        if (100 * below >= percent * n) return value;
    }
    return sample.back();
}

}  // namespace

TEST_CASE("a quantile is the value that a sort and a count give") {
    Random random{7};
    for (int i = 0; i < 2000; ++i) {
        WholeSample sample(static_cast<std::size_t>(1 + random.below(60)));
        auto const spread = random.one_in(2) ? 10 : 1'000'000;  // with ties, mostly without
        for (auto &value : sample) value = random.below(spread) - spread / 2;
        auto const percent = 1 + random.below(100);
        CAPTURE(percent);
        CAPTURE(sample.size());
        CHECK(percentile(sample, static_cast<double>(percent) / 100) == naive(sample, percent));
    }
}

TEST_CASE("a share that meets a rank exactly takes that rank, whatever its binary digits") {
    // 0.55 * 100 is 55.00000000000001 in binary.
    for (std::int64_t percent = 1; percent <= 100; ++percent)
        for (std::int64_t const hundreds : {1, 7, 1'000}) {
            WholeSample sample(static_cast<std::size_t>(100 * hundreds));
            for (std::size_t i = 0; i < sample.size(); ++i)
                sample[i] = static_cast<std::int64_t>(i) + 1;
            CHECK(quantile(sample, static_cast<double>(percent) / 100) == percent * hundreds);
        }
}

TEST_CASE("the ends: the least share is the smallest value, the whole is the greatest") {
    WholeSample const sample{5, -3, 9, 0};
    CHECK(percentile(sample, 1e-300) == -3);
    CHECK(percentile(sample, 0.25) == -3);
    CHECK(percentile(sample, 0.2500001) == 0);
    CHECK(percentile(sample, 0.75) == 5);
    CHECK(percentile(sample, 0.999999) == 9);
    CHECK(percentile(sample, 1.0) == 9);
    CHECK(percentile({42}, 1e-9) == 42);
    CHECK(percentile({42}, 0.5) == 42);
    CHECK(percentile({42}, 1) == 42);
}

TEST_CASE("taking a quantile reorders the sample and loses nothing of it") {
    Random random{8};
    WholeSample sample(101);
    for (auto &value : sample) value = random.below(1000);
    auto before = sample;
    quantile(sample, 0.9);
    std::ranges::sort(before);
    std::ranges::sort(sample);
    CHECK(sample == before);
}

TEST_CASE("an empty sample has its size and no figures") {
    WholeSample none;
    auto const summary = summarise(none);
    CHECK(summary.n == 0);
    CHECK_FALSE(summary.median);
    CHECK_FALSE(summary.p90);
    CHECK_FALSE(summary.mean);
}

TEST_CASE("summaries of one, two and ten") {
    WholeSample one{-7};
    auto summary = summarise(one);
    CHECK(summary.n == 1);
    CHECK(summary.median == -7);
    CHECK(summary.p90 == -7);
    CHECK(summary.mean == -7);

    WholeSample two{10, 1};
    summary = summarise(two);
    CHECK(summary.n == 2);
    CHECK(summary.median == 1);  // a value of the sample, not the midpoint
    CHECK(summary.p90 == 10);
    CHECK(summary.mean == 6);  // 5.5

    WholeSample ten{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    summary = summarise(ten);
    CHECK(summary.median == 5);
    CHECK(summary.p90 == 9);
    CHECK(summary.mean == 6);  // 5.5
}

TEST_CASE("a mean is rounded half away from nought and does not overflow") {
    auto const mean = [](WholeSample sample) { return summarise(sample).mean; };
    CHECK(mean({-10, -1}) == -6);
    CHECK(mean({1, 1, 2}) == 1);
    CHECK(mean({-1, -1, -2}) == -1);
    CHECK(mean({-5, 5}) == 0);
    constexpr auto huge = std::numeric_limits<std::int64_t>::max();
    CHECK(mean({huge, huge}) == huge);
    CHECK(mean({-huge, huge, 3}) == 1);
}
