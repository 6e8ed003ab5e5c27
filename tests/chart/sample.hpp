#pragma once

#include "../random.hpp"
#include "../support/share.hpp"
#include <dcc/chart/page.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace dcc::test {

// A page as a desk has it, with a chart of each kind, in English or Chinese; and one with the same
// charts of whatever is odd.

using namespace chart;

// A text that breaks out of anything that does not escape it.
inline std::string const hostile_text =
    "</title></svg></style>\"'><script>document.title='broken'</script>"
    "<img src=\"https://example.invalid/x.png\" onerror=\"alert(1)\"> & \x01\xff\xe2\x80\xae ]]>";

inline wording::PageLabels const &labels_in(std::string const &language) {
    static auto const zh = wording::load_page_labels(test_share, "zh");
    static auto const en = wording::load_page_labels(test_share, "en");
    return language == "zh" ? zh : en;
}

inline std::string two_digits(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

inline std::vector<std::string> weeks(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i <= count; ++i)
        names.push_back((i <= 52 ? "2026-W" : "2027-W") + two_digits((i - 1) % 52 + 1));
    return names;
}

class Sample {
  public:
    // `subject` is a text that a customer wrote.
    Sample(std::string const &language, std::string subject)
        : zh_{language == "zh"}, subject_{std::move(subject)} {}

    std::string say(char const *en, char const *zh) const { return zh_ ? zh : en; }

    BarChart bars() const {
        BarChart chart{say("Resolved in time, by category", "各类别按时解决率"),
                       {say("share of clocks that were met", "按时完成的计时占比"), Unit::share},
                       {}};
        for (auto const &[en, zh, value, low, high] : categories())
            chart.bars.push_back({say(en, zh), Value{value, Range{low, high}}});
        chart.bars.push_back({subject_, Value{0.61, Range{0.34, 0.83}}});
        return chart;
    }

    LineChart lines() const {
        LineChart chart{say("First response, by week", "每周首次响应时间"),
                        {say("median, working time", "中位数，工作时间"), Unit::worked},
                        {say("Phone", "电话"), say("Mail", "邮件"), say("Web shop", "网店")},
                        {}};
        Random random{7};
        auto const names = weeks(26);
        for (std::size_t i = 0; i < names.size(); ++i) {
            Row row{names[i], {}};
            for (auto const base : {1800.0, 9000.0, 14400.0}) {
                auto const value = base * (0.8 + 0.04 * static_cast<double>(random.below(10)));
                row.values.push_back(Value{value});
            }
            if (i == 9 || i == 10) row.values[1].reset();
            chart.periods.push_back(row);
        }
        return chart;
    }

    ControlChart control() const {
        // The share of nonconforming cans of the orange juice data of R's package qcc, 30 samples
        // of 50, with its centre and limits.
        constexpr int counts[] = {12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                                  8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6};
        ControlChart chart{say("Reopened cases", "重新打开的事项"),
                           {say("share of the cases of a week", "占当周事项的比例"), Unit::share},
                           {}};
        auto const names = weeks(30);
        for (std::size_t i = 0; i < 30; ++i) {
            bool const later = i >= 23;
            chart.points.push_back({names[i], counts[i] / 50.0,
                                    later ? ControlLimits{0.2029, 0.0323, 0.3735}
                                          : ControlLimits{0.2313333, 0.05242755, 0.4102391},
                                    i == 23});
        }
        return chart;
    }

    StackedBars ageing() const {
        return {
            say("Open cases by age", "未结事项的账龄"),
            {say("cases", "件"), Unit::count},
            {say("up to 1 day", "1天以内"), say("2–3 days", "2–3天"), say("4–7 days", "4–7天"),
             say("8–14 days", "8–14天"), say("over 14 days", "14天以上")},
            {{say("First line", "一线客服"), {Value{42}, Value{31}, Value{12}, Value{6}, Value{2}}},
             {say("Repairs", "维修"), {Value{18}, Value{22}, Value{25}, Value{17}, Value{11}}},
             {say("Billing", "账务"), {Value{9}, Value{4}, Value{2}, Value{0}, Value{1}}},
             {say("Complaints", "投诉"), {Value{3}, Value{5}, Value{8}, Value{9}, Value{4}}}}};
    }

