#include "complaint_support.hpp"
#include <dcc/desk/feedback.hpp>
#include <dcc/report/complaints.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using report::Dimension;

namespace {

Sheet report_of(ComplaintDesk &desk, Instant as_of, std::vector<Dimension> by = {},
                std::optional<Instant> from = {}, std::optional<Instant> before = {}) {
    return report::complaints(desk.writer, desk.policy, {from, before, as_of, std::move(by)});
}

std::vector<std::string> const count_columns{"complaints", "open",   "replied",  "second_round",
                                             "upheld",     "partly", "rejected", "accepted",
                                             "contested",  "silent", "awaited"};
std::vector<std::string> const limit_columns{"acknowledge_met",     "acknowledge_breached",
                                             "acknowledge_running", "reply_met",
                                             "reply_breached",      "reply_running"};

// Eight service cases and six complaints, each at another stage.
struct SixComplaints : ComplaintDesk {
    std::vector<CaseId> ids;

    SixComplaints() {
        for (int i = 0; i < 8; ++i) open(monday);
        for (auto const *type : {"billing", "billing", "billing", "other", "other", "other"})
            ids.push_back(complain(monday, type));
        answer(monday + 2 * day, ids[0], Decision::upheld,
               {{RemedyKind::refund, Money{12050, "CNY"}}, {RemedyKind::apology, {}}});
        end(monday + 3 * day, ids[0], ComplaintOutcome::accepted);
        answer(monday + 4 * day, ids[1], Decision::rejected);
        end(monday + 5 * day, ids[1], ComplaintOutcome::contested);
        answer(monday + 6 * day, ids[2], Decision::partly,
               {{RemedyKind::refund, Money{500, "USD"}}});
        end(monday + 20 * day, ids[2], ComplaintOutcome::silent);
        answer(monday + Seconds{3600}, ids[3], Decision::upheld,
               {{RemedyKind::refund, Money{950, "CNY"}}});
        done(monday + day / 2, "boss", desk::acknowledge, ids[4], std::string{"phone"});
    }
};

}  // namespace

TEST_CASE("An empty period has no rows, no remedies, and says so") {
    ComplaintDesk desk;
    auto const sheet = report_of(desk, monday);
    CHECK(part(sheet, "rows").rows.empty());
    CHECK(part(sheet, "rows").empty == "No complaint in that time.");
    CHECK(part(sheet, "remedies").rows.empty());
    CHECK(part(sheet, "satisfaction").rows.empty());
    CHECK(sheet.parts.size() == 3);
}

TEST_CASE("One complaint without any service case has no rate and no interval") {
    ComplaintDesk desk;
    desk.complain(monday);
    auto const sheet = report_of(desk, monday + day / 2);
    auto const &rows = part(sheet, "rows");
    CHECK(cells(rows, 0, {"complaints", "service_cases", "per_1000", "per_1000_low"}) == "1 0 - -");
    CHECK(cells(rows, 0, count_columns) == "1 1 0 0 0 0 0 0 0 0 0");
    CHECK(cells(rows, 0, {"reply_timed", "reply_median_s", "accepted_share"}) == "0 - -");
}

TEST_CASE("Complaints are counted by stage, decision and outcome; silence is not acceptance") {
    SixComplaints desk;
    auto const sheet = report_of(desk, monday + 21 * day);
    auto const &rows = part(sheet, "rows");
    REQUIRE(rows.rows.size() == 1);
    // Open: the second round, the one that waits for an answer, and two without a reply.
    CHECK(cells(rows, 0, count_columns) == "6 4 4 1 2 1 1 1 0 1 1");
    CHECK(cells(rows, 0, {"service_cases", "per_1000"}) == "8 750.000000");
    // 6 of 8, by Wilson
    CHECK(cell(rows, 0, "per_1000_low").starts_with("409.2"));
    CHECK(cell(rows, 0, "per_1000_high").starts_with("928.5"));
    // 1 of 6 went to a second round; of two outcomes one is acceptance.
    CHECK(cells(rows, 0, {"second_round_share", "accepted_share"}) == "0.166667 0.500000");
    CHECK(cell(rows, 0, "second_round_low").starts_with("0.0300"));
    CHECK(cell(rows, 0, "second_round_high").starts_with("0.5635"));
}

TEST_CASE("A clock that is open and past its deadline is late") {
    SixComplaints desk;
    // After 9 days no reply is late yet: the second round has one of its own.
    auto const early = report_of(desk, monday + 9 * day);
    CHECK(cells(part(early, "rows"), 0, limit_columns) == "2 5 0 4 0 3");
    auto const late = report_of(desk, monday + 12 * day);
    CHECK(cells(part(late, "rows"), 0, limit_columns) == "2 5 0 4 2 1");
    CHECK(cells(part(late, "rows"), 0, {"reply_met_share", "reply_timed"}) == "0.666667 4");
    // 1 h, 2, 4 and 6 days: the median is the second, P90 the last.
    CHECK(cells(part(late, "rows"), 0, {"reply_median_s", "reply_p90_s"}) == "172800 518400");
}

TEST_CASE("Complaints are grouped by what complaints have, in the policy's order") {
    SixComplaints desk;
    auto const groups = [&](std::vector<Dimension> by) {
        auto const sheet = report_of(desk, monday + 21 * day, by);
        auto const &rows = part(sheet, "rows");
        std::string text;
        for (std::size_t i = 0; i < rows.rows.size(); ++i) {
            for (auto const one : by) text += cell(rows, i, std::string{word(one)}) + " ";
            text += cell(rows, i, "complaints") + "\n";
        }
        return text;
    };
    CHECK(groups({Dimension::type}) == "billing 3\nother 3\n");
    CHECK(groups({Dimension::severity}) == "light 4\n- 2\n");
    CHECK(groups({Dimension::department}) == "front 3\ntech 3\n");
    CHECK(groups({Dimension::decision}) == "upheld 2\npartly 1\nrejected 1\n- 2\n");
    CHECK(groups({Dimension::outcome, Dimension::type}) ==
          "accepted billing 1\nsilent billing 1\n- billing 1\n- other 3\n");
}

