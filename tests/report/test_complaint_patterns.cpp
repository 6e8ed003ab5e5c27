#include "complaint_support.hpp"
#include <dcc/desk/callback.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/report/callbacks.hpp>
#include <dcc/report/complaint_patterns.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Sheet patterns_of(ComplaintDesk &desk, Instant now, report::PatternQuery const &query = {}) {
    return report::complaint_patterns(desk.writer, desk.policy, query, now);
}

std::string clusters_of(Sheet const &sheet) {
    auto const &table = part(sheet, "clusters");
    std::string text;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        text +=
            cells(table, i, {"type", "product", "category", "complaints", "in_baseline"}) + "\n";
    return text;
}

// Complaints about kettles at their usual rate, one a week for twelve weeks, and others.
struct Kettles : ComplaintDesk {
    Instant now = monday + 100 * day;

    explicit Kettles(int of_late) {
        complain(now - 98 * day, "billing");  // so that the baseline has all its days
        for (int week = 1; week <= 12; ++week) {
            complain(now - (week * 7 + 3) * day, "other", "", "电水壶");
            complain(now - (week * 7 + 2) * day, "billing");
        }
        for (int i = 0; i < of_late; ++i) complain(now - day - Seconds{i}, "other", "", "电水壶");
        complain(now - day, "billing");
    }
};

std::string due_of(ComplaintDesk &desk, Instant now) {
    auto const table = report::due_callbacks(desk.writer, desk.policy, now);
    std::string text;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        text += cells(table, i, {"customer", "rule", "why", "since", "tries"}) + "\n";
    return text;
}

CustomerId customer(ComplaintDesk &desk, Instant now, std::string const &phone,
                    std::string const &tier) {
    desk::CustomerArgs args;
    args.name = "王伟";
    args.phone = phone;
    args.tier = tier;
    return desk.done(now, "boss", desk::add_customer, args).id;
}

void call(ComplaintDesk &desk, Instant now, CustomerId id, std::string const &rule,
          CallbackResult result) {
    desk.done(now, "wang", desk::record_callback, id, rule, result, std::string{"hello"});
}

std::string const called_policy = with(complaint_policy, R"(may = ["case.*", "intake.open"])",
                                       R"(may = ["case.*", "complaint.callback"])");

}  // namespace

TEST_CASE("Without complaints there is no pattern, and no usual rate") {
    ComplaintDesk desk;
    auto const sheet = patterns_of(desk, monday);
    CHECK(part(sheet, "complainants").rows.empty());
    CHECK(part(sheet, "clusters").rows.empty());
    CHECK(part(sheet, "clusters").empty.english().starts_with("No usual rate yet"));
    desk.complain(monday);
    CHECK(part(patterns_of(desk, monday + day), "clusters").rows.empty());
}

TEST_CASE("Customers who complained often enough of late, the most complaints first") {
    ComplaintDesk desk;
    for (int i = 0; i < 3; ++i) desk.complain(monday + i * day, "billing", "13800000000");
    for (int i = 0; i < 4; ++i)
        desk.complain(monday + i * day, i % 2 ? "billing" : "other", "13900000000");
    for (int i = 0; i < 2; ++i) desk.complain(monday + i * day, "other", "13700000000");
    for (int i = 0; i < 5; ++i) desk.complain(monday + i * day);
    auto const found = [&](Instant now, report::PatternQuery const &query = {}) {
        auto const sheet = patterns_of(desk, now, query);
        auto const &table = part(sheet, "complainants");
        std::string text;
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            text += cells(table, i, {"customer", "complaints", "types", "cases"}) + "\n";
        return text;
    };
    CHECK(found(monday + 10 * day) ==
          "K2 4 other,billing, C4,C5,C6,C7,\n"
          "K1 3 billing, C1,C2,C3,\n");
    // The first complaint of each is too old now: exactly 90 days are in.
    CHECK(found(monday + 90 * day).starts_with("K2 4"));
    CHECK(found(monday + 90 * day + Seconds{1}) == "K2 3 billing,other, C5,C6,C7,\n");
    report::PatternQuery two;
    two.at_least = 2;
    two.only = report::Pattern::complainants;
    CHECK(found(monday + 10 * day, two).ends_with("K3 2 other, C8,C9,\n"));
    CHECK(patterns_of(desk, monday + 10 * day, two).parts.size() == 1);
    // What is not received yet does not count.
    CHECK(found(monday + day).empty());
}

TEST_CASE("A cluster is what comes more often than usual, and nothing else") {
    Kettles usual{2};
    CHECK(clusters_of(patterns_of(usual, usual.now)).empty());
    Kettles often{9};
    auto const sheet = patterns_of(often, often.now);
    CHECK(clusters_of(sheet) == "other 电水壶 - 9 12\n");
    auto const &row = part(sheet, "clusters");
    CHECK(cell(row, 0, "usual") == "1.000000");
    // binom.sf(8, 21, 7 / 91) of scipy, times 2 groups / rank 1
    CHECK(std::get<double>(row.rows[0][column_of(row, "p")]) ==
          doctest::Approx(1.1763032298194773e-05));
    CHECK(std::get<double>(row.rows[0][column_of(row, "p_adjusted")]) ==
          doctest::Approx(2 * std::get<double>(row.rows[0][column_of(row, "p")])));
    // A stricter share of false alarms, a larger least size, and a window long past.
    report::PatternQuery strict;
    strict.false_alarms = 1e-9;
    CHECK(clusters_of(patterns_of(often, often.now, strict)).empty());
    report::PatternQuery large;
    large.least = 10;
    CHECK(clusters_of(patterns_of(often, often.now, large)).empty());
    CHECK(clusters_of(patterns_of(often, often.now + 9 * day)).empty());
}

