#include "complaint_support.hpp"
#include "lives.hpp"
#include <dcc/desk/feedback.hpp>
#include <dcc/report/channels.hpp>
#include <dcc/report/loyalty.hpp>
#include <dcc/report/satisfaction.hpp>
#include <dcc/report/staff_figures.hpp>
#include <dcc/report/staff_tally.hpp>

#include <algorithm>
#include <map>

#include <doctest/doctest.h>

using namespace dcc;
using doctest::Approx;

namespace {

std::string const people_policy = complaint_policy + R"([survey]
[[survey.dimensions]]
id = "speed"
[[survey.dimensions]]
id = "attitude"
[[loyalty]]
name = "gold"
advice = { zh = "致电", en = "The manager calls." }
tier = ["gold"]
csat_at = 3
[[loyalty]]
name = "often"
advice = "Ask what goes wrong."
days = 30
cases = 2
late = 1
)";

struct PeopleDesk : TestDesk {
    Instant now = monday;

    PeopleDesk() : TestDesk{people_policy} {}

    CaseId come(desk::OpenArgs args = {}, std::string const &person = "wang") {
        auto const id = open(now += Seconds{60}, std::move(args)).id;
        after(now, desk::assign, id, desk::Holder{person});
        return id;
    }
    CaseId solved(desk::OpenArgs const &args = {}, std::string const &person = "wang") {
        auto const id = come(args, person);
        after(now += Seconds{60}, desk::resolve, id, std::string{"mended"});
        return id;
    }
    void answer(CaseId id, desk::FeedbackArgs const &args) {
        auto here = session(now += Seconds{60}, "fourth");
        auto const receipt = desk::give_feedback(here, id, args);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
    }
    void answer(CaseId id, int csat) {
        desk::FeedbackArgs args;
        args.csat = csat;
        answer(id, args);
    }
    report::Scope all(std::vector<report::Dimension> by = {}) const {
        return {{}, {}, now, std::move(by)};
    }
};

double figure(Table const &table, std::size_t row, std::string const &column) {
    auto const &cell = table.rows.at(row)[column_of(table, column)];
    if (auto const *share = std::get_if<Share>(&cell)) return share->value;
    return std::get<double>(cell);
}

desk::OpenArgs of(std::string const &channel, std::string const &category = {},
                  std::string const &phone = {}) {
    desk::OpenArgs args;
    args.channel = channel;
    args.rating.category = category;
    args.customer.phone = phone;
    return args;
}

}  // namespace

TEST_CASE("Satisfaction agrees with published figures") {
    PeopleDesk desk;
    // The interval of 4 of 20 is statsmodels', that of 19 promoters and 5 detractors of 36 is in
    // Rocks' form; see stats.
    for (int i = 0; i < 36; ++i) {
        desk::FeedbackArgs args;
        if (i < 20) args.csat = i < 4 ? 5 : 2;
        args.nps = i < 19 ? 9 : i < 24 ? 6 : 7;
        if (i < 6) args.ces = i < 3 ? 1 : 2;
        if (i < 8) args.solved = true;
        desk.answer(desk.solved(), args);
    }
    desk.solved();
    desk.come();
    desk.policy.survey.ces_high = "hard";
    auto const rows = part(report::satisfaction(desk.writer, desk.policy, desk.all()), "rows");
    REQUIRE(rows.rows.size() == 1);
    CHECK(number(rows, 0, "invited") == 37);
    CHECK(number(rows, 0, "answered") == 36);
    CHECK(number(rows, 0, "csat_n") == 20);
    CHECK(figure(rows, 0, "csat_share") == 0.2);
    CHECK(figure(rows, 0, "csat_low") == Approx(0.080657662579798).epsilon(1e-12));
    CHECK(figure(rows, 0, "csat_high") == Approx(0.416017432251894).epsilon(1e-12));
    CHECK(figure(rows, 0, "csat_mean") == 2.6);
    CHECK(number(rows, 0, "nps_n") == 36);
    CHECK(figure(rows, 0, "nps") == Approx(38.889).epsilon(1e-5));
    CHECK(figure(rows, 0, "nps_low") == Approx(13.158).epsilon(1e-4));
    CHECK(figure(rows, 0, "nps_high") == Approx(58.637).epsilon(1e-4));
    // 1 and 2 of 7 were given when 7 meant easy.
    CHECK(figure(rows, 0, "ces_mean") == 6.5);
    CHECK(number(rows, 0, "solved_n") == 8);
    CHECK(figure(rows, 0, "solved_share") == 1);
}

