#include "complaint_support.hpp"
#include "lives.hpp"
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/quality.hpp>
#include <dcc/report/causes.hpp>
#include <dcc/report/channels.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/complaints.hpp>
#include <dcc/report/loyalty.hpp>
#include <dcc/report/measure.hpp>
#include <dcc/report/quality.hpp>
#include <dcc/report/satisfaction.hpp>
#include <dcc/report/staff_figures.hpp>
#include <dcc/report/summary.hpp>
#include <dcc/report/triage.hpp>

#include <doctest/doctest.h>

// What all reports have in common: conditions, lists of cases, comparisons, small groups.

using namespace dcc;
using doctest::Approx;
using report::Dimension;

namespace {

auto const july = at("2026-07-01T00:00:00+08:00");
auto const august = at("2026-08-01T00:00:00+08:00");

report::Filter where(Policy const &policy, std::vector<std::string> const &conditions,
                     std::span<Dimension const> dimensions = report::case_dimensions) {
    return {policy, shanghai, conditions, dimensions};
}

report::Scope scope_of(Instant as_of, std::vector<Dimension> by = {}, report::Filter filter = {}) {
    report::Scope scope{{}, {}, as_of, std::move(by)};
    scope.filter = std::move(filter);
    return scope;
}

// July, against June.
report::Scope in_july() {
    report::Scope scope{july, august, august, {}};
    scope.compare = report::Comparison::previous;
    return scope;
}

// The row of the figure.
std::size_t row_of(Table const &table, std::string const &figure) {
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (cell(table, i, "figure") == figure) return i;
    throw std::runtime_error{"no figure " + figure};
}

double value(Table const &table, std::size_t row, std::string const &column) {
    auto const &found = table.rows.at(row)[column_of(table, column)];
    if (auto const *share = std::get_if<Share>(&found)) return share->value;
    return std::get<double>(found);
}

// 9 of 10 against 3 of 10: 0.6 with Newcombe's interval, by statsmodels.
void check_nine_and_three(Table const &table, std::size_t row) {
    CHECK(cells(table, row, {"n", "earlier_n", "verdict"}) == "10 10 higher");
    CHECK(value(table, row, "value") == Approx(0.9));
    CHECK(value(table, row, "earlier_value") == Approx(0.3));
    CHECK(value(table, row, "difference") == Approx(0.6));
    CHECK(value(table, row, "difference_low") == Approx(0.1705).epsilon(1e-3));
    CHECK(value(table, row, "difference_high") == Approx(0.8090).epsilon(1e-3));
}

std::string const reviewed_policy = complaint_policy + R"([quality]
[[quality.items]]
id = "tone"
points = 4
[[loyalty]]
name = "often"
advice = "Ask what goes wrong."
days = 30
cases = 2
[staff_score]
volume = 0
speed = 0
quality = 0
satisfaction = 0
reviews = 2
)";

struct CommonDesk : ComplaintDesk {
    CommonDesk() : ComplaintDesk{reviewed_policy} {}

    CaseId solved(Instant now, std::string const &channel = "phone", std::string const &phone = {},
                  std::string const &person = "wang") {
        desk::OpenArgs args;
        args.channel = channel;
        args.customer.phone = phone;
        auto const id = open(now, args).id;
        after(now, desk::assign, id, desk::Holder{person});
        after(now, desk::resolve, id, std::string{"mended"});
        return id;
    }
    void answer_survey(Instant now, CaseId id, int csat) {
        desk::FeedbackArgs args;
        args.csat = csat;
        auto here = session(now, "fourth");
        if (!desk::give_feedback(here, id, args)) throw std::runtime_error{"no answer"};
    }
    void review(Instant now, CaseId id, int points) {
        rules::ReviewGiven given;
        given.points = {{"tone", points}};
        auto here = session(now, "chief");
        auto const receipt = desk::score_quality(here, id, given);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
    }
};

}  // namespace

TEST_CASE("Of two independent figures the difference has the interval that theirs give") {
    // By hand from the intervals of 19 promoters and 5 detractors of 36, and of 50 and 20 of 100.
    auto const change =
        report::change_of(report::score_of({19, 5, 36}), report::score_of({50, 20, 100}));
    REQUIRE(change);
    CHECK(change->difference == Approx(8.889).epsilon(1e-4));
    CHECK(change->interval.low == Approx(-20.501).epsilon(1e-4));
    CHECK(change->interval.high == Approx(34.273).epsilon(1e-4));
    CHECK_FALSE(report::change_of(report::share_of({1, 1}), report::share_of({0, 0})));
}