TEST_CASE("A young desk has no usual rate until its baseline is as long as the window") {
    ComplaintDesk desk;
    desk.complain(monday);
    for (int i = 0; i < 12; ++i) desk.complain(monday + 13 * day);
    CHECK(clusters_of(patterns_of(desk, monday + 13 * day)).empty());
    // From then on the rate is that of the days since the first complaint, not of 84.
    auto const sheet = patterns_of(desk, monday + 14 * day);
    CHECK(clusters_of(sheet) == "other - - 12 1\n");
    CHECK(cell(part(sheet, "clusters"), 0, "usual") == "1.000000");
}

TEST_CASE("Calls are due by tier, by complaints and by dissatisfaction, since it became so") {
    ComplaintDesk desk{called_policy};
    CHECK(due_of(desk, monday).empty());
    customer(desk, monday, "13800000000", "gold");
    customer(desk, monday, "13900000000", "normal");
    desk.complain(monday + day, "other", "13900000000");
    CHECK(due_of(desk, monday + 2 * day) == "K1 golden tier gold, 2026-06-01T01:00:00Z 0\n");
    desk.complain(monday + 3 * day, "other", "13900000000");
    desk.complain(monday + 4 * day, "other", "13900000000");
    CHECK(due_of(desk, monday + 5 * day) ==
          "K1 golden tier gold, 2026-06-01T01:00:00Z 0\n"
          "K2 often 3 complaints, 2026-06-04T01:00:00Z 0\n");
    // Sixty days after the second of them the rule no longer holds.
    CHECK(due_of(desk, monday + 63 * day).find("often") != std::string::npos);
    CHECK(due_of(desk, monday + 64 * day).find("often") == std::string::npos);

    desk::OpenArgs args;
    args.customer.phone = "13800000000";
    auto const id = desk.open(monday + 5 * day, args).id;
    desk.after(monday + 5 * day, desk::resolve, id, std::string{"mended"});
    desk::FeedbackArgs unhappy;
    unhappy.csat = 2;
    desk.done(monday + 6 * day, "li", desk::give_feedback, id, unhappy);
    CHECK(due_of(desk, monday + 6 * day).ends_with("K1 unhappy csat 2, 2026-06-07T01:00:00Z 0\n"));
    CHECK(due_of(desk, monday + 21 * day).find("unhappy") == std::string::npos);
}

TEST_CASE("Who does not answer stays on the list; who is reached or declines comes off it") {
    ComplaintDesk desk{called_policy};
    auto const id = customer(desk, monday, "13800000000", "gold");
    desk.complain(monday, "other", "13800000000");
    desk.complain(monday, "other", "13800000000");
    call(desk, monday + day, id, "golden", CallbackResult::no_answer);
    call(desk, monday + day, id, "golden", CallbackResult::no_answer);
    CHECK(due_of(desk, monday + day) ==
          "K1 golden tier gold, 2026-06-01T01:00:00Z 2\n"
          "K1 often 2 complaints, 2026-06-01T01:00:00Z 0\n");
    call(desk, monday + 2 * day, id, "golden", CallbackResult::reached);
    CHECK(due_of(desk, monday + 2 * day) == "K1 often 2 complaints, 2026-06-01T01:00:00Z 0\n");
    call(desk, monday + 2 * day, id, "often", CallbackResult::declined);
    CHECK(due_of(desk, monday + 31 * day).empty());
    // Every 30 days by one rule, once by the other.
    CHECK(due_of(desk, monday + 32 * day) == "K1 golden tier gold, 2026-07-03T01:00:00Z 0\n");
    CHECK(desk.whole());
}

TEST_CASE("A call needs a rule of the policy, a customer and the permission") {
    ComplaintDesk desk{called_policy};
    auto const id = customer(desk, monday, "13800000000", "gold");
    auto const code = [&](CustomerId of, std::string const &rule, std::string const &who) {
        auto here = desk.session(monday, who);
        auto const receipt =
            desk::record_callback(here, of, rule, CallbackResult::reached, "hello");
        return receipt ? "done" : receipt.refusal().code;
    };
    CHECK(code(id, "", "wang") == "no_rule");
    CHECK(code(id, "silver", "wang") == "unknown_rule");
    CHECK(code(CustomerId{9}, "golden", "wang") == "no_such_customer");
    CHECK(code(id, "golden", "nobody") == "not_permitted");
    CHECK(code(id, "golden", "wang") == "done");
    auto const calls = desk.writer.callbacks(id);
    REQUIRE(calls.size() == 1);
    CHECK(calls[0].made_by == "wang");
}