TEST_CASE("The last answer about a case is the one that counts, and few answers say nothing") {
    PeopleDesk desk;
    std::vector<CaseId> ids;
    for (int i = 0; i < 4; ++i) desk.answer(ids.emplace_back(desk.solved()), 1);
    desk.after(desk.now += Seconds{60}, desk::reopen, ids[0], std::string{"again"});
    desk.after(desk.now += Seconds{60}, desk::resolve, ids[0], std::string{"mended"});
    desk.answer(ids[0], 5);
    auto const at_four = desk.all({report::Dimension::channel});
    auto const four = report::satisfaction(desk.writer, desk.policy, at_four);
    CHECK(number(part(four, "rows"), 0, "csat_n") == 4);
    CHECK(cell(part(four, "rows"), 0, "csat_share") == "-");
    CHECK(cell(part(four, "rows"), 0, "csat_mean") == "-");
    CHECK(text_of(four).find("1 group has fewer than 5 answers") != std::string::npos);
    CHECK(cell(part(four, "drivers"), 0, "rho") == "-");
    desk.answer(desk.solved(), 4);
    auto const five =
        report::satisfaction(desk.writer, desk.policy, desk.all({report::Dimension::channel}));
    CHECK(figure(part(five, "rows"), 0, "csat_share") == 0.4);
    CHECK(text_of(five).find("fewer than 5") == std::string::npos);
    // As of the instant before, nothing of the fifth is known.
    CHECK(text_of(report::satisfaction(desk.writer, desk.policy, at_four)) == text_of(four));
    CHECK(part(five, "comments").rows.empty());
}

TEST_CASE("Drivers are ranked by their correlation, and comments are those of the dissatisfied") {
    PeopleDesk desk;
    // Ranks 1 to 5 against 2 1 4 3 5: rho is 1 - 6 * 4 / (5 * 24), Fisher's interval by hand.
    for (auto const &[speed, csat] : {std::pair{1, 2}, {2, 1}, {3, 4}, {4, 3}, {5, 5}}) {
        desk::FeedbackArgs args;
        args.csat = csat;
        args.dimensions = {{"speed", speed}, {"attitude", csat}};
        if (csat < 4) args.comment = "comment " + std::to_string(csat);
        desk.answer(desk.solved(), args);
    }
    auto const sheet = report::satisfaction(desk.writer, desk.policy, desk.all());
    auto const drivers = part(sheet, "drivers");
    CHECK(cell(drivers, 0, "factor") == "attitude");
    CHECK(figure(drivers, 0, "rho") == Approx(1));
    CHECK(cell(drivers, 1, "factor") == "speed");
    CHECK(figure(drivers, 1, "rho") == Approx(0.8));
    CHECK(figure(drivers, 1, "rho_low") == Approx(-0.27967).epsilon(1e-3));
    CHECK(figure(drivers, 1, "rho_high") == Approx(0.98617).epsilon(1e-3));
    // All were solved after the same time and never reopened.
    CHECK(drivers.rows.size() == 6);
    CHECK(cell(drivers, 5, "rho") == "-");
    auto const comments = part(sheet, "comments");
    CHECK(text_of(comments).find("comment 3") < text_of(comments).find("comment 1"));
    CHECK(comments.rows.size() == 3);
    auto const dimensions = part(sheet, "dimensions");
    CHECK(cell(dimensions, 0, "dimension") == "speed");
    CHECK(figure(dimensions, 0, "mean") == 3);
    CHECK(figure(dimensions, 0, "satisfied_share") == 0.4);
}

