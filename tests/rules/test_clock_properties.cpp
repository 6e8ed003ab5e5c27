#include "../random.hpp"
#include "support.hpp"
#include <dcc/model/codec.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using Kind = ClockKind;

namespace {

// Calendars that differ in zone, lunch, night and holidays, and rules of several policies on them.
struct World {
    std::vector<CalendarSpec> specs;
    std::vector<ServiceTerms> promises;

    explicit World(Conventions const &conventions = {}) {
        auto lunch = office("09:00-12:00 13:30-18:00");
        lunch.holidays[day("2026-04-06")] = "清明节";
        auto berlin = weekdays("Europe/Berlin", "08:00-16:00");
        auto night = weekdays("Asia/Shanghai", "22:00-26:00");
        auto around = always("Europe/Berlin");
        specs = {lunch, berlin, night, around};
        auto const both = std::vector{State::waiting_customer, State::waiting_third_party};
        promises = {
            promise("a",
                    {term(Kind::first_response, "4h", lunch),
                     term(Kind::next_response, "90m", lunch, {State::waiting_third_party}),
                     term(Kind::update, "1d", lunch), term(Kind::resolution, "24h", lunch, both)}),
            promise("b", {term(Kind::first_response, "30m", around),
                          term(Kind::update, "4h", berlin, both),
                          term(Kind::resolution, "7h", around, {State::waiting_customer})}),
            promise("c",
                    {term(Kind::first_response, "2bd@close", berlin),
                     term(Kind::next_response, "1bd", berlin),
                     term(Kind::resolution, "5bd", berlin, both)},
                    2),
            promise(
                "d",
                {term(Kind::first_response, "", night),
                 term(Kind::resolution, "", night, {State::waiting_third_party, State::reopened})},
                2),
            promise("e",
                    {term(Kind::first_response, "2h", night),
                     term(Kind::next_response, "1h", around, both),
                     term(Kind::resolution, "10h", night, {State::new_case, State::triaged})},
                    3),
        };
        for (auto &made : promises) made.conventions = conventions;
    }
};

// A case to which things happen at random: only what its state allows, or anything.
class Life {
  public:
    Life(World const &world, std::uint64_t seed, bool legal)
        : world_{world}, random_{seed}, legal_{legal}, story_{world.specs, world.promises} {
        now_ = utc("2026-03-20T00:00:00Z") + Seconds{random_.below(10 * 86400)};
        story_.on(now_, opened(random_.pick(world_.promises)));
    }

    void go_on() {
        pass_time();
        story_.on(now_, legal_ ? payload(random_.pick(
                                     rules::legal_steps(story_.item().kind, story_.item().state)))
                               : payload(random_.pick(step_words).first));
    }

    void pass_time() {
        static constexpr std::int64_t longest[] = {1, 600, 8 * 3600, 4 * 86400};
        now_ += Seconds{random_.below(random_.pick(longest))};
    }

    Story &story() { return story_; }
    Instant now() const { return now_; }

  private:
    event::Payload payload(Step step) {
        static std::vector<std::string> const teams{"", "front", "tech", "billing"};
        static std::vector<std::string> const people{"", "wang", "li"};
        switch (step) {
            case Step::triage: return triaged(random_.pick(world_.promises));
            case Step::assign: return assigned(random_.pick(teams), random_.pick(people));
            case Step::start: return event::Started{};
            case Step::note: return event::Noted{"note"};
            case Step::receive: return event::Received{"", false, "?"};
            case Step::reply: return event::Replied{"!"};
            case Step::wait:
                return event::Waited{random_.one_in(2) ? State::waiting_customer
                                                       : State::waiting_third_party};
            case Step::resume: return event::Resumed{};
            case Step::resolve: return event::Resolved{"x", random_.one_in(2), random_.one_in(5)};
            case Step::reopen: return event::Reopened{};
            case Step::close: return event::Closed{};
            case Step::cancel:
                if (random_.one_in(2)) return event::Cancelled{"", CaseId{2}};
                return event::Cancelled{};
            case Step::facts: return event::FactsGiven{};
            case Step::propose:
                return event::Proposed{1,   false, {}, {}, random_.one_in(2) ? "all" : "",
                                       "x", {},    {}};
            case Step::review: return event::Reviewed{1, {}, random_.one_in(2), {}, {}};
            case Step::confirm: return event::Confirmed{};
            case Step::promise:
                return event::Promised{now_ + Seconds{random_.below(5 * 86400)}, {}, {}};
            case Step::visit: return event::VisitBooked{};
            case Step::erase: return event::TextsErased{};
            case Step::hold: return event::Held{};
            case Step::feedback: return event::FeedbackGiven{};
            default: break;  // never offered
        }
        return event::Noted{};
    }

