#include "../support/desk.hpp"
#include <dcc/desk/solution.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// Li and the boss review; outages always, anything dear too.
std::string const review_policy = with(small_policy, "[[sla]]", R"([review]
roles = ["admin", "lead"]
[[review.checklist]]
id = "feasible"
[[review.checklist]]
id = "effect"
[[review.required]]
name = "outages"
when = { category = ["outage"] }
[[review.required]]
name = "dear"
cost_above = "500.00"
[[roles]]
id = "lead"
may = ["case.*"]
[[sla]])");

struct ReviewDesk : TestDesk {
    ReviewDesk()
        : TestDesk{with(review_policy, R"(roles = ["agent"]
skills = ["billing"]
[[staff]]
id = "zhao")",
                        R"(roles = ["agent", "lead"]
skills = ["billing"]
[[staff]]
id = "zhao")")} {}

    Instant now = monday;
    Instant tick() { return now += Seconds{60}; }

    CaseId held_by_wang(std::string const &category = "outage") {
        desk::OpenArgs args;
        args.rating.category = category;
        auto const id = open(tick(), args).id;
        after(tick(), desk::assign, id, "wang");
        return id;
    }
    template <class Verb, class... Args>
    Outcome<ledger::Receipt> act(std::string const &who, Verb verb, CaseId id,
                                 Args const &...args) {
        auto here = session(tick(), who);
        return verb(here, id, args...);
    }
    template <class Verb, class... Args>
    std::string told(std::string const &who, Verb verb, CaseId id, Args const &...args) {
        auto const receipt = act(who, verb, id, args...);
        return receipt ? "done" : receipt.refusal().code;
    }
};

desk::ProposeArgs proposal(std::string steps, std::optional<Money> cost = {}) {
    desk::ProposeArgs args;
    args.steps = std::move(steps);
    args.effect = "back within a day";
    args.feasibility = "parts in stock";
    args.cost = std::move(cost);
    return args;
}

desk::ReviewArgs approval() {
    return {true, {{"feasible", true}, {"effect", true}}, {}, {}};
}

desk::ReviewArgs return_for(std::string reason) {
    return {false, {{"feasible", false}, {"effect", true}}, std::move(reason), {}};
}

std::string const answer = "done";

}  // namespace

TEST_CASE("A solution goes from draft over a return to approval, confirmation and execution") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    CHECK(desk.told("wang", desk::resolve, id, answer) == "review_required");
    REQUIRE(desk.act("wang", desk::propose, id, proposal("replace the board")));
    CHECK(desk.load(id).state == State::in_review);
    CHECK(desk.told("wang", desk::resolve, id, answer) == "illegal_step");
    CHECK(desk.told("wang", desk::confirm, id) == "illegal_step");
    REQUIRE(desk.act("li", desk::review, id, return_for("try a reset first")));
    auto item = desk.load(id);
    CHECK(item.state == State::in_progress);
    CHECK(item.solution->stage == SolutionStage::returned);
    CHECK(item.solution->reason == "try a reset first");
    CHECK(desk.told("wang", desk::resolve, id, answer) == "review_required");
    REQUIRE(desk.act("wang", desk::propose, id, proposal("reset, else replace the board")));
    REQUIRE(desk.act("li", desk::review, id, approval()));
    CHECK(desk.load(id).state == State::approved);
    CHECK(desk.told("wang", desk::resolve, id, answer) == "illegal_step");
    CHECK(desk.told("zhao", desk::confirm, id) == "not_holder");
    REQUIRE(desk.act("wang", desk::confirm, id));
    item = desk.load(id);
    CHECK(item.state == State::in_progress);
    CHECK(item.solution->version == 2);
    CHECK(item.solution->reviewer == "li");
    CHECK(desk.told("wang", desk::resolve, id, answer) == "done");
    CHECK(desk.whole());
}

TEST_CASE("Nobody reviews their own work, and only those whose role reviews do at all") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    REQUIRE(desk.act("li", desk::propose, id, proposal("replace it")));
    auto const own = desk.act("li", desk::review, id, approval());
    REQUIRE_FALSE(own);
    CHECK(own.refusal().code == "own_work");
    CHECK(own.refusal().hint == "reviewers: boss");
    auto const role = desk.act("wang", desk::review, id, approval());
    REQUIRE_FALSE(role);
    CHECK(role.refusal().code == "not_reviewer");
    CHECK(role.refusal().kind == ErrorKind::no_permission);
    CHECK(desk.told("boss", desk::review, id, approval()) == "done");
}