TEST_CASE("Channels: first contact, reopened, complaints and speed, counted by hand") {
    PeopleDesk desk;
    // On the phone: 3 at first contact, one after a further message, one reopened, one still open.
    std::vector<CaseId> ids;
    for (int i = 0; i < 4; ++i) ids.push_back(desk.solved(of("phone")));
    desk.come(of("phone"));
    desk.after(desk.now += Seconds{60}, desk::reopen, ids[0], std::string{"again"});
    auto const asked = desk.come(of("phone"));
    desk.after(desk.now += Seconds{60}, desk::receive, asked, std::string{"And?"}, std::string{},
               desk::Aside::by_policy);
    desk.after(desk.now += Seconds{60}, desk::resolve, asked, std::string{"mended"});
    desk.solved(of("email"));
    desk::OpenArgs complaint = of("phone");
    complaint.subject = "Too late";
    complaint.registration.type = "other";
    auto here = desk.session(desk.now += Seconds{60});
    REQUIRE(desk::open_complaint(here, complaint, {}));
    auto const sheet = report::channels(desk.writer, desk.policy, desk.all());
    auto const rows = part(sheet, "rows");
    REQUIRE(rows.rows.size() == 2);
    CHECK(cell(rows, 0, "channel") == "phone");
    CHECK(number(rows, 0, "cases") == 6);
    CHECK(figure(rows, 0, "cases_share") == Approx(6.0 / 7));
    CHECK(number(rows, 0, "resolved") == 5);
    CHECK(figure(rows, 0, "first_contact_share") == Approx(0.6));
    CHECK(figure(rows, 0, "reopened_share") == Approx(0.2));
    CHECK(figure(rows, 0, "complaints_per_1000") == Approx(1000.0 / 6));
    CHECK(number(rows, 0, "complaints") == 1);
    // One case of mail names its customer.
    CHECK(cell(rows, 1, "first_contact_share") == "-");
    CHECK(number(rows, 1, "cases") == 1);
    CHECK(number(part(sheet, "total"), 0, "cases") == 7);
    CHECK(text_of(sheet).find("1 group has fewer than 5 cases") != std::string::npos);
}

TEST_CASE("Who takes the hard cases is compared with what they let expect") {
    PeopleDesk desk;
    // Of outages half are missed, of bills one in ten, whoever has them. Wang has 16 and 10 of
    // them, Li 4 and 30: 9 of 26 missed and 5 of 34, each exactly as expected.
    std::vector<CaseId> late;
    auto const give = [&](std::string const &person, std::string const &category, int met,
                          int missed) {
        for (int i = 0; i < met; ++i) desk.solved(of("phone", category), person);
        for (int i = 0; i < missed; ++i) late.push_back(desk.come(of("phone", category), person));
    };
    give("wang", "outage", 8, 8);
    give("wang", "billing", 9, 1);
    give("li", "outage", 2, 2);
    give("li", "billing", 27, 3);
    desk.now += Seconds{30 * 86400};
    for (auto const id : late)
        desk.after(desk.now += Seconds{60}, desk::resolve, id, std::string{"mended"});
    auto const sheet = report::staff_figures(desk.writer, desk.policy, desk.all());
    auto const rows = part(sheet, "rows");
    REQUIRE(rows.rows.size() == 2);
    CHECK(cell(rows, 0, "person") == "wang");
    CHECK(number(rows, 0, "cases") == 26);
    CHECK(number(rows, 0, "missed") == 9);
    CHECK(figure(rows, 0, "met_share") == Approx(17.0 / 26));
    CHECK(figure(rows, 0, "expected") == Approx(9));
    CHECK(figure(rows, 0, "ratio") == Approx(1));
    CHECK(figure(rows, 1, "expected") == Approx(5));
    CHECK(figure(rows, 1, "ratio") == Approx(1));
    // Exact Poisson limits of 9: 4.115 and 17.085 (Garwood).
    CHECK(figure(rows, 0, "ratio_low") == Approx(4.1153731 / 9).epsilon(1e-6));
    CHECK(figure(rows, 0, "ratio_high") == Approx(17.0848035 / 9).epsilon(1e-6));
    // The median of 26 and 34 resolved cases is, by nearest rank, 26.
    CHECK(figure(rows, 0, "score_volume") == Approx(50));
    CHECK(figure(rows, 1, "score_volume") == Approx(50 * 34.0 / 26));
    CHECK(figure(rows, 0, "score_quality") == 100);
    CHECK(cell(rows, 0, "score_satisfaction") == "-");
    CHECK(figure(rows, 0, "score") == Approx((50 + 1700.0 / 26 + 100) / 3));
    CHECK(part(sheet, "training").rows.empty());
    auto const teams =
        part(report::staff_figures(desk.writer, desk.policy, desk.all({report::Dimension::team})),
             "rows");
    CHECK(cell(teams, 0, "team") == "front");
    CHECK(number(teams, 0, "cases") == 60);
    // One month later there is nothing, and nothing to divide by.
    report::Scope later{desk.now, {}, desk.now + Seconds{86400}, {}};
    CHECK(part(report::staff_figures(desk.writer, desk.policy, later), "rows").rows.empty());
}