    World const &world_;
    Random random_;
    bool legal_;
    Story story_;
    Instant now_;
};

void check_pauses(Clock const &clock) {
    auto from = clock.started_at;
    for (auto const &pause : clock.pauses) {
        CHECK(pause.from >= from);
        from = pause.to.value_or(Instant::max());
        CHECK(from > pause.from);
    }
    CHECK((from == Instant::max()) == (clock.stage == Stage::paused));
    bool const ended = clock.stage == Stage::completed || clock.stage == Stage::cancelled;
    CHECK(clock.stopped_at.has_value() == ended);
    if (clock.stopped_at) CHECK(*clock.stopped_at >= clock.started_at);
}

// Every combination of conventions.
std::vector<Conventions> all_conventions() {
    std::vector<Conventions> all(1);
    auto const choose = [&](auto const &options, auto const &set) {
        std::vector<Conventions> more;
        for (auto const &chosen : all)
            for (auto const &option : options) {
                more.push_back(chosen);
                set(more.back(), option);
            }
        all = std::move(more);
    };
    std::vector const either{false, true};
    std::vector<std::vector<Kind>> const cycles{{}, {Kind::next_response, Kind::update}};
    choose(outside_hours_words,
           [](Conventions &to, auto const &row) { to.counting.days.outside_hours = row.first; });
    choose(either, [](Conventions &to, bool has) {
        if (has) to.counting.days.cutoff = parse_duration("15h");
    });
    choose(either, [](Conventions &to, bool is) { to.counting.whole_minutes = is; });
    choose(either, [](Conventions &to, bool is) { to.counting.until_opening = is; });
    choose(reopening_words, [](Conventions &to, auto const &row) { to.reopening = row.first; });
    choose(cycles, [](Conventions &to, auto const &kinds) { to.from_creation = kinds; });
    choose(cycles, [](Conventions &to, auto const &kinds) { to.any_contact = kinds; });
    choose(either, [](Conventions &to, bool is) { to.opened_by_staff = is; });
    choose(either, [](Conventions &to, bool is) { to.silent_end_answers = is; });
    return all;
}

// The account has neither gap nor overlap and sums to what is counted.
void check_account(Clock const &clock, Calendar const &calendar, Instant now) {
    auto const rows = rules::explain(clock, calendar, now);
    auto const end = clock.stopped_at.value_or(rules::as_counted(clock, now));
    auto from = clock.started_at;
    Seconds sum{0};
    for (auto const &row : rows) {
        CHECK(row.from == from);
        CHECK(row.to > row.from);
        CHECK(row.total == (sum += row.counted));
        bool const counts = row.kind == rules::Stretch::Kind::counted;
        CHECK(row.counted == (counts ? row.to - row.from : Seconds{0}));
        CHECK(row.reason.empty() == counts);
        from = row.to;
    }
    CHECK(from == std::max(end, clock.started_at));
    CHECK(sum == rules::elapsed(clock, calendar, now));
}

// Seconds only: business days are no fixed number of them.
void check_target(Clock const &clock, Calendar const &calendar, Instant now) {
    if (clock.kind == ClockKind::promise) return;  // its date is told, not reckoned
    if (!clock.target) {
        CHECK_FALSE(clock.due_at);
        CHECK_FALSE(rules::remaining(clock, calendar, now));
        return;
    }
    CHECK(clock.original_due_at);
    CHECK(rules::remaining(clock, calendar, now).has_value());
    if (clock.target->in_business_days) return;
    auto const target = clock.target->seconds;
    auto const elapsed = rules::elapsed(clock, calendar, now);
    CHECK(elapsed + *rules::remaining(clock, calendar, now) == target);
    if (elapsed > target) CHECK(rules::is_breached(clock, now));
    if (!clock.due_at) {
        CHECK(clock.stage == Stage::paused);
        return;
    }
    auto running = clock;
    running.stopped_at.reset();
    running.counting.whole_minutes = false;  // it may have started under another rule
    CHECK(rules::elapsed(running, calendar, *clock.due_at) == target);
    if (clock.counting.until_opening)
        CHECK(calendar.is_open(*clock.due_at));
    else if (target > Seconds{0})
        CHECK(rules::elapsed(running, calendar, *clock.due_at - Seconds{1}) < target);
}

void check_clocks(Story &story, Instant now) {
    for (auto const &clock : story.item().clocks) {
        CAPTURE(word(clock.kind));
        CAPTURE(clock.instance);
        auto const &calendar = story.calendar(clock);
        check_pauses(clock);
        check_account(clock, calendar, now);
        check_target(clock, calendar, now);
    }
}

// Working time of a case's resolution clocks, counted from the events one stretch at a time.
Seconds counted_by_hand(Story &story, Instant now) {
    auto const &calendar = story.calendar(story.clock(Kind::resolution));
    rules::AdoptedTerms &adopted = story.adopted();
    Case item;
    Seconds sum{0};
    Seconds ended{0};  // counted if the case is reopened and the convention counts it
    for (std::size_t i = 0; i < story.events().size(); ++i) {
        auto const &event = story.events()[i];
        rules::apply(item, event, adopted);
        auto const *term = item.terms.term(Kind::resolution);
        bool const paused = term && std::ranges::count(term->pauses, item.state) > 0;
        auto const until = i + 1 < story.events().size() ? story.events()[i + 1].at : now;
        auto const worked = calendar.elapsed(event.at, until);
        if (is_ended(item.state)) {
            ended += worked;
            continue;
        }
        if (item.terms.conventions.reopening == Reopening::count) sum += ended;
        ended = Seconds{0};
        if (!paused) sum += worked;
    }
    return sum;
}

}  // namespace

