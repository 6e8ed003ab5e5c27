#include "lives.hpp"
#include "support.hpp"
#include <dcc/report/measure.hpp>
#include <dcc/report/trend.hpp>
#include <dcc/rules/timeline.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::vector<Measure> every_measure() {
    std::vector<Measure> all;
    for (auto const &[measure, name] : measure_words) all.push_back(measure);
    return all;
}

// What a period has, counted from the events of each case one by one.
struct ByHand {
    std::int64_t opened = 0;
    std::int64_t resolved = 0;
    std::int64_t reopened = 0;
    std::int64_t open = 0;
};

ByHand counted(Lives &desk, report::PeriodSpan const &period) {
    ByHand sum;
    auto adopted = ledger::adopted_terms_of(desk.writer);
    for (auto const id : desk.ids) {
        Case item;
        bool open = false;
        bool ever = false;
        for (auto const &event : desk.writer.events(id)) {
            if (event.at >= period.before) break;
            rules::apply(item, event, adopted);
            bool const now = !is_ended(item.state);
            bool const inside = event.at >= period.from;
            if (now && !open && inside) ++(ever ? sum.reopened : sum.opened);
            if (!now && open && inside) ++sum.resolved;
            open = now;
            ever = true;
        }
        sum.open += open;
    }
    return sum;
}

report::MeasureValue value(Measure measure, report::PeriodTally const &tally) {
    return report::value_of(measure, tally, 1);
}

}  // namespace

TEST_CASE("Periods are those of the calendar, cut to the bounds") {
    // The first of June 2026 is a Monday.
    auto const from = at("2026-06-01T09:00:00+08:00");
    auto const as_of = at("2026-06-17T12:00:00+08:00");
    auto const weeks =
        report::periods_of(from, as_of + Seconds{1}, report::Dimension::week, shanghai, as_of);
    REQUIRE(weeks.size() == 3);
    CHECK(weeks[0].name == "2026-W23");
    CHECK(weeks[0].from == from);
    CHECK_FALSE(weeks[0].complete);
    CHECK(weeks[1].from == at("2026-06-08T00:00:00+08:00"));
    CHECK(weeks[1].before == at("2026-06-15T00:00:00+08:00"));
    CHECK(weeks[1].complete);
    CHECK(weeks[2].before == as_of + Seconds{1});
    CHECK_FALSE(weeks[2].complete);
    // A week that ends with the last second before as_of is whole.
    auto const sunday = at("2026-06-14T23:59:59+08:00");
    auto const ended = report::periods_of(at("2026-06-08T00:00:00+08:00"), sunday + Seconds{1},
                                          report::Dimension::week, shanghai, sunday);
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].complete);
    CHECK_THROWS_WITH(report::periods_of(at("2000-01-01T00:00:00Z"), as_of, report::Dimension::day,
                                         shanghai, as_of),
                      "more than 1,000 periods");
}

TEST_CASE("What is counted of each period is that of the events, one by one") {
    Lives desk{77};
    desk.live(400, 3000);
    auto const periods = report::periods_of(monday, desk.now + Seconds{1}, report::Dimension::day,
                                            shanghai, desk.now);
    REQUIRE(periods.size() > 3);
    auto const tallies = report::tally_of(desk.writer, periods, desk.now, every_measure());
    std::int64_t reopened = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        CAPTURE(periods[i].name);
        auto const expected = counted(desk, periods[i]);
        CHECK(tallies[i].opened == expected.opened);
        CHECK(tallies[i].resolved == expected.resolved);
        CHECK(tallies[i].reopened == expected.reopened);
        CHECK(tallies[i].open == expected.open);
        reopened += expected.reopened;
    }
    CHECK(reopened > 0);
    // All periods together are the whole time.
    report::PeriodSpan const whole{"", monday, desk.now + Seconds{1}, true};
    auto const once = report::tally_of(desk.writer, {&whole, 1}, desk.now, every_measure());
    report::PeriodTally sum;
    for (auto const &tally : tallies) sum.add(tally);
    CHECK(once[0].opened == sum.opened);
    CHECK(once[0].open == sum.open);
    CHECK(once[0].late == sum.late);
    CHECK(once[0].resolution.met == sum.resolution.met);
    CHECK(value(Measure::resolution_time, once[0]).value ==
          value(Measure::resolution_time, sum).value);
}

TEST_CASE("The counts of some cases and of all others add up to those of all") {
    Lives desk{79};
    desk.live(400, 3000);
    auto const periods = report::periods_of(monday, desk.now + Seconds{1}, report::Dimension::day,
                                            shanghai, desk.now);
    auto const tallies = [&](std::vector<std::string> const &conditions) {
        report::Scope scope{{}, {}, desk.now, {}};
        scope.filter = {desk.policy, shanghai, conditions, report::case_dimensions};
        auto const cases = report::served_cases(desk.writer, scope);
        report::RowUse use;
        if (!conditions.empty()) use.only = &cases;
        return report::tally_of(desk.writer, periods, desk.now, every_measure(), use);
    };
    auto const all = tallies({});
    auto const phone = tallies({"channel=phone"});
    auto const other = tallies({"channel!=phone"});
    for (std::size_t i = 0; i < periods.size(); ++i) {
        CAPTURE(periods[i].name);
        for (auto const member : {&report::PeriodTally::opened, &report::PeriodTally::resolved,
                                  &report::PeriodTally::reopened, &report::PeriodTally::open,
                                  &report::PeriodTally::late, &report::PeriodTally::service_cases})
            CHECK(phone[i].*member + other[i].*member == all[i].*member);
        CHECK(phone[i].resolution.met + other[i].resolution.met == all[i].resolution.met);
    }
    CHECK(phone.back().open < all.back().open);
}