TEST_CASE("By month, each rate has the service cases of its own month below it") {
    ComplaintDesk desk;
    desk.open(monday);
    desk.complain(monday);
    // 2026-06-30 23:00 in Shanghai, and an hour and a half later.
    auto const last = at("2026-06-30T15:00:00Z");
    desk.open(last);
    desk.open(last + Seconds{5400});
    desk.open(last + Seconds{5400});
    desk.open(last + Seconds{5400});
    desk.complain(last + Seconds{5400});
    CHECK(text_of(part(report_of(desk, last + day, {Dimension::month}), "rows"))
              .starts_with("2026-06 1 2 - - - "));
    desk.policy.reports.least_group = 1;
    auto const sheet = report_of(desk, last + day, {Dimension::month});
    CHECK(text_of(part(sheet, "rows")).starts_with("2026-06 1 2 500.000000 "));
    CHECK(cells(part(sheet, "rows"), 1, {"month", "complaints", "service_cases"}) == "2026-07 1 3");
    auto const bounded =
        report_of(desk, last + day, {Dimension::month}, last, last + Seconds{5401});
    CHECK(cells(part(bounded, "rows"), 0, {"month", "complaints", "service_cases"}) ==
          "2026-07 1 3");
    // By week the four last ones are together; the days before July are not in that month.
    auto const weekly = report_of(desk, last + day, {Dimension::week});
    CHECK(cells(part(weekly, "rows"), 1, {"week", "complaints", "service_cases"}) ==
          "2026-W27 1 4");
    auto const both = report_of(desk, last + day, {Dimension::week, Dimension::month});
    CHECK(cells(part(both, "rows"), 1, {"week", "month", "complaints", "service_cases"}) ==
          "2026-W27 2026-07 1 3");
}

TEST_CASE("Remedies are counted and summed by kind and currency") {
    SixComplaints desk;
    desk.done(monday + 3 * day, "boss", desk::remedy_done, RemedyId{desk.ids[0], 1},
              std::string{"transfer 17"});
    auto const sheet = report_of(desk, monday + 21 * day);
    // kind, granted, amount, currency, sum, done, overdue
    CHECK(text_of(part(sheet, "remedies")) ==
          "apology 1 - - 0 0\n"
          "refund 2 13000 CNY 1 0\n"
          "refund 1 500 USD 0 0\n");
    // Those of other complaints than the period's do not count.
    auto const none = report_of(desk, monday + 21 * day, {}, monday + day);
    CHECK(part(none, "remedies").rows.empty());
}

TEST_CASE("Satisfaction is that of the replies of each round, with the number of answers") {
    SixComplaints desk;
    auto const rate = [&](Instant now, CaseId id, int csat) {
        desk::FeedbackArgs answer;
        answer.csat = csat;
        desk.done(now, "wang", desk::give_feedback, id, answer);
    };
    rate(monday + 4 * day, desk.ids[0], 5);
    desk.answer(monday + 7 * day, desk.ids[1], Decision::partly, {}, "third", "fourth");
    rate(monday + 8 * day, desk.ids[1], 4);
    rate(monday + 20 * day, desk.ids[2], 2);
    auto const text = [&](Instant as_of, std::optional<Instant> from = {}) {
        return text_of(part(report_of(desk, as_of, {}, from), "satisfaction"));
    };
    // round, replied, answers, satisfied, share with its Wilson interval, median
    CHECK(text(monday + 21 * day) ==
          "1 4 2 1 0.500000 0.094531 0.905469 2\n2 1 1 1 1.000000 0.206549 1.000000 "
          "4\n");
    CHECK(text(monday + 6 * day).starts_with("1 4 1 1 1.000000 "));
    // Those of other complaints than the period's do not count.
    CHECK(text(monday + 21 * day, monday + day).empty());
}

TEST_CASE("A report on complaints as of a past instant is the report made at that instant") {
    ComplaintDesk desk;
    std::vector<CaseId> ids;
    std::vector<std::pair<Instant, std::string>> made;
    auto const text = [&](Instant as_of) {
        return text_of(report_of(desk, as_of, {Dimension::decision, Dimension::outcome}));
    };
    for (int i = 0; i < 4; ++i) ids.push_back(desk.complain(monday + i * day));
    made.emplace_back(monday + 3 * day, text(monday + 3 * day));
    desk.answer(monday + 4 * day, ids[0], Decision::upheld, {{RemedyKind::repair, {}}});
    made.emplace_back(monday + 4 * day, text(monday + 4 * day));
    desk.end(monday + 5 * day, ids[0], ComplaintOutcome::contested);
    desk.done(monday + 5 * day, "boss", desk::withdraw, ids[1], std::string{"found it"});
    made.emplace_back(monday + 5 * day, text(monday + 5 * day));
    desk.answer(monday + 6 * day, ids[0], Decision::partly, {}, "third", "fourth");
    desk.end(monday + 7 * day, ids[0], ComplaintOutcome::accepted);
    CHECK(made[0].second != made[1].second);
    CHECK(made[1].second != made[2].second);
    for (auto const &[instant, report] : made) CHECK(text(instant) == report);
}