TEST_CASE("Training helps where the excess over the others is greatest") {
    report::StaffTally one;
    report::StaffTally desk;
    one.categories["a"] = {{9, 10}, {2, 5}};
    desk.categories["a"] = {{12, 20}, {4, 10}};
    one.categories["b"] = {{4, 4}, {}};
    desk.categories["b"] = {{4, 40}, {}};
    auto const need = report::training_need(one, desk, 5);
    REQUIRE(need);
    CHECK(need->category == "a");
    CHECK(need->of_deadlines);
    CHECK(need->others.count == 3);
    CHECK(need->others.n == 10);
    CHECK(need->excess == Approx(6));
    // 9/10 - 3/10 by Newcombe's method 10 (statsmodels).
    REQUIRE(need->difference);
    CHECK(need->difference->low == Approx(0.1705).epsilon(1e-3));
    CHECK(need->difference->high == Approx(0.8090).epsilon(1e-3));
    // With four cases allowed, "b" has no excess of more: 4 - 0.
    CHECK(report::training_need(one, desk, 4)->category == "a");
    one.categories["a"] = {{3, 10}, {3, 5}};
    desk.categories["a"] = {{12, 20}, {3, 10}};
    CHECK_FALSE(report::training_need(one, desk, 5)->of_deadlines);
    CHECK_FALSE(report::training_need(one, one, 5));
}

TEST_CASE("A staff score is the mean of what is known, by the weights") {
    using report::volume_term;
    using report::weighted_score;
    CHECK(volume_term(10, 10) == 50);
    CHECK(volume_term(5, 10) == 25);
    CHECK(volume_term(30, 10) == 100);
    CHECK(volume_term(0, 10) == 0);
    CHECK_FALSE(volume_term(3, 0));
    CHECK(weighted_score({50, 100, {}, 75}, {1, 2, 5, 1}) == 81.25);
    CHECK(weighted_score({50, 100, 0, 0}, {0, 1, 1, 2}) == 25);
    CHECK_FALSE(weighted_score({50, {}, {}, {}}, {0, 1, 1, 1}));
    CHECK_FALSE(weighted_score({}, {1, 1, 1, 1}));
}

TEST_CASE("Customers at risk are named with reasons, and counted as they were before") {
    PeopleDesk desk;
    auto gold = of("phone", {}, "13800000001");
    gold.customer.tier = "gold";
    auto const first = desk.solved(gold);
    desk.solved(of("phone", {}, "13800000003"));
    auto const before = desk.now;
    desk.answer(first, 3);
    // The third customer has two cases; the open one misses both of its deadlines.
    desk.come(of("phone", {}, "13800000002"));
    desk.solved(of("email", {}, "13800000002"));
    // Satisfied or not, who is not gold is not listed for it.
    desk.answer(desk.solved(of("phone", {}, "13800000003")), 1);
    desk.now += Seconds{10 * 86400};
    auto const sheet = report::loyalty(desk.writer, desk.policy, desk.all(), 10);
    auto const rows = part(sheet, "rows");
    REQUIRE(rows.rows.size() == 2);
    CHECK(cell(rows, 0, "customer") == "K1");
    CHECK(cell(rows, 0, "rule") == "gold");
    CHECK(cell(rows, 0, "why") == "csat 3,");
    CHECK(cell(rows, 0, "since") == format_utc(before + Seconds{60}));
    CHECK(cell(rows, 0, "advice") == "The manager calls.");
    CHECK(cell(rows, 1, "customer") == "K3");
    CHECK(cell(rows, 1, "why") == "2 cases,2 missed deadlines,");
    CHECK(number(sheet.head, 0, "at_risk") == 2);
    CHECK(number(sheet.head, 0, "active") == 3);
    auto const rules = part(sheet, "rules");
    CHECK(number(rules, 0, "at_risk_before") == 1);
    CHECK(number(rules, 0, "joined") == 0);
    CHECK(number(rules, 1, "at_risk_before") == 0);
    CHECK(number(rules, 1, "joined") == 1);
    // Before the answer nobody was at risk; afterwards those of the rule of 30 days leave again.
    CHECK(part(report::loyalty(desk.writer, desk.policy, {{}, {}, before, {}}, 1), "rows")
              .rows.empty());
    auto const later =
        report::loyalty(desk.writer, desk.policy, {{}, {}, desk.now + Seconds{60 * 86400}, {}}, 60);
    CHECK(part(later, "rows").rows.size() == 1);
    CHECK(number(part(later, "rules"), 1, "left") == 1);
    desk.policy.desk.language = "zh";
    CHECK(cell(part(report::loyalty(desk.writer, desk.policy, desk.all(), 10), "rows"), 0,
               "advice") == "致电");
    desk.policy.reports.loyalty.clear();
    CHECK(part(report::loyalty(desk.writer, desk.policy, desk.all(), 10), "rows").empty ==
          "The policy has no loyalty rule.");
}

