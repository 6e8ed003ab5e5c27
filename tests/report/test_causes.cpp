#include "complaint_support.hpp"
#include <dcc/report/actions.hpp>
#include <dcc/report/causes.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Sheet causes_of(ComplaintDesk &desk, std::optional<int> depth = {}) {
    return report::causes(desk.writer, desk.policy, {{}, {}, monday + 200 * day, {}}, depth);
}

// cause, complaints, share, cumulative share, contributing
std::string text_of_causes(Sheet const &sheet) {
    auto const &rows = part(sheet, "rows");
    std::string text;
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
        text += cells(rows, i,
                      {"cause", "complaints", "cause_share", "cumulative_share", "contributing"}) +
                "\n";
    return text;
}

bool has_note(Sheet const &sheet, std::string const &part) {
    return std::ranges::any_of(sheet.head.notes, [&](Note const &note) {
        return note.text.english().find(part) != std::string::npos;
    });
}

// An action against delays, planned 100 days after Monday and done 10 days later. In each of the
// windows 500 service cases were received.
struct Improved : ComplaintDesk {
    CaseId action;
    static constexpr auto window = 90 * day;
    Instant planned = monday + 100 * day;
    Instant done_at = monday + 110 * day;

    Improved(int before, int after) {
        fill(planned - 10 * day, before);
        desk::PlanArgs args;
        args.title = "补货 twice a week";
        args.measure = "fewer delays";
        args.causes = {"process.delay"};
        args.owner = "wang";
        args.due = planned + 5 * day;
        auto here = session(planned, "boss");
        action = desk::plan_action(here, args)->item.id;
        done(done_at, "boss", desk::finish_action, action, std::string{"agreed with the store"});
        fill(done_at + day, after);
    }

    void fill(Instant from, int complaints) {
        writer.begin();
        for (int i = 0; i < 500; ++i) open(from);
        for (int i = 0; i < complaints; ++i) cause(from, complain(from), "process.delay.stock");
        writer.commit();
    }
    Sheet report(Instant as_of) { return report::actions(writer, policy, {{}, {}, as_of, {}}); }
};

std::string verdict(Sheet const &sheet) {
    return cell(part(sheet, "rows"), 0, "verdict");
}

}  // namespace

TEST_CASE("Causes are ranked, with shares of the complaints that have one") {
    ComplaintDesk desk;
    CHECK(part(causes_of(desk), "rows").rows.empty());
    std::vector<std::pair<std::string, std::vector<std::string>>> const found{
        {"process.delay", {"people"}},
        {"process.delay", {}},
        {"people", {"process.delay", "process"}},
        {"process.delay.stock", {"process.delay", "people"}},
        {"", {}}};
    for (auto const &[cause, contributing] : found) {
        auto const id = desk.complain(monday);
        if (!cause.empty()) desk.cause(monday + day, id, cause, contributing);
    }
    auto const sheet = causes_of(desk);
    CHECK(text_of_causes(sheet) ==
          "process.delay 2 0.500000 0.500000 2\n"
          "people 1 0.250000 0.750000 2\n"
          "process.delay.stock 1 0.250000 1.000000 0\n"
          "process 0 0.000000 1.000000 1\n");
    // 2 of 4, by Wilson
    CHECK(cell(part(sheet, "rows"), 0, "cause_low").starts_with("0.1500"));
    CHECK(cell(part(sheet, "rows"), 0, "cause_high").starts_with("0.8499"));
    CHECK(cell(part(sheet, "rows"), 3, "label") == "Process");
    CHECK(has_note(sheet, "1 complaint without a cause yet."));
    CHECK(number(sheet.head, 0, "without_cause") == 1);

    // A cause that contributes to itself once rolled up is the root cause only.
    CHECK(text_of_causes(causes_of(desk, 1)) ==
          "process 3 0.750000 0.750000 1\n"
          "people 1 0.250000 1.000000 2\n");
    CHECK(text_of_causes(causes_of(desk, 2)).starts_with("process.delay 3 0.750000 0.750000 1\n"));
    CHECK(text_of_causes(causes_of(desk, 9)) == text_of_causes(sheet));
}