TEST_CASE("The measures of all channels and of all teams sum up to those of the desk") {
    Lives desk{80};
    desk.live(400, 3000);
    auto const periods =
        report::periods_of(monday, desk.now + Seconds{1}, Dimension::day, shanghai, desk.now);
    std::vector const measures{Measure::opened, Measure::resolved,      Measure::reopened,
                               Measure::open,   Measure::late,          Measure::resolution_met,
                               Measure::csat,   Measure::complaint_rate};
    auto const all = report::tally_of(desk.writer, periods, desk.now, measures);
    for (auto const &conditions :
         {std::vector<std::string>{"channel=phone", "channel=email", "channel=fax"},
          std::vector<std::string>{"team=front", "team=tech", "team="}}) {
        std::vector<report::PeriodTally> sums(periods.size());
        for (auto const &condition : conditions) {
            auto const some = report::tally_of(desk.writer, periods, desk.now, measures,
                                               where(desk.policy, {condition}));
            for (std::size_t i = 0; i < some.size(); ++i) {
                sums[i].opened += some[i].opened;
                sums[i].resolved += some[i].resolved;
                sums[i].reopened += some[i].reopened;
                sums[i].open += some[i].open;
                sums[i].late += some[i].late;
                sums[i].resolution.met += some[i].resolution.met;
                sums[i].service_cases += some[i].service_cases;
            }
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            CAPTURE(periods[i].name);
            CHECK(sums[i].opened == all[i].opened);
            CHECK(sums[i].resolved == all[i].resolved);
            CHECK(sums[i].reopened == all[i].reopened);
            CHECK(sums[i].open == all[i].open);
            CHECK(sums[i].late == all[i].late);
            CHECK(sums[i].resolution.met == all[i].resolution.met);
            CHECK(sums[i].service_cases == all[i].service_cases);
        }
    }
}

TEST_CASE("Satisfaction lists its cases, and compares its shares with the month before") {
    CommonDesk desk;
    for (int i = 0; i < 10; ++i) {
        desk.answer_survey(monday + day, desk.solved(monday), i < 3 ? 4 : 3);
        desk.answer_survey(july + day, desk.solved(july), i < 9 ? 5 : 3);
    }
    desk.open(july);
    auto scope = in_july();
    auto const compared = part(report::satisfaction(desk.writer, desk.policy, scope), "compared");
    check_nine_and_three(compared, row_of(compared, "csat"));
    CHECK(cells(compared, row_of(compared, "response"), {"value", "verdict"}) ==
          "1.000000 cannot tell yet");
    scope.compare.reset();
    scope.cases = true;
    auto const sheet = report::satisfaction(desk.writer, desk.policy, scope);
    CHECK(sheet.parts.size() == 1);
    auto const &cases = part(sheet, "cases");
    REQUIRE(cases.rows.size() == 10);
    CHECK(cells(cases, 0, {"case", "resolved_at", "csat"}) == "C2 " + format_utc(july) + " 5");
    CHECK(cell(cases, 9, "csat") == "3");
}

TEST_CASE("Small groups are those of a table by a dimension and of conditions, not the desk") {
    CommonDesk desk;
    for (int i = 0; i < 4; ++i) desk.answer_survey(monday, desk.solved(monday), 5);
    auto const share = [&](std::vector<Dimension> by, report::Filter filter) {
        auto const scope = scope_of(monday + day, std::move(by), std::move(filter));
        return cell(part(report::satisfaction(desk.writer, desk.policy, scope), "rows"), 0,
                    "csat_share");
    };
    CHECK(share({}, {}) == "1.000000");
    CHECK(share({Dimension::channel}, {}) == "-");
    CHECK(share({}, where(desk.policy, {"person=wang"})) == "-");
    auto const met = [&](report::Filter filter) {
        auto const scope = scope_of(monday + day, {}, std::move(filter));
        auto const rows = part(report::sla(desk.writer, desk.policy, scope), "rows");
        return cells(rows, rows.rows.size() - 1, {"clock", "decided", "share_met"});
    };
    CHECK(met({}) == "resolution 4 1.000000");
    CHECK(met(where(desk.policy, {"channel=phone"}, report::clock_dimensions)) == "resolution 4 -");
}