TEST_CASE("whatever happens, clocks account for themselves to the second") {
    World const world;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        Life life{world, seed, true};
        CAPTURE(seed);
        for (int i = 0; i < 25; ++i) {
            check_clocks(life.story(), life.now());
            CHECK(rules::elapsed(life.story().clock(Kind::resolution),
                                 life.story().calendar(life.story().clock(Kind::resolution)),
                                 life.now()) == counted_by_hand(life.story(), life.now()));
            life.go_on();
        }
        life.pass_time();
        check_clocks(life.story(), life.now());
    }
}

TEST_CASE("clocks account for themselves under every combination of conventions") {
    std::uint64_t seed = 10000;
    for (auto const &conventions : all_conventions()) {
        World const world{conventions};
        Life life{world, ++seed, true};
        CAPTURE(seed);
        for (int i = 0; i < 12; ++i) life.go_on();
        check_clocks(life.story(), life.now());
        life.pass_time();
        check_clocks(life.story(), life.now());

        Seconds resolution{0};
        bool is_comparable = !conventions.counting.whole_minutes;
        auto const &newest = life.story().clock(Kind::resolution);
        for (auto const &clock : life.story().item().clocks) {
            if (is_ended(life.story().item().state)) CHECK(clock.stopped_at);
            if (clock.kind != Kind::resolution) continue;
            is_comparable = is_comparable && clock.calendar_print == newest.calendar_print;
            resolution += rules::elapsed(clock, life.story().calendar(clock), life.now());
        }
        if (is_comparable) CHECK(resolution == counted_by_hand(life.story(), life.now()));

        rules::AdoptedTerms fresh;
        for (auto const &spec : world.specs) fresh.add(Calendar{spec});
        for (auto const &made : world.promises) fresh.add(decode_terms(encode_terms(made)));
        CHECK(rules::replay(life.story().events(), fresh) == life.story().item());
    }
}

