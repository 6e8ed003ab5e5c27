#include "../random.hpp"
#include "support.hpp"
#include <dcc/rules/held.hpp>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

auto const terms = promise("standard", {});

// "front/wang 60, ended 30, …": who held the case, for how many seconds.
std::string text_of(std::vector<rules::Holding> const &parts) {
    std::string text;
    for (auto const &part : parts)
        text += (text.empty() ? "" : ", ") +
                (part.ended ? std::string{"ended"} : part.team + "/" + part.person) + " " +
                std::to_string((part.to - part.from).count());
    return text;
}

// What the tables know of a case: its hand-off clocks, and who got it when.
std::vector<rules::TeamSpan> teams_of(Case const &item) {
    std::vector<rules::TeamSpan> teams;
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::handoff)
            teams.push_back({clock.team, clock.started_at, clock.stopped_at});
    return teams;
}

std::vector<std::pair<Instant, std::string>> people_of(std::vector<Event> const &events) {
    std::vector<std::pair<Instant, std::string>> people;
    for (auto const &event : events) {
        if (auto const *to = std::get_if<event::Assigned>(&event.payload))
            people.emplace_back(event.at, to->person);
        if (auto const *to = std::get_if<event::HandedOver>(&event.payload))
            people.emplace_back(event.at, to->person);
        if (auto const *to = std::get_if<event::HandoverReturned>(&event.payload))
            people.emplace_back(event.at, to->person);
    }
    return people;
}

Instant second(int n) {
    return Instant{Seconds{1'000'000 + n}};
}

}  // namespace

TEST_CASE("the times in which a case was held follow each other") {
    Story story{{}, {terms}};
    story.on(second(0), opened(terms))
        .on(second(10), assigned("front"))
        .on(second(15), assigned("front", "wang"))
        .on(second(15), event::Started{})
        .on(second(40), assigned("tech", "zhao"))
        .on(second(100), solved())
        .on(second(130), event::Reopened{})
        .on(second(135), assigned("front", "li"));
    CHECK(text_of(rules::held(story.events(), story.adopted(), second(200))) ==
          "/ 10, front/ 5, front/wang 25, tech/zhao 60, ended 30, tech/zhao 5, front/li 65");
    story.on(second(210), solved());
    CHECK(text_of(rules::held(story.events(), story.adopted(), second(500))) ==
          "/ 10, front/ 5, front/wang 25, tech/zhao 60, ended 30, tech/zhao 5, front/li 75");
}

TEST_CASE("a hand-over counts for the receiver from its beginning, and a return for the sender") {
    Story story{{}, {terms}};
    story.on(second(0), opened(terms))
        .on(second(0), assigned("front", "wang"))
        .on(second(10), event::HandedOver{"tech", "zhao", "front", "wang", "why", {}, {}})
        .on(second(30), event::HandoverReturned{"front", "wang", "no"});
    CHECK(text_of(rules::held(story.events(), story.adopted(), second(50))) ==
          "front/wang 10, tech/zhao 20, front/wang 20");
}

TEST_CASE("what was withdrawn never happened") {
    Story story{{}, {terms}};
    story.on(second(0), opened(terms))
        .on(second(10), assigned("front", "wang"))
        .on(second(20), solved())
        .on(second(60), event::EventWithdrawn{3, "wrong case", std::nullopt});
    CHECK(text_of(rules::held(story.events(), story.adopted(), second(80))) ==
          "/ 10, front/wang 70");
}

TEST_CASE("the parts sum up to the whole, whatever happens to a case") {
    Random random{3};
    constexpr std::string_view teams[] = {"front", "tech", "back"};
    constexpr std::string_view people[] = {"", "wang", "zhao"};
    for (int round = 0; round < 300; ++round) {
        Story story{{}, {terms}};
        int now = 0;
        story.on(second(now), opened(terms));
        auto const who = [&] {
            return assigned(std::string{random.pick(teams)}, std::string{random.pick(people)});
        };
        for (int i = 0; i < 30; ++i) {
            now += static_cast<int>(random.below(4)) * 10;
            auto const &item = story.item();
            bool const ended = item.state >= State::resolved;
            switch (random.below(9)) {
                case 0:
                case 1:
                    if (!ended) story.on(second(now), who());
                    break;
                case 2:
                    if (!ended) story.on(second(now), solved());
                    break;
                case 3:
                    if (ended) story.on(second(now), event::Reopened{});
                    break;
                case 4:
                    if (!ended) {
                        auto const to = who();
                        story.on(second(now),
                                 event::HandedOver{
                                     to.team, to.person, item.team, item.person, "why", {}, {}});
                    }
                    break;
                case 5:
                    if (item.handover)
                        story.on(second(now),
                                 event::HandoverReturned{item.handover->from_team,
                                                         item.handover->from_person, "no"});
                    break;
                case 6:
                    if (!ended) story.on(second(now), event::Received{"phone", false, "hello"});
                    break;
                case 7:
                    if (item.state == State::resolved) story.on(second(now), event::Closed{});
                    break;
                case 8:
                    if (!ended) story.on(second(now), event::Waited{State::waiting_customer});
                    break;
            }
        }
        auto const end = second(now + 5);
        auto const parts = rules::held(story.events(), story.adopted(), end);
        if (parts.empty()) continue;  // it ended when it began
        CHECK(parts.front().from == second(0));
        Seconds sum{0};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            CHECK(parts[i].from < parts[i].to);
            if (i > 0) CHECK(parts[i].from == parts[i - 1].to);
            sum += parts[i].to - parts[i].from;
        }
        CHECK(sum == parts.back().to - second(0));
        // Clocks and assignments alone say the same of the times in which it was open.
        auto open = parts;
        std::erase_if(open, [](rules::Holding const &part) { return part.ended; });
        CHECK(rules::held(teams_of(story.item()), people_of(story.events()), end) == open);
        if (story.item().state < State::resolved) CHECK(parts.back().to == end);
    }
}