    ScatterPlot scatter() const {
        ScatterPlot chart{say("Handling time and satisfaction", "处理时长与满意度"),
                          {say("time to resolution", "解决时长"), Unit::span},
                          {say("score, 1 to 5", "评分（1–5）"), Unit::number, false},
                          {},
                          say("Spearman −0.41 (95 % −0.55 to −0.24), n = 120",
                              "Spearman 相关系数 −0.41（95% 区间 −0.55 至 −0.24），n = 120")};
        Random random{3};
        for (int i = 0; i < 120; ++i) {
            auto const days = static_cast<double>(random.below(1000)) / 100;
            auto const noise = static_cast<double>(random.below(200)) / 100 - 1;
            chart.points.emplace_back(
                days * 86400, std::round(std::min(5.0, std::max(1.0, 4.4 - days / 5 + noise))));
        }
        return chart;
    }

    FunnelPlot funnel() const {
        FunnelPlot chart{
            say("Complaints against expectation, by dealer", "各经销商投诉数与预期之比"),
            {say("expected complaints", "预期投诉数"), Unit::count},
            {say("observed / expected", "实际数／预期数"), Unit::number},
            {},
            {{"95 %", {}}, {"99.8 %", {}}}};
        for (double expected = 1; expected <= 120; expected += 1) {
            chart.limits[0].curve.push_back(
                {expected, {1 - 1.96 / std::sqrt(expected), 1 + 1.96 / std::sqrt(expected)}});
            chart.limits[1].curve.push_back(
                {expected, {1 - 3.09 / std::sqrt(expected), 1 + 3.09 / std::sqrt(expected)}});
        }
        Random random{11};
        for (int i = 0; i < 24; ++i) {
            auto const expected = 5 + static_cast<double>(random.below(105));
            auto const ratio =
                1 + (static_cast<double>(random.below(300)) / 100 - 1.5) / std::sqrt(expected);
            chart.points.push_back({"D" + std::to_string(i), expected, ratio, false});
        }
        chart.points.push_back({say("North Dealer Ltd", "北区经销商"), 62, 1.58, true});
        chart.points.push_back({subject_, 96, 0.63, true});
        return chart;
    }

    Sparkline spark() const {
        Sparkline chart{say("Attainment by week", "每周达标率"), {"", Unit::share, false}, {}};
        auto const names = weeks(12);
        for (std::size_t i = 0; i < names.size(); ++i)
            chart.periods.push_back({names[i], Value{0.9 + 0.01 * static_cast<double>(i * 7 % 5)}});
        return chart;
    }

    // The charts of the page, without the sparkline.
    std::vector<Chart> charts() const {
        return {bars(), lines(), control(), ageing(), scatter(), funnel()};
    }