TEST_CASE("The figures of each week are those of the service levels by week") {
    Lives desk{78};
    desk.live(400, 5000);
    auto const periods = report::periods_of(monday, desk.now + Seconds{1}, report::Dimension::week,
                                            shanghai, desk.now);
    auto const tallies = report::tally_of(desk.writer, periods, desk.now, every_measure());
    auto const sheet =
        report::sla(desk.writer, desk.policy, {monday, {}, desk.now, {report::Dimension::week}});
    auto const &table = sheet.parts.at(0).table;
    std::size_t compared = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto const &cells = table.rows[row];
        if (text_of(cells[column_of(table, "clock")]) != "resolution") continue;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (periods[i].name != text_of(cells[0])) continue;
            CHECK(tallies[i].resolution.met == number(table, row, "met"));
            CHECK(tallies[i].resolution.breached == number(table, row, "breached"));
            auto const median = value(Measure::resolution_time, tallies[i]).value;
            CHECK(text_of(cells[column_of(table, "median_s")]) ==
                  (median ? std::to_string(static_cast<std::int64_t>(*median)) : "-"));
            ++compared;
        }
    }
    CHECK(compared >= 2);
}

TEST_CASE("A case is late once, from its first missed deadline until its clocks have stopped") {
    TestDesk desk;
    auto const hour = [](int h) { return monday + Seconds{h * 3600}; };
    desk::OpenArgs args;
    args.rating.priority = "urgent";  // an answer within 30 minutes, solved within 4 hours
    auto const id = desk.open(hour(0), args).id;
    desk.after(hour(6), desk::reply, id, "text");
    desk.after(hour(8), desk::resolve, id, "text");
    std::vector<report::PeriodSpan> hours;
    for (int i = 0; i < 10; ++i) hours.push_back({std::to_string(i), hour(i), hour(i + 1), true});
    auto const now = hour(10);
    std::vector const measures{Measure::late};
    std::string late;
    for (auto const &tally : report::tally_of(desk.writer, hours, now, measures))
        late += std::to_string(tally.late);
    CHECK(late == "1111111100");
    // As it was known then, nothing had been solved.
    late.clear();
    for (auto const &tally : report::tally_of(desk.writer, hours, hour(7), measures))
        late += std::to_string(tally.late);
    CHECK(late == "1111111111");
}

TEST_CASE("Late are the cases of which a clock runs past its deadline, each once") {
    Lives desk{79};
    desk.live(400, 4000);
    std::int64_t late = 0;
    std::int64_t clocks = 0;
    for (auto const id : desk.ids) {
        std::int64_t missed = 0;
        for (auto const &clock : desk.writer.clocks(id))
            missed += clock.kind != ClockKind::handoff && clock.kind != ClockKind::task &&
                      !clock.stopped_at && clock.due_at && *clock.due_at < desk.now;
        late += missed > 0;
        clocks += missed;
    }
    CHECK(clocks > late);  // some case has two
    auto const periods = report::periods_of(monday, desk.now + Seconds{1}, report::Dimension::day,
                                            shanghai, desk.now);
    std::vector const measures{Measure::late};
    auto const tallies = report::tally_of(desk.writer, periods, desk.now, measures);
    CHECK(tallies.back().late == late);
}

TEST_CASE("Values have the unit of their measure, their interval, and the least of a group") {
    report::PeriodTally tally;
    tally.answers = 20;
    tally.satisfied = 18;
    tally.recommendations = {50, 20, 100};
    tally.complaints = 4;
    tally.service_cases = 200;
    for (std::int64_t seconds = 1; seconds <= 10; ++seconds)
        tally.resolution.elapsed.push_back(seconds * 60);
    auto const csat = value(Measure::csat, tally);
    CHECK(csat.value.value() == doctest::Approx(0.9));
    CHECK(csat.n == 20);
    CHECK(csat.interval->low == doctest::Approx(0.698966354771513));
    auto const nps = value(Measure::nps, tally);
    CHECK(nps.value.value() == doctest::Approx(30));
    CHECK(nps.interval->high == doctest::Approx(44.201).epsilon(1e-4));
    auto const rate = value(Measure::complaint_rate, tally);
    CHECK(rate.value.value() == doctest::Approx(20));
    CHECK(rate.interval->high == doctest::Approx(50.287086905826));
    auto const median = value(Measure::resolution_time, tally);
    CHECK(median.value.value() == 300);
    CHECK(median.interval->low == 120);
    CHECK(median.interval->high == 540);

    tally.answers = 4;
    auto const few = report::value_of(Measure::csat, tally, 5);
    CHECK_FALSE(few.value);
    CHECK(few.withheld);
    CHECK(few.n == 4);
    CHECK(report::value_of(Measure::complaints, tally, 5).value.value() == 4);
    tally.answers = 0;
    CHECK_FALSE(report::value_of(Measure::csat, tally, 5).withheld);
}