namespace {

// Lives with answers of customers.
struct Answered : Lives {
    using Lives::Lives;

    void live_on(int steps) {
        live(steps, 2000);
        writer.begin();
        for (auto const id : ids) {
            if (pick(3) > 0) continue;
            desk::FeedbackArgs args;
            args.csat = 1 + pick(5);
            if (pick(2)) args.nps = pick(11);
            now += Seconds{pick(60)};
            auto here = session(now, pick(2) ? "wang" : "zhao");
            (void)desk::give_feedback(here, id, args);
        }
        writer.commit();
    }
    // All reports on people, as text.
    std::string reports(Instant at) {
        std::string all;
        for (auto const &by : {std::vector<report::Dimension>{}, {report::Dimension::channel}})
            all += text_of(report::satisfaction(writer, policy, {{}, {}, at, by}));
        all += text_of(report::channels(writer, policy, {monday + Seconds{9000}, {}, at, {}}));
        all += text_of(report::staff_figures(writer, policy, {{}, {}, at, {}}));
        return all + text_of(report::loyalty(writer, policy, {{}, {}, at, {}}, 1));
    }
};

}  // namespace

TEST_CASE("Reports on people are the same later, and agree with a count over the events") {
    Answered desk{7};
    desk.policy.reports.least_group = 1;
    desk.policy.reports.loyalty.push_back({"late", {}, 30, {}, {}, {}, {}, {}, {}, 1, {}});
    std::vector<std::pair<Instant, std::string>> made;
    for (int i = 0; i < 3; ++i) {
        desk.live_on(120);
        made.emplace_back(desk.now, desk.reports(desk.now));
        ++desk.now;
    }
    for (auto const &one : made) CHECK(desk.reports(one.first) == one.second);
    CHECK(made.front().second != made.back().second);

    // Counted from the events of each case, one case after another.
    struct Count {
        std::int64_t invited = 0;
        std::int64_t answered = 0;
        std::int64_t satisfied = 0;
    };
    std::map<std::string, Count> counts;
    for (auto const id : desk.ids) {
        std::string channel;
        std::optional<int> last;
        bool resolved = false;
        for (auto const &event : desk.writer.events(id)) {
            if (auto const *opened = std::get_if<event::Opened>(&event.payload))
                channel = opened->channel;
            if (std::holds_alternative<event::Resolved>(event.payload)) resolved = true;
            if (auto const *given = std::get_if<event::FeedbackGiven>(&event.payload))
                last = given->csat;
        }
        if (!resolved) continue;
        auto &count = counts[channel];
        ++count.invited;
        if (last) ++count.answered;
        if (last && *last >= 4) ++count.satisfied;
    }
    report::Scope const scope{{}, {}, desk.now, {report::Dimension::channel}};
    auto const rows = part(report::satisfaction(desk.writer, desk.policy, scope), "rows");
    auto const channels = part(report::channels(desk.writer, desk.policy, scope), "rows");
    REQUIRE(rows.rows.size() == 2);
    REQUIRE(channels.rows.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        auto const &count = counts.at(cell(rows, i, "channel"));
        REQUIRE(count.answered > 0);
        CHECK(number(rows, i, "invited") == count.invited);
        CHECK(number(rows, i, "answered") == count.answered);
        CHECK(figure(rows, i, "csat_share") * static_cast<double>(count.answered) ==
              Approx(static_cast<double>(count.satisfied)));
        CHECK(number(channels, i, "resolved") == count.invited);
    }
}