    Page page() const {
        Page page{say("Service report", "服务报告"),
                  say("Example desk, 1 June to 30 November 2026, all times Asia/Shanghai",
                      "示例服务台，2026年6月1日至11月30日，时间均为北京时间"),
                  {},
                  {},
                  {},
                  "9f2c1d80b7aa"};
        page.cards = {
            {say("Resolved in time", "按时解决"), Share{0.934}, "91.0–95.2 %", 1240, spark()},
            {say("Open cases", "未结事项"),
             std::int64_t{1234},
             say("oldest: 31 days", "最久31天"),
             {},
             {}},
            {say("First response, median", "首次响应（中位数）"),
             Worked{Seconds{5400}},
             "",
             812,
             {}},
            {say("Complaints upheld", "成立的投诉"),
             Cell{},
             say("too few to say", "数量太少，不作判断"),
             3,
             {}}};
        page.sections.push_back(
            {say("Attainment", "达标情况"),
             say("A clock that is late counts as breached before it ends.\n\nGroups of fewer than "
                 "five cases are not shown.",
                 "逾期但尚未结束的计时按超时计。\n\n少于5件的分组不显示。"),
             {Figure{bars(), category_table(),
                     say("clocks that ended in the period", "期内结束的计时"), 1240},
              Figure{lines(), week_table(), "", {}}}});
        page.sections.push_back({say("Stability", "稳定性"),
                                 "",
                                 {Figure{control(), week_table(), "", 1500},
                                  Figure{funnel(), category_table(), "", {}}}});
        page.sections.push_back(
            {say("Backlog", "积压"),
             "",
             {Figure{ageing(), category_table(), "", 231}, Figure{scatter(), week_table(), "", 120},
              TitledTable{say("Oldest cases", "最久的事项"), case_table()},
              Sheet{{{{"policy", say("Policy", "策略")}}, {{std::string{"1f03"}}}, {}, {}}, {}}}});
        page.footnotes = {
            say("Intervals of shares: Wilson score, 95 %.", "比例的区间：Wilson 计分法，95%。"),
            subject_};
        return page;
    }

    Table category_table() const {
        Table table{{{"category", say("Category", "类别")},
                     {"n", say("Clocks", "计时数")},
                     {"share", say("In time", "按时")},
                     {"range", "95 %"}},
                    {},
                    "",
                    {}};
        std::int64_t n = 1310;
        for (auto const &[en, zh, value, low, high] : categories()) {
            auto const &labels = labels_in(zh_ ? "zh" : "en");
            table.rows.push_back({say(en, zh), n, Share{value},
                                  labels.percent(low, 1) + "–" + labels.percent(high, 1)});
            n = n * 2 / 3;
        }
        table.rows.push_back({subject_, std::int64_t{13}, Cell{}, Cell{}});
        return table;
    }

    Table week_table() const {
        Table table{{{"week", say("Week", "周")},
                     {"median", say("Median", "中位数")},
                     {"p90", say("90 %", "90%")},
                     {"n", say("Cases", "件数")}},
                    {},
                    "",
                    {say("Working time.", "工作时间。")}};
        for (std::size_t i = 0; i < 8; ++i)
            table.rows.push_back({weeks(8)[i], Worked{Seconds{5400 + 600 * static_cast<int>(i)}},
                                  Worked{Seconds{36000 + 4500 * static_cast<int>(i)}},
                                  static_cast<std::int64_t>(40 + i)});
        return table;
    }

    Table case_table() const {
        return {{{"id", say("Case", "编号")},
                 {"subject", say("About", "事项")},
                 {"opened", say("Opened", "受理时间")},
                 {"age", say("Age", "时长")},
                 {"late", say("Late", "逾期")},
                 {"tags", say("Tags", "标签")}},
                {{std::string{"C17"}, subject_, Instant{Seconds{1793000000}}, Seconds{2690000},
                  true, std::vector<std::string>{"vip", subject_}},
                 {std::string{"C42"}, say("Refund for order 1009", "订单1009退款"),
                  Instant{Seconds{1794000000}}, Seconds{1690000}, false, Cell{}}},
                "",
                {},
                Note{say("2 of 31 are listed", "列出31件中的2件")}};
    }

  private:
    struct Category {
        char const *en;
        char const *zh;
        double value;
        double low;
        double high;
    };
    static std::vector<Category> categories() {
        return {{"Delivery", "配送", 0.962, 0.948, 0.972},
                {"Billing and invoices", "账单与发票", 0.941, 0.921, 0.956},
                {"Repair under warranty, with a technician on site",
                 "保修期内上门维修服务（含异地网点派工）", 0.874, 0.83, 0.908},
                {"Returns", "退换货", 0.91, 0.86, 0.943},
                {"Account", "账户", 0.78, 0.66, 0.867}};
    }

    bool zh_;
    std::string subject_;
};

}  // namespace dcc::test