TEST_CASE("Causes cost what their complaints were granted, in each currency") {
    ComplaintDesk desk;
    for (auto const &amount : {Money{5000, "CNY"}, Money{700, "USD"}, Money{250, "CNY"}}) {
        auto const id = desk.complain(monday);
        desk.answer(monday + day, id, Decision::upheld, {{RemedyKind::refund, amount}});
        desk.cause(monday + day, id, "people");
    }
    auto const without = desk.complain(monday);
    desk.answer(monday + day, without, Decision::upheld, {{RemedyKind::refund, Money{99, "CNY"}}});
    CHECK(text_of(part(causes_of(desk), "costs")) ==
          "people 5250 CNY\n"
          "people 700 USD\n");
}

TEST_CASE("An action had an effect when the interval of the difference excludes nought") {
    Improved better{30, 5};
    auto const sheet = better.report(better.done_at + better.window);
    auto const &rows = part(sheet, "rows");
    CHECK(cells(rows, 0,
                {"before_complaints", "before_service_cases", "before_per_1000", "after_complaints",
                 "after_service_cases", "after_per_1000", "window_s"}) ==
          "30 500 60.000000 5 500 10.000000 7776000");
    CHECK(cell(rows, 0, "difference_per_1000") == "-50.000000");
    // 5/500 - 30/500, by statsmodels
    CHECK(cell(rows, 0, "difference_low").starts_with("-75.0"));
    CHECK(cell(rows, 0, "difference_high").starts_with("-27.9"));
    CHECK(verdict(sheet) == "better");
    CHECK(sheet.parts.back().table.rows.size() == 1);

    Improved worse{5, 30};
    CHECK(verdict(worse.report(worse.done_at + worse.window)) == "worse");
    Improved unclear{12, 9};
    CHECK(verdict(unclear.report(unclear.done_at + unclear.window)) == "cannot tell yet");
}

TEST_CASE("Nothing is said of an effect before a week, nor without cases to compare with") {
    Improved desk{30, 0};
    auto const early = desk.report(desk.done_at + 7 * day - Seconds{1});
    CHECK(cells(part(early, "rows"), 0, {"window_s", "before_complaints"}) == "- -");
    CHECK(verdict(early) == "cannot tell yet");
    auto const week = desk.report(desk.done_at + 7 * day);
    CHECK(cells(part(week, "rows"), 0, {"window_s", "after_service_cases"}) == "604800 500");
    // The complaints came ten days before: there is no case in the week before.
    CHECK(cell(part(week, "rows"), 0, "before_service_cases") == "0");
    CHECK(verdict(week) == "cannot tell yet");
    CHECK(verdict(desk.report(desk.done_at + 12 * day)) == "better");
}

TEST_CASE("Complaints whose cause is not found yet keep an action from looking better") {
    Improved desk{30, 5};
    auto const later = desk.done_at + 2 * day;
    for (int i = 0; i < 20; ++i) desk.complain(later);
    auto const sheet = desk.report(desk.done_at + desk.window);
    CHECK(cells(part(sheet, "rows"), 0, {"after_complaints", "after_without_cause"}) == "5 20");
    CHECK(verdict(sheet) == "cannot tell yet");
}

TEST_CASE("An action is overdue until it is done, and as of the past it was planned only") {
    Improved desk{3, 0};
    auto const before = desk.report(desk.planned + 7 * day);
    auto const &rows = part(before, "rows");
    CHECK(cells(rows, 0,
                {"action", "title", "nature", "owner", "causes", "state", "late_s", "done_at",
                 "verdict"}) ==
          desk.action.text() +
              " 补货 twice a week corrective wang process.delay, planned 172800 - -");
    CHECK(before.parts.size() == 1);
    CHECK(cell(part(desk.report(desk.done_at), "rows"), 0, "late_s") == "-");
    CHECK(part(desk.report(desk.planned - day), "rows").rows.empty());
}
