#include "support.hpp"
#include <dcc/rules/waiting.hpp>

#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dcc;
using dcc::test::office;

namespace {

Zone const shanghai = Zone::load("Asia/Shanghai");

Instant local(std::string_view text) {
    return shanghai.parse(text);
}

WaitingPolicy waits(std::string_view remind, int reminders, std::string_view close) {
    WaitingPolicy policy;
    if (!remind.empty()) policy.remind_after = parse_duration(remind);
    policy.reminders = reminders;
    if (!close.empty()) policy.close_after = parse_duration(close);
    policy.calendar = "office";
    return policy;
}

// "2 since 2026-06-03 09:00", "close since …" or "nothing".
std::string due(WaitingPolicy const &policy, std::string_view since, std::string_view reminded,
                std::string_view now, std::string_view hours = "09:00-17:00") {
    Calendar const calendar{office(hours)};
    auto const step = rules::waiting_step(
        policy, calendar, local(since),
        reminded.empty() ? std::nullopt : std::optional{local(reminded)}, local(now));
    if (!step) return "nothing";
    return (step->close ? "close" : std::to_string(step->number)) + " since " +
           shanghai.format(step->due);
}

}  // namespace

// 2026-06-01 is a Monday.

TEST_CASE("A reminder is due when the working time has passed, to the second") {
    auto const policy = waits("8h", 2, "");
    CHECK(due(policy, "2026-06-01 11:00", "", "2026-06-02 10:59:59") == "nothing");
    CHECK(due(policy, "2026-06-01 11:00", "", "2026-06-02 11:00:00") == "1 since 2026-06-02 11:00");
    // What ends at closing time is due at closing time.
    CHECK(due(policy, "2026-06-01 09:00", "", "2026-06-01 17:00") == "1 since 2026-06-01 17:00");
}

TEST_CASE("Weekends and lunch are no working time") {
    auto const policy = waits("8h", 2, "");
    CHECK(due(policy, "2026-06-05 16:00", "", "2026-06-08 15:59") == "nothing");
    CHECK(due(policy, "2026-06-05 16:00", "", "2026-06-08 16:00") == "1 since 2026-06-08 16:00");
    CHECK(due(policy, "2026-06-06 12:00", "", "2026-06-08 16:59") == "nothing");
    CHECK(due(waits("2h", 1, ""), "2026-06-01 09:00", "", "2026-06-01 11:00") ==
          "1 since 2026-06-01 11:00");
    Calendar const lunch{[] {
        auto spec = office("09:00-12:00");
        for (auto &day : spec.week)
            if (!day.empty()) day.push_back({std::chrono::hours{13}, std::chrono::hours{18}});
        return spec;
    }()};
    auto const at = [&](std::string_view now) {
        return rules::waiting_step(waits("2h", 1, ""), lunch, local("2026-06-01 11:30"), {},
                                   local(now));
    };
    CHECK_FALSE(at("2026-06-01 14:29:59"));
    REQUIRE(at("2026-06-01 14:30"));
    CHECK(at("2026-06-01 14:30")->due == local("2026-06-01 14:30"));
}

TEST_CASE("Each reminder follows the one before by as much, up to their number") {
    auto const policy = waits("1bd", 2, "");
    std::string_view const since = "2026-06-01 10:00";
    CHECK(due(policy, since, "", "2026-06-02 10:00") == "1 since 2026-06-02 10:00");
    CHECK(due(policy, since, "2026-06-02 10:00", "2026-06-03 09:59") == "nothing");
    CHECK(due(policy, since, "2026-06-02 10:00", "2026-06-03 10:00") == "2 since 2026-06-03 10:00");
    CHECK(due(policy, since, "2026-06-03 10:00", "2026-06-30 10:00") == "nothing");
}

TEST_CASE("A late run reminds once for all that was missed, and a second run not again") {
    auto const policy = waits("1bd", 3, "");
    std::string_view const since = "2026-06-01 10:00";
    CHECK(due(policy, since, "", "2026-06-03 12:00") == "2 since 2026-06-03 10:00");
    CHECK(due(policy, since, "2026-06-03 12:00", "2026-06-03 12:00") == "nothing");
    CHECK(due(policy, since, "2026-06-03 12:00", "2026-06-04 09:59") == "nothing");
    // The third is due when it would have been, however late the second was.
    CHECK(due(policy, since, "2026-06-03 12:00", "2026-06-04 10:00") == "3 since 2026-06-04 10:00");
    CHECK(due(policy, since, "2026-06-04 10:00", "2026-07-04 10:00") == "nothing");
}

TEST_CASE("Closing wins over a reminder, and a reminder tells when it will be") {
    auto const policy = waits("1bd", 5, "2bd");
    std::string_view const since = "2026-06-01 10:00";
    CHECK(due(policy, since, "", "2026-06-02 10:00") == "1 since 2026-06-02 10:00");
    CHECK(due(policy, since, "", "2026-06-03 09:59") == "1 since 2026-06-02 10:00");
    CHECK(due(policy, since, "", "2026-06-03 10:00") == "close since 2026-06-03 10:00");
    CHECK(due(policy, since, "2026-06-02 10:00", "2026-08-03 10:00") ==
          "close since 2026-06-03 10:00");
    Calendar const calendar{office()};
    auto const step =
        rules::waiting_step(policy, calendar, local(since), {}, local("2026-06-02 10:00"));
    REQUIRE(step);
    CHECK(step->ends == local("2026-06-03 10:00"));
}

TEST_CASE("Without durations nothing is ever due") {
    CHECK(due(waits("", 3, ""), "2026-06-01 10:00", "", "2030-06-01 10:00") == "nothing");
    CHECK(due(waits("", 3, "5bd@close"), "2026-06-01 10:00", "", "2026-06-08 16:59") == "nothing");
    CHECK(due(waits("", 3, "5bd@close"), "2026-06-01 10:00", "", "2026-06-08 17:00") ==
          "close since 2026-06-08 17:00");
}

TEST_CASE("Only reminders of this waiting count") {
    Case item;
    item.state = State::waiting_customer;
    item.waiting_since = local("2026-06-03 10:00");
    CHECK_FALSE(rules::last_reminder(item));
    auto const add = [&](MessageKind kind, std::string_view at) {
        Message message;
        message.kind = kind;
        message.made_at = local(at);
        item.outgoing.push_back(message);
    };
    add(MessageKind::reminder, "2026-06-02 10:00");  // of an earlier waiting
    add(MessageKind::progress, "2026-06-03 11:00");
    add(MessageKind::waiting, "2026-06-03 11:00");
    CHECK_FALSE(rules::last_reminder(item));
    add(MessageKind::reminder, "2026-06-04 10:00");
    add(MessageKind::reminder, "2026-06-05 10:00");
    CHECK(rules::last_reminder(item) == local("2026-06-05 10:00"));
    item.state = State::waiting_third_party;
    CHECK(rules::last_reminder(item) == local("2026-06-03 11:00"));
}