TEST_CASE("Complaints of a channel are told per 1,000 of its service cases") {
    CommonDesk desk;
    desk.policy.reports.least_group = 1;
    desk::OpenArgs mail;
    mail.channel = "email";
    for (int i = 0; i < 8; ++i) desk.open(monday);
    for (int i = 0; i < 4; ++i) desk.open(monday, mail);
    desk.complain(monday, "billing");
    desk.complain(monday, "other");
    auto const rows = [&](report::Scope const &scope) {
        return part(report::complaints(desk.writer, desk.policy, scope), "rows");
    };
    std::vector<std::string> const rate{"complaints", "service_cases", "per_1000"};
    auto const now = monday + day;
    CHECK(cells(rows(scope_of(now)), 0, rate) == "2 12 166.666667");
    auto const by = rows(scope_of(now, {Dimension::channel, Dimension::type}));
    CHECK(cells(by, 0, {"channel", "type", "complaints", "service_cases", "per_1000"}) ==
          "phone billing 1 8 125.000000");
    auto const only = [&](std::vector<std::string> const &conditions) {
        return rows(
            scope_of(now, {}, where(desk.policy, conditions, report::complaint_dimensions)));
    };
    CHECK(cells(only({"type=other"}), 0, rate) == "1 12 83.333333");
    CHECK(cells(only({"type=other", "channel=phone"}), 0, rate) == "1 8 125.000000");
    CHECK(only({"channel=email"}).rows.empty());
    auto scope = scope_of(now);
    scope.cases = true;
    auto const cases = part(report::complaints(desk.writer, desk.policy, scope), "cases");
    CHECK(cells(cases, 1, {"case", "acknowledge", "reply", "round"}) == "C14 running running 1");
}

TEST_CASE("Causes are told of each group, compared, and listed with their complaints") {
    CommonDesk desk;
    for (int i = 0; i < 10; ++i) {
        desk.cause(monday, desk.complain(monday, "billing"), i < 3 ? "people" : "process");
        desk.cause(july, desk.complain(july, "billing"), i < 9 ? "people" : "process.delay");
    }
    desk.cause(july, desk.complain(july, "other"), "process");
    auto scope = in_july();
    scope.filter = where(desk.policy, {"type=billing"}, report::complaint_dimensions);
    auto const sheet = report::causes(desk.writer, desk.policy, scope, {});
    auto const &compared = part(sheet, "compared");
    CHECK(cell(compared, 0, "cause") == "people");
    check_nine_and_three(compared, 0);
    // What only one of the periods has is none of all in the other one.
    CHECK(cells(compared, 1, {"cause", "value", "earlier_value"}) ==
          "process.delay 0.100000 0.000000");
    CHECK(cells(compared, 2, {"cause", "value", "earlier_value", "earlier_n"}) ==
          "process 0.000000 0.700000 10");

    desk.policy.reports.least_group = 2;
    auto const by_type =
        part(report::causes(desk.writer, desk.policy, {july, august, august, {Dimension::type}}, 1),
             "rows");
    CHECK(text_of(by_type).starts_with("billing people - 9 10 0.900000 "));
    CHECK(cells(by_type, 2, {"type", "cause", "with_cause", "cause_share"}) == "other process 1 -");
    scope.compare.reset();
    scope.cases = true;
    CHECK(part(report::causes(desk.writer, desk.policy, scope, {}), "cases").rows.size() == 10);
}