TEST_CASE("Whoever wrote a part that is still in the solution wrote it too") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    REQUIRE(desk.act("li", desk::propose, id, proposal("replace it")));
    desk::ProposeArgs cheaper;
    cheaper.cost = Money{100, "CNY"};
    REQUIRE(desk.act("wang", desk::propose, id, cheaper));
    CHECK(desk.told("li", desk::review, id, approval()) == "own_work");
    desk::ProposeArgs other = proposal("reset it", Money{200, "CNY"});
    other.effect = "back at once";
    other.feasibility = "nothing is needed";
    REQUIRE(desk.act("wang", desk::propose, id, other));
    CHECK(desk.told("li", desk::review, id, approval()) == "done");
}

TEST_CASE("Users who act under names of others review none of what they wrote") {
    ReviewDesk desk;
    for (auto &person : desk.policy.staff)
        if (person.id == "wang") person.logins = {"wfang"};
    auto const act = [&](std::string const &actor, std::string const &user, auto verb, CaseId id,
                         auto const &args) -> std::string {
        auto now = desk.tick();
        ledger::Session here{
            desk.writer, desk.policy, desk.languages, {actor, user, [now] { return now; }}};
        auto const receipt = verb(here, id, args);
        return receipt ? "done" : receipt.refusal().code;
    };
    auto const wang_wrote = [&](std::string const &actor, std::string const &user) {
        auto const id = desk.held_by_wang();
        REQUIRE(act(actor, user, desk::propose, id, proposal("replace it")) == "done");
        return id;
    };
    // The user boss may act as anyone, but not review it then, under whichever name.
    auto id = wang_wrote("wang", "boss");
    CHECK(act("boss", "boss", desk::review, id, approval()) == "own_work");
    CHECK(act("li", "boss", desk::review, id, approval()) == "own_work");
    CHECK(act("li", "li", desk::review, id, approval()) == "done");
    // The user wfang is wang, also where boss acts for wang.
    id = wang_wrote("wang", "wfang");
    CHECK(act("boss", "boss", desk::review, id, approval()) == "done");
    id = wang_wrote("zhao", "boss");
    CHECK(act("li", "boss", desk::review, id, approval()) == "own_work");
    CHECK(act("li", "li", desk::review, id, approval()) == "done");
}

TEST_CASE("An approval holds for the text that was read and no other") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    REQUIRE(desk.act("wang", desk::propose, id, proposal("first")));
    auto read = approval();
    read.digest = short_hex(desk.load(id).solution->digest);
    // Edited while the reviewer reads.
    REQUIRE(desk.act("wang", desk::propose, id, proposal("second")));
    CHECK(desk.told("li", desk::review, id, read) == "other_text");
    REQUIRE(desk.act("li", desk::review, id, approval()));
    // Edited after the approval: it needs a new one.
    desk::ProposeArgs dearer;
    dearer.cost = Money{9900, "CNY"};
    REQUIRE(desk.act("wang", desk::propose, id, dearer));
    auto const item = desk.load(id);
    CHECK(item.state == State::in_review);
    CHECK(item.solution->steps == "second");
    CHECK(item.solution->version == 3);
    CHECK(desk.told("wang", desk::confirm, id) == "illegal_step");
    // Also as a draft, which takes the approved one's place.
    REQUIRE(desk.act("li", desk::review, id, approval()));
    auto draft = proposal("third");
    draft.draft = true;
    REQUIRE(desk.act("wang", desk::propose, id, draft));
    CHECK(desk.told("wang", desk::confirm, id) == "illegal_step");
    CHECK(desk.told("wang", desk::resolve, id, answer) == "review_required");
    CHECK(desk.whole());
}

TEST_CASE("The checklist is answered as a whole, and nothing is approved against it") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    REQUIRE(desk.act("wang", desk::propose, id, proposal("replace it")));
    auto const with_checks = [](std::vector<event::CheckAnswer> checks, bool approve = true) {
        return desk::ReviewArgs{approve, std::move(checks), "no", {}};
    };
    auto const unanswered = desk.act("li", desk::review, id, with_checks({{"effect", true}}));
    REQUIRE_FALSE(unanswered);
    CHECK(unanswered.refusal().code == "unanswered");
    CHECK(unanswered.refusal().hint.arguments == std::vector<std::string>{"feasible"});
    CHECK(desk.told("li", desk::review, id, with_checks({{"efect", true}})) == "unknown_check");
    CHECK(desk.told("li", desk::review, id,
                    with_checks({{"effect", true}, {"effect", false}, {"feasible", true}})) ==
          "answered_twice");
    CHECK(desk.told("li", desk::review, id, with_checks({{"effect", true}, {"feasible", false}})) ==
          "check_failed");
    auto silent = return_for("");
    CHECK(desk.told("li", desk::review, id, silent) == "no_reason");
    CHECK(desk.load(id).state == State::in_review);
}