TEST_CASE("triage from one convention to another breaks no account") {
    auto const all = all_conventions();
    for (std::uint64_t seed = 20000; seed < 20300; ++seed) {
        Random random{seed};
        World world;
        for (auto &made : world.promises) made.conventions = random.pick(all);
        Life life{world, seed, true};
        CAPTURE(seed);
        for (int i = 0; i < 20; ++i) {
            life.go_on();
            check_clocks(life.story(), life.now());
        }
    }
}

TEST_CASE("replaying all events gives what applying each of them gave") {
    World const world;
    for (std::uint64_t seed = 1000; seed < 1100; ++seed) {
        Life life{world, seed, true};
        for (int i = 0; i < 30; ++i) {
            life.go_on();
            rules::AdoptedTerms fresh;
            for (auto const &spec : world.specs) fresh.add(Calendar{spec});
            for (auto const &made : world.promises) fresh.add(made);
            CHECK(rules::replay(life.story().events(), fresh) == life.story().item());
        }
    }
}

TEST_CASE("hand-off spans sum exactly to the time the case stood unresolved") {
    World const world;
    for (std::uint64_t seed = 2000; seed < 2200; ++seed) {
        Life life{world, seed, true};
        CAPTURE(seed);
        Seconds age{0};
        for (int i = 0; i < 40; ++i) {
            bool const ended = is_ended(life.story().item().state);
            auto const before = life.now();
            life.go_on();
            if (!ended) age += life.now() - before;
            Seconds spans{0};
            int held = 0;
            for (auto const &clock : life.story().item().clocks) {
                if (clock.kind != Kind::handoff) continue;
                spans += clock.stopped_at.value_or(life.now()) - clock.started_at;
                if (!clock.stopped_at) ++held;
            }
            CHECK(spans == age);
            CHECK(held == (is_ended(life.story().item().state) ? 0 : 1));
        }
    }
}

TEST_CASE("what was promised first, answered first and resolved first never changes") {
    World const world;
    for (std::uint64_t seed = 3000; seed < 3200; ++seed) {
        Life life{world, seed, true};
        CAPTURE(seed);
        std::map<std::pair<Kind, int>, std::pair<Instant, std::optional<Instant>>> promised;
        auto before = life.story().item();
        for (int i = 0; i < 30; ++i) {
            for (auto const &clock : before.clocks)
                promised[{clock.kind, clock.instance}] = {clock.started_at, clock.original_due_at};
            life.go_on();
            auto const &after = life.story().item();
            for (auto const &clock : after.clocks) {
                auto const found = promised.find({clock.kind, clock.instance});
                if (found == promised.end()) continue;
                CHECK(clock.started_at == found->second.first);
                if (found->second.second) CHECK(clock.original_due_at == found->second.second);
            }
            if (before.first_reply_at) CHECK(after.first_reply_at == before.first_reply_at);
            if (before.first_resolved_at)
                CHECK(after.first_resolved_at == before.first_resolved_at);
            CHECK(after.received_at == before.received_at);
            before = after;
        }
    }
}

TEST_CASE("an ended case owes no response and no solution") {
    World const world;
    int ended = 0;
    for (std::uint64_t seed = 4000; seed < 4200; ++seed) {
        Life life{world, seed, true};
        CAPTURE(seed);
        for (int i = 0; i < 30; ++i) {
            life.go_on();
            if (!is_ended(life.story().item().state)) continue;
            ++ended;
            CHECK_FALSE(next_due(life.story().item()));
            for (auto const &clock : life.story().item().clocks) CHECK(clock.stopped_at);
        }
    }
    CHECK(ended > 100);
}

TEST_CASE("events in an order that makes no sense crash nothing and account for all time") {
    World const world;
    for (std::uint64_t seed = 5000; seed < 5150; ++seed) {
        Life life{world, seed, false};
        CAPTURE(seed);
        for (int i = 0; i < 25; ++i) life.go_on();
        check_clocks(life.story(), life.now());
    }
    Story unopened{world.specs, world.promises};
    unopened.on("2026-03-02 09:00", solved()).on("2026-03-02 10:00", event::Reopened{});
    CHECK(unopened.item().state == State::reopened);
    check_clocks(unopened, unopened.at("2026-03-03"));
}