TEST_CASE("Rules of triage are told of each group, and of what the conditions accept") {
    CommonDesk desk;
    auto const triaged = [&](std::string const &channel, std::string const &category) {
        desk::OpenArgs args;
        args.channel = channel;
        args.subject = "refund";
        auto const id = desk.open(monday, args).id;
        auto here = desk.session(monday);
        desk::Triage triage{here};
        REQUIRE(triage(id));
        if (category.empty()) return;
        desk::TriageArgs given;
        given.rating.category = category;
        REQUIRE(triage(id, given));
    };
    triaged("phone", "outage");
    triaged("phone", "");
    triaged("email", "");
    auto const rules = [&](report::Scope const &scope) {
        return text_of(part(report::triage(desk.writer, desk.policy, scope), "rules"));
    };
    auto const now = monday + day;
    CHECK(rules(scope_of(now)) == "refunds 3 1 0.333333\n");
    desk.policy.reports.least_group = 2;
    CHECK(rules(scope_of(now, {Dimension::channel})) ==
          "phone refunds 2 1 0.500000\nemail refunds 1 0 -\n");
    CHECK(rules(scope_of(now, {}, where(desk.policy, {"channel=email"}))) == "refunds 1 0 -\n");
    auto scope = scope_of(now);
    scope.cases = true;
    CHECK(cells(part(report::triage(desk.writer, desk.policy, scope), "cases"), 0,
                {"case", "rule", "category_by_rule", "corrected"}) == "C1 refunds billing 1");
}

TEST_CASE("Reviews count in a score as much as the policy weighs them") {
    CommonDesk desk;
    desk.policy.reports.least_group = 2;
    auto const first = desk.solved(monday);
    auto const second = desk.solved(monday);
    desk.solved(july, "phone", {}, "li");
    desk.review(monday + day, first, 3);
    auto const scores = [&](report::Scope const &scope) {
        return cells(part(report::staff_figures(desk.writer, desk.policy, scope), "rows"), 0,
                     {"person", "reviews", "score_reviews", "score"});
    };
    CHECK(scores(scope_of(july)) == "wang 1 - -");
    desk.review(monday + day, second, 4);
    // 3/4 and 4/4.
    CHECK(scores(scope_of(july)) == "wang 2 87.500000 87.500000");
    CHECK(scores(scope_of(monday + day - Seconds{1})) == "wang 0 - -");
    desk.policy.reports.staff_score = {0, 1, 0, 0, 1};
    // All in time.
    CHECK(scores(scope_of(july)) == "wang 2 87.500000 93.750000");
    desk.policy.reports.staff_score.reviews = 0;
    CHECK(scores(scope_of(july)) == "wang 0 - 100.000000");
}

TEST_CASE("Who may leave is judged by the cases that the conditions accept") {
    CommonDesk desk;
    desk.solved(monday, "phone", "13800000001");
    desk.solved(monday, "email", "13800000001");
    auto const rows = [&](report::Filter filter) {
        return part(report::loyalty(desk.writer, desk.policy,
                                    scope_of(monday + day, {}, std::move(filter)), 10),
                    "rows")
            .rows.size();
    };
    CHECK(rows({}) == 1);
    CHECK(rows(where(desk.policy, {"channel=phone"})) == 0);
    CHECK(rows(where(desk.policy, {"channel=phone,email"})) == 1);
    auto scope = scope_of(monday + day);
    scope.cases = true;
    auto const cases = part(report::loyalty(desk.writer, desk.policy, scope, 10), "cases");
    REQUIRE(cases.rows.size() == 2);
    CHECK(cells(cases, 1, {"case", "customer", "kind", "late"}) == "C2 K1 service 0");
}

TEST_CASE("The summary, samples and reviews take conditions") {
    CommonDesk desk;
    auto const first = desk.solved(monday);
    desk.solved(monday, "email", {}, "li");
    desk.open(monday);
    desk.review(monday + day, first, 2);
    auto const now = monday + day;
    auto const opened = [&](report::Filter filter) {
        return cells(
            report::summary(desk.writer, desk.policy, scope_of(now, {}, std::move(filter)), 7).head,
            0, {"opened", "resolved", "open"});
    };
    CHECK(opened({}) == "3 2 1");
    CHECK(opened(where(desk.policy, {"channel=email"})) == "1 1 0");
    CHECK(opened(where(desk.policy, {"channel=phone"})) == "2 1 1");
    auto const drawn = report::quality_sample(
        desk.writer, desk.policy,
        {"x", 5, scope_of(now, {}, where(desk.policy, {"person=li"}, report::quality_dimensions))});
    CHECK(text_of(part(drawn, "rows")).starts_with("C2 li "));
    auto const reviews = [&](std::string const &condition) {
        auto filter = where(desk.policy, {condition}, report::quality_dimensions);
        return part(report::quality(desk.writer, desk.policy, scope_of(now, {}, filter)), "rows")
            .rows.size();
    };
    CHECK(reviews("person=wang") == 1);
    CHECK(reviews("person=li") == 0);
}