TEST_CASE("Small solutions hold at once; a dear one goes to review, whatever its category") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang("billing");
    REQUIRE(desk.act("wang", desk::propose, id, proposal("a voucher", Money{50000, "CNY"})));
    auto item = desk.load(id);
    CHECK(item.state == State::in_progress);
    CHECK(item.solution->stage == SolutionStage::exempt);
    desk::ProposeArgs dearer;
    dearer.cost = Money{50001, "CNY"};
    REQUIRE(desk.act("wang", desk::propose, id, dearer));
    item = desk.load(id);
    CHECK(item.state == State::in_review);
    CHECK(item.solution->review_by == "dear");
    // Another currency cannot be compared: somebody looks at it.
    dearer.cost = Money{100, "USD"};
    REQUIRE(desk.act("wang", desk::propose, id, dearer));
    CHECK(desk.load(id).state == State::in_review);
    dearer.cost = Money{100, "CNY"};
    REQUIRE(desk.act("wang", desk::propose, id, dearer));
    CHECK(desk.told("wang", desk::resolve, id, answer) == "done");
    auto const plain = desk.held_by_wang("billing");
    CHECK(desk.told("wang", desk::resolve, plain, answer) == "done");
    CHECK(desk.whole());
}

TEST_CASE("A draft is kept until it is submitted; a solution says something new and all it must") {
    ReviewDesk desk;
    auto const id = desk.held_by_wang();
    CHECK(desk.told("wang", desk::submit, id) == "no_draft");
    CHECK(desk.told("wang", desk::propose, id, desk::ProposeArgs{}) == "empty_solution");
    desk::ProposeArgs short_one;
    short_one.steps = "replace it";
    CHECK(desk.told("wang", desk::propose, id, short_one) == "incomplete_solution");
    short_one.draft = true;
    REQUIRE(desk.act("wang", desk::propose, id, short_one));
    CHECK(desk.load(id).solution->stage == SolutionStage::draft);
    CHECK(desk.told("wang", desk::submit, id) == "incomplete_solution");
    CHECK(desk.told("wang", desk::propose, id, short_one) == "unchanged");
    desk::ProposeArgs rest;
    rest.effect = "good";
    rest.feasibility = "easy";
    rest.draft = true;
    REQUIRE(desk.act("wang", desk::propose, id, rest));
    REQUIRE(desk.act("wang", desk::submit, id));
    CHECK(desk.load(id).state == State::in_review);
    CHECK(desk.load(id).solution->steps == "replace it");
    CHECK(desk.whole());
}

TEST_CASE("A case that was not classified yet needs the review that its words call for") {
    ReviewDesk desk;
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "Everything is down";
    auto const id = desk.open(desk.tick(), args).id;
    REQUIRE(desk.load(id).category.empty());
    CHECK(desk.told("boss", desk::resolve, id, answer) == "review_required");
    args.answer = desk::Answer{"Wait", {}};
    auto here = desk.session(desk.tick());
    auto const at_once = desk::open_case(here, args);
    REQUIRE_FALSE(at_once);
    CHECK(at_once.refusal().code == "review_required");
    args.subject = "It is loud";
    CHECK(desk::open_case(here, args));
}

TEST_CASE("A promised date is kept or broken once; one changed in time is neither") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const day = Seconds{86400};
    auto const promises = [&] {
        std::vector<std::pair<Stage, bool>> found;
        for (auto const &clock : desk.load(id).clocks)
            if (clock.kind == ClockKind::promise)
                found.emplace_back(clock.stage,
                                   clock.stopped_at && *clock.stopped_at > *clock.due_at);
        return found;
    };
    using Promises = std::vector<std::pair<Stage, bool>>;
    CHECK(desk.code(monday, desk::promise, id, monday, std::string{}) == "time_gone");
    CHECK(desk.code(monday, desk::promise, id, monday + 367 * day, std::string{}) == "too_far");
    desk.after(monday, desk::promise, id, monday + day, std::string{});
    CHECK(desk.code(monday, desk::promise, id, monday + day, some_text) == "unchanged");
    CHECK(desk.code(monday, desk::promise, id, monday + 2 * day, std::string{" "}) == "no_reason");
    desk.after(monday + day, desk::promise, id, monday + 2 * day, some_text);
    CHECK(promises() == Promises{{Stage::cancelled, false}, {Stage::running, false}});
    CHECK(promised_for(desk.load(id)) == monday + 2 * day);
    desk.after(monday + 2 * day + Seconds{1}, desk::promise, id, monday + 3 * day, some_text);
    CHECK(promises() ==
          Promises{{Stage::cancelled, false}, {Stage::completed, true}, {Stage::running, false}});
    desk.after(monday + 3 * day, desk::resolve, id, some_text);
    CHECK(promises().back() == std::pair{Stage::completed, false});
    CHECK_FALSE(promised_for(desk.load(id)));
    CHECK(desk.whole());
}
