#include "support.hpp"
#include <dcc/calendar/calendar.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> told(Calendar const &calendar, char const *from, char const *to) {
    std::vector<std::string> lines;
    for (auto const &period : calendar.periods(at(calendar, from), at(calendar, to))) {
        lines.push_back(local(calendar, period.from) + " - " + local(calendar, period.to) + " " +
                        (period.open ? "open" : period.reason));
        CHECK(period.open == period.reason.empty());
    }
    return lines;
}

}  // namespace

TEST_CASE("periods tell open and closed stretches, each with its reason") {
    auto spec = weekdays("Asia/Shanghai", "09:00-12:00 13:00-18:00");
    spec.holidays[day("2026-11-24")] = "国庆节";
    spec.holidays[day("2026-11-25")] = "";
    spec.exceptions[day("2026-11-26")] = hours("09:00-10:00");
    Calendar const calendar{spec};
    CHECK(told(calendar, "2026-11-20 11:00", "2026-11-27 09:30") ==
          std::vector<std::string>{
              "2026-11-20 11:00 - 2026-11-20 12:00 open",
              "2026-11-20 12:00 - 2026-11-20 13:00 outside hours",
              "2026-11-20 13:00 - 2026-11-20 18:00 open",
              "2026-11-20 18:00 - 2026-11-21 00:00 outside hours",
              "2026-11-21 00:00 - 2026-11-23 00:00 closed day",
              "2026-11-23 00:00 - 2026-11-23 09:00 outside hours",
              "2026-11-23 09:00 - 2026-11-23 12:00 open",
              "2026-11-23 12:00 - 2026-11-23 13:00 outside hours",
              "2026-11-23 13:00 - 2026-11-23 18:00 open",
              "2026-11-23 18:00 - 2026-11-24 00:00 outside hours",
              "2026-11-24 00:00 - 2026-11-25 00:00 holiday 国庆节",
              "2026-11-25 00:00 - 2026-11-26 00:00 holiday",
              "2026-11-26 00:00 - 2026-11-26 09:00 exception",
              "2026-11-26 09:00 - 2026-11-26 10:00 open",
              "2026-11-26 10:00 - 2026-11-27 00:00 exception",
              "2026-11-27 00:00 - 2026-11-27 09:00 outside hours",
              "2026-11-27 09:00 - 2026-11-27 09:30 open",
          });
}

TEST_CASE("a night without change of reason is one period") {
    Calendar const calendar{weekdays("Asia/Shanghai", "09:00-18:00")};
    CHECK(told(calendar, "2026-11-19 18:00", "2026-11-20 09:00") ==
          std::vector<std::string>{"2026-11-19 18:00 - 2026-11-20 09:00 outside hours"});
    CHECK(told(calendar, "2026-11-19 18:00", "2026-11-19 18:00").empty());
    CHECK(told(calendar, "2026-11-19 18:00", "2026-11-18 18:00").empty());
}

TEST_CASE("a day that the clocks leave out is in no period") {
    Calendar const calendar{weekdays("Pacific/Apia", "09:00-17:00")};
    CHECK(told(calendar, "2011-12-29 17:00", "2012-01-02 09:00") ==
          std::vector<std::string>{"2011-12-29 17:00 - 2011-12-31 00:00 outside hours",
                                   "2011-12-31 00:00 - 2012-01-02 00:00 closed day",
                                   "2012-01-02 00:00 - 2012-01-02 09:00 outside hours"});
}
