#include <dcc/desk/action.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/handover.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>

#include <doctest/doctest.h>
//
#include "complaint_support.hpp"

using namespace dcc;
using dcc::test::Random;

TEST_CASE("a complaint goes from receipt to an accepted outcome") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    CHECK(desk.load(id).state == State::received);
    CHECK(desk.load(id).complaint->type == "other");
    CHECK(desk.load(id).complaint->department == "tech");
    CHECK(desk.told("boss", desk::acknowledge, id, "phone") == "acknowledged");
    CHECK(desk.told("boss", desk::acknowledge, id, "phone") == "unchanged");
    CHECK(desk.told("nina", desk::assess, id, desk::AssessArgs{}) == "assessed");
    CHECK(desk.load(id).complaint->assessment->severity == "light");
    CHECK(desk.told("nina", desk::add_finding, id, "It was late.", "") == "investigating");
    CHECK(desk.propose(id, "nina", {{RemedyKind::apology, {}}}) == "proposed");
    CHECK(desk.told("lead", desk::return_remedy, id, desk::ApproveArgs{"", "kinder"}) ==
          "returned");
    CHECK(desk.propose(id, "nina", {{RemedyKind::apology, {}}, {RemedyKind::repair, {}}}) ==
          "proposed");
    CHECK(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{}) == "approved");
    CHECK(desk.told("nina", desk::reply_complaint, id, "phone") == "replied");
    CHECK(desk.told("boss", desk::record_outcome, id, ComplaintOutcome::accepted, "") ==
          "accepted");
    CHECK(desk.told("boss", desk::remedy_done, RemedyId{id, 1}, "said so") == "accepted");
    auto const closed = desk.act("boss", desk::close_complaint, id, "");
    REQUIRE(closed);
    CHECK(closed->notes.size() == 1);  // the repair
    auto const item = desk.load(id);
    CHECK(item.state == State::closed);
    CHECK(item.complaint->remedies[0].state == RemedyState::done);
    CHECK(item.complaint->remedies[1].state == RemedyState::granted);
    CHECK(item.complaint->remedies[1].due_at);
    CHECK(desk.whole());
}

TEST_CASE("a complaint about a case takes over its customer, its facts and its type") {
    ComplaintDesk desk;
    desk::OpenArgs args;
    args.customer.name = "Zhang";
    args.customer.phone = "13800000001";
    args.rating.category = "billing";
    args.product = "P1";
    auto const about = desk.open(desk.tick(), args).id;
    auto const item = desk.load(desk.complain("Charged twice", about));
    CHECK(item.about == about);
    CHECK(item.customer == desk.load(about).customer);
    CHECK(item.product == "P1");
    CHECK(item.complaint->type == "billing");
    CHECK(item.complaint->department == "front");
}

TEST_CASE("the limits of a complaint count from its receipt, whatever it is assessed as later") {
    ComplaintDesk desk;
    auto const id = desk.complain("There was smoke");
    auto const before = desk.clock(id, ClockKind::reply);
    CHECK(before.rule == "complaints");
    desk.now += std::chrono::hours{3};
    desk.assess(id);
    auto const after = desk.clock(id, ClockKind::reply);
    CHECK(after.rule == "grave");
    CHECK(after.started_at == before.started_at);
    CHECK(after.original_due_at == before.original_due_at);
    CHECK(*after.due_at == before.started_at + std::chrono::days{2});
    CHECK(desk.load(id).complaint->assessment->safety);
}

TEST_CASE("an extension counts from the start, needs its role and tells nobody else's promise") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.assess(id);
    auto const first = desk.clock(id, ClockKind::reply);
    CHECK(desk.told("nina", desk::extend, id, "more to find out") == "not_extender");
    CHECK(desk.told("lead", desk::extend, id, "") == "no_reason");
    CHECK(desk.told("lead", desk::extend, id, "more to find out") == "assessed");
    auto const second = desk.clock(id, ClockKind::reply);
    CHECK(second.target == parse_duration("15bd"));
    CHECK(second.original_due_at == first.original_due_at);
    CHECK(*second.due_at - *first.due_at == std::chrono::days{7});
    CHECK(desk.told("lead", desk::extend, id, "still more") == "not_extender");
    CHECK(desk.told("head", desk::extend, id, "still more") == "assessed");
    CHECK(desk.told("head", desk::extend, id, "and more") == "no_extension");
    CHECK(desk.clock(id, ClockKind::reply).target == parse_duration("20bd"));
    CHECK(desk.whole());
}

TEST_CASE("where the policy says so, the time to reply begins once no fact is missing") {
    TestDesk desk{
        with(with(complaint_policy, "rounds = 2", "rounds = 2\nclock_starts = \"complete\""),
             "skills = [\"billing\"]\n[[categories]]",
             "skills = [\"billing\"]\nrequired = [\"order_no\"]\n[[categories]]")};
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "Charged twice";
    args.rating.category = "billing";
    auto here = desk.session(monday);
    auto const id = desk::open_complaint(here, args, {})->item.id;
    auto const has_reply = [&] {
        auto const clocks = desk.load(id).clocks;
        return std::ranges::count(clocks, ClockKind::reply, &Clock::kind) > 0;
    };
    CHECK_FALSE(has_reply());
    CaseFacts facts;
    facts.order_no = "A-1";
    auto later = desk.session(monday + std::chrono::hours{2});
    REQUIRE(desk::facts(later, id, facts));
    CHECK(has_reply());
    CHECK(desk.load(id).clocks.back().started_at == monday + std::chrono::hours{2});
    CHECK(desk.whole());
}

TEST_CASE("the time of a test is not counted") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.assess(id);
    auto const before = *desk.clock(id, ClockKind::reply).due_at;
    CHECK(desk.told("boss", desk::wait, id, State::in_testing) == "in_testing");
    CHECK(desk.clock(id, ClockKind::reply).stage == Stage::paused);
    desk.now += std::chrono::days{7};
    CHECK(desk.told("boss", desk::resume, id) == "assessed");
    auto const after = desk.clock(id, ClockKind::reply);
    CHECK(*after.due_at - before == std::chrono::days{7} + Seconds{60});
    auto const service = desk.open(desk.tick()).id;
    CHECK(desk.told("boss", desk::wait, service, State::in_testing) == "illegal_step");
}

TEST_CASE("a contested decision begins a round with its own clocks and other people") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    REQUIRE(desk.act("boss", desk::assign, id, "nina"));
    desk.answer(id, "nina", "lead");
    CHECK(desk.contest(id) == "contested");
    auto item = desk.load(id);
    CHECK(item.complaint->round().number == 2);
    CHECK(item.person.empty());
    CHECK(item.complaint->rounds[0].outcome == ComplaintOutcome::contested);
    CHECK(desk.clock(id, ClockKind::reply, 1).stage == Stage::completed);
    CHECK(desk.clock(id, ClockKind::reply, 2).rule == "second");
    CHECK(desk.clock(id, ClockKind::reply, 2).started_at == *item.complaint->rounds[0].outcome_at);
    CHECK(desk.told("boss", desk::assign, id, "nina") == "earlier_round");
    CHECK(desk.told("nina", desk::assess, id, desk::AssessArgs{}) == "earlier_round");
    CHECK(desk.told("boss", desk::assign, id, "omar") == "contested");
    desk.assess(id, "omar");
    CHECK(desk.propose(id, "omar") == "proposed");
    CHECK(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{}) == "earlier_round");
    CHECK(desk.told("head", desk::approve_remedy, id, desk::ApproveArgs{}) == "approved");
    CHECK(desk.told("omar", desk::reply_complaint, id, "") == "replied");
    // After the last round only the outside body is left.
    CHECK(desk.contest(id) == "closed");
    CHECK(desk.contest(id) == "unchanged");
    CHECK(desk.load(id).complaint->rounds.size() == 2);
    CHECK(desk.whole());
}

TEST_CASE("complaints in a queue are dispatched, but to nobody who must not judge them") {
    ComplaintDesk desk;
    auto const waiting = [&] {
        auto session = desk.session(desk.tick());
        std::string text;
        for (auto const &one : desk::dispatch_waiting(session))
            text += one.id.text() + " " + one.to + " ";
        return text;
    };
    auto const about = desk.open(desk.tick()).id;
    REQUIRE(desk.act("boss", desk::assign, about, "wang"));
    auto const id = desk.complain("Rude", about);
    CHECK(waiting() == "");
    REQUIRE(desk.act("boss", desk::assign, id, "front"));
    REQUIRE(desk.act("boss", desk::recuse, id, "li", true, ""));
    // Wang worked on the case, Li is complained about, boss and lead have an interest.
    for (auto const *person : {"boss", "lead"})
        REQUIRE(desk.act("boss", desk::recuse, id, person, false, ""));
    CHECK(waiting() == "C2 nina ");
    CHECK(desk.load(id).person == "nina");
    // In the next round there is nobody of the team left.
    desk.answer(id, "nina", "head");
    REQUIRE(desk.contest(id) == "contested");
    CHECK(waiting() == "");
    REQUIRE(desk.act("omar", desk::assign, id, "tech"));
    CHECK(waiting() == "C2 omar ");
    CHECK(desk.whole());
}

TEST_CASE("who was handed a complaint in one round does not get it in the next") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    REQUIRE(desk.act("boss", desk::assign, id, "nina"));
    REQUIRE(desk.act("boss", desk::hand_over, id,
                     desk::HandoverArgs{desk::Holder{"omar"}, "yours", {}}));
    REQUIRE(desk.act("boss", desk::assign, id, "nina"));
    desk.answer(id, "nina", "lead");
    REQUIRE(desk.contest(id) == "contested");
    CHECK(desk.told("boss", desk::assign, id, "omar") == "earlier_round");
}

TEST_CASE("an action obeys the limits of whoever owns it") {
    ComplaintDesk desk;
    desk::PlanArgs plan;
    plan.title = "Send letters sooner";
    plan.measure = "fewer complaints";
    plan.causes = {"process"};
    plan.owner = "nina";
    plan.due = desk.now + std::chrono::days{30};
    auto const planned = [&](desk::PlanArgs const &args) {
        auto session = desk.session(desk.tick());
        auto const receipt = desk::plan_action(session, args);
        return receipt ? receipt->item.person : receipt.refusal().code;
    };
    CHECK(planned(plan) == "nina");
    auto session = desk.session(desk.tick());
    REQUIRE(desk::record_absence(session, "nina", desk.now, std::nullopt));
    CHECK(planned(plan) == "absent");
    plan.force = "she is back tomorrow";
    CHECK(planned(plan) == "nina");
}

TEST_CASE("nobody judges their own work") {
    ComplaintDesk desk;
    auto const about = desk.open(desk.tick()).id;
    REQUIRE(desk.act("wang", desk::start, about, std::nullopt));
    auto const id = desk.complain("Rude", about);
    REQUIRE(desk.act("boss", desk::recuse, id, "zhao", true, ""));
    REQUIRE(desk.act("boss", desk::recuse, id, "li", false, "a friend"));
    for (auto const *person : {"wang", "zhao", "li"}) {
        CHECK(desk.told("boss", desk::assign, id, person) == "has_interest");
        CHECK(desk.told(person, desk::assess, id, desk::AssessArgs{}) == "has_interest");
        CHECK(desk.told(person, desk::add_finding, id, "x", "") == "has_interest");
    }
    desk.assess(id);
    CHECK(desk.propose(id, "wang") == "has_interest");
    CHECK(desk.propose(id, "lead") == "proposed");
    CHECK(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{}) == "own_work");
    CHECK(desk.told("zhao", desk::approve_remedy, id, desk::ApproveArgs{}) == "has_interest");
    CHECK(desk.told("nina", desk::approve_remedy, id, desk::ApproveArgs{}) == "no_authority");
    CHECK(desk.load(id).complaint->against == "zhao");
}

TEST_CASE("money is approved within the authority of the role and the budget") {
    ComplaintDesk desk;
    auto const approve = [&](char const *who, std::int64_t minor) {
        desk::OpenArgs args;
        args.channel = "phone";
        args.subject = "Too much";
        args.rating.category = "billing";
        auto const id =
            desk.act("boss", desk::open_complaint, args, std::optional<CaseId>{})->item.id;
        desk.assess(id);
        REQUIRE(desk.propose(id, "nina", {refund(minor)}) == "proposed");
        return desk.told(who, desk::approve_remedy, id, desk::ApproveArgs{});
    };
    CHECK(approve("lead", 10'001) == "no_authority");
    CHECK(approve("lead", 10'000) == "approved");
    CHECK(approve("lead", 5'001) == "no_authority");  // above the budget of 150
    CHECK(approve("lead", 5'000) == "approved");
    CHECK(approve("lead", 1) == "no_authority");
    CHECK(approve("head", 1) == "approved");
    CHECK(approve("head", 100'001) == "no_authority");
    desk.now = at("2026-07-01T00:00:00+08:00");  // another month
    CHECK(approve("lead", 10'000) == "approved");
    CHECK(desk.whole());
}

TEST_CASE("the approval of a text is void once another is proposed") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.assess(id);
    REQUIRE(desk.propose(id, "nina", {refund(100)}) == "proposed");
    REQUIRE(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{}) == "approved");
    CHECK(desk.propose(id, "nina", {refund(200)}) == "proposed");
    CHECK(desk.told("nina", desk::reply_complaint, id, "") == "illegal_step");
    CHECK(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{"0000", ""}) ==
          "other_text");
    CHECK(desk.told("lead", desk::approve_remedy, id, desk::ApproveArgs{}) == "approved");
    auto const remedies = desk.load(id).complaint->remedies;
    REQUIRE(remedies.size() == 2);
    CHECK(remedies[0].state == RemedyState::superseded);
    CHECK(remedies[1].amount->minor == 200);
    CHECK(desk.told("boss", desk::remedy_done, RemedyId{id, 1}, "") == "unchanged");
    CHECK(desk.told("boss", desk::remedy_done, RemedyId{id, 3}, "") == "no_such_remedy");
}

TEST_CASE("a proposal that cannot be is refused") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.assess(id);
    auto const propose = [&](Decision decision, std::vector<ProposedRemedy> remedies,
                             std::string body = "why") {
        return desk.told("nina", desk::propose_remedy, id,
                         desk::ProposeRemedyArgs{decision, std::move(remedies), std::move(body)});
    };
    CHECK(propose(Decision::upheld, {{RemedyKind::refund, {}}}) == "bad_remedy");
    CHECK(propose(Decision::upheld, {{RemedyKind::repair, Money{1, "CNY"}}}) == "bad_remedy");
    CHECK(propose(Decision::upheld, {refund(0)}) == "bad_remedy");
    CHECK(propose(Decision::rejected, {refund(1)}) == "bad_remedy");
    CHECK(propose(Decision::upheld, std::vector<ProposedRemedy>(21, refund(1))) == "too_many");
    CHECK(propose(Decision::upheld, {}, " ") == "empty_text");
    CHECK(desk.told("nina", desk::propose_remedy, id, desk::ProposeRemedyArgs{}) == "no_decision");
    CHECK(propose(Decision::rejected, {{RemedyKind::explanation, {}}}) == "proposed");
    CHECK(propose(Decision::rejected, {{RemedyKind::explanation, {}}}) == "unchanged");
}

TEST_CASE("an answer to a survey belongs to its round, and opens no further complaint") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.answer(id, "nina", "lead");
    desk::FeedbackArgs unhappy;
    unhappy.csat = 1;
    REQUIRE(desk.act("boss", desk::give_feedback, id, unhappy));
    CHECK(desk.told("boss", desk::give_feedback, id, unhappy) != "replied");
    CHECK(desk.writer.about(id).empty());
    REQUIRE(desk.contest(id) == "contested");
    std::vector<std::optional<int>> scores;
    desk.writer.each_round(Instant::min(), Instant::max(), [&](store::RoundRow &&row) {
        scores.push_back(row.csat);
        return true;
    });
    CHECK(scores == std::vector<std::optional<int>>{1, std::nullopt});
}

TEST_CASE("silence closes a complaint as unanswered, and it can still be contested") {
    ComplaintDesk desk;
    auto const id = desk.complain();
    desk.answer(id, "nina", "lead");
    auto const escalate = [&] {
        auto here = desk.session(desk.now);
        return desk::escalate(here)->actions.rows.size();
    };
    desk.now += std::chrono::days{6};
    CHECK(escalate() == 0);
    desk.now += std::chrono::days{2};
    CHECK(escalate() == 1);
    CHECK(escalate() == 0);
    CHECK(desk.load(id).state == State::closed);
    CHECK(desk.load(id).complaint->round().outcome == ComplaintOutcome::silent);
    CHECK(desk.contest(id) == "contested");
    CHECK(desk.load(id).closed_at == std::nullopt);
    CHECK(desk.whole());
}

TEST_CASE("a cause that recurs after a verified action reopens the action") {
    ComplaintDesk desk;
    auto const first = desk.complain();
    desk.assess(first);
    REQUIRE(desk.act("nina", desk::find_cause, first, desk::CauseArgs{"process.delay", {}, ""}));
    desk::PlanArgs plan;
    plan.title = "A second shift";
    plan.measure = "complaints about delay";
    plan.causes = {"process"};
    plan.complaints = {first};
    plan.owner = "omar";
    plan.due = desk.now + std::chrono::days{30};
    auto const action = desk.act("lead", desk::plan_action, plan)->item.id;
    CHECK(desk.clock(action, ClockKind::task).due_at == plan.due);
    CHECK(desk.load(action).terms == ServiceTerms{});
    CHECK(desk.told("omar", desk::start_action, action) == "in_progress");
    CHECK(desk.told("omar", desk::finish_action, action, "hired") == "done");
    CHECK(desk.told("omar", desk::verify_action, action, true, "works") == "own_work");
    CHECK(desk.told("lead", desk::verify_action, action, true, "works") == "verified");
    // One that came before it was done shows nothing.
    REQUIRE(desk.act("nina", desk::find_cause, first, desk::CauseArgs{"process", {}, ""}));
    CHECK(desk.load(action).state == State::verified);
    auto const later = desk.complain("Late again");
    desk.assess(later);
    REQUIRE(desk.act("nina", desk::find_cause, later, desk::CauseArgs{"people", {}, ""}));
    CHECK(desk.load(action).state == State::verified);
    auto const receipt =
        desk.act("nina", desk::find_cause, later, desk::CauseArgs{"process.delay", {}, ""});
    REQUIRE(receipt);
    CHECK(receipt->notes.size() == 1);
    CHECK(desk.load(action).state == State::reopened);
    CHECK(desk.whole());
}

TEST_CASE("a complaint of an older version keeps the lifecycle of service cases") {
    Case item;
    item.kind = CaseKind::complaint;
    item.state = State::new_case;
    CHECK(rules::is_legal(item, Step::resolve));
    CHECK_FALSE(rules::is_legal(item, Step::decide));
    item.complaint.emplace().rounds.emplace_back();
    CHECK_FALSE(rules::is_legal(item, Step::resolve));
}

namespace {

// A random step by a random person, legal or not.
Outcome<ledger::Receipt> try_step(ComplaintDesk &desk, CaseId id, Random &random) {
    static std::vector<std::string> const people{"wang", "li",   "nina", "omar",
                                                 "lead", "head", "boss"};
    auto const &who = random.pick(people);
    desk.now += Seconds{random.below(2 * 86400)};
    switch (random.below(13)) {
        case 0: return desk.act(who, desk::assess, id, desk::AssessArgs{});
        case 1: return desk.act(who, desk::add_finding, id, "found", "");
        case 2: return desk.act(who, desk::assign, id, random.pick(people));
        case 3:
        case 4:
            return desk.act(who, desk::propose_remedy, id,
                            desk::ProposeRemedyArgs{
                                Decision::upheld, {{refund(random.below(30'000) + 1)}}, "why"});
        case 5:
        case 6: return desk.act(who, desk::approve_remedy, id, desk::ApproveArgs{});
        case 7: return desk.act(who, desk::return_remedy, id, desk::ApproveArgs{"", "no"});
        case 8:
        case 9: return desk.act(who, desk::reply_complaint, id, "");
        case 10:
            return desk.act(who, desk::record_outcome, id,
                            random.pick(complaint_outcome_words).first, "");
        case 11: return desk.act(who, desk::extend, id, "longer");
        default: return desk.act(who, desk::acknowledge, id, "");
    }
}

// Whether the step was done. It must lead where the printed lifecycle says.
int live(ComplaintDesk &desk, CaseId id, Random &random) {
    auto const before = desk.load(id).state;
    auto const receipt = try_step(desk, id, random);
    if (!receipt) return 0;
    auto const step = *type_of(receipt->events.front().payload).step;
    auto const &row = rules::row_of(rules::lifecycle_of(CaseKind::complaint), step);
    CHECK(row.from.holds(before));
    auto const after = receipt->item.state;
    CHECK_MESSAGE((after == before || row.to.holds(after)), word(step));
    return 1;
}

void check_rounds(Case const &item) {
    for (std::size_t i = 0; i + 1 < item.complaint->rounds.size(); ++i) {
        auto const &round = item.complaint->rounds[i];
        REQUIRE(round.outcome_at);
        CHECK(*round.outcome_at <= item.complaint->rounds[i + 1].opened_at);
    }
    for (auto const &round : item.complaint->rounds) {
        auto const &proposal = round.proposal;
        if (proposal && !proposal->approver.empty()) CHECK(proposal->author != proposal->approver);
    }
}

// Hand-off spans sum to the age of the complaint.
void check_spans(Case const &item) {
    Seconds sum{0};
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::handoff && clock.stopped_at)
            sum += *clock.stopped_at - clock.started_at;
    if (item.state == State::accepted || item.state == State::withdrawn)
        CHECK(sum <= item.updated_at - item.received_at);
}

}  // namespace

TEST_CASE("random histories of complaints keep every rule") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        ComplaintDesk desk;
        Random random{seed};
        std::vector<CaseId> ids;
        for (int i = 0; i < 3; ++i) ids.push_back(desk.complain());
        int done = 0;
        for (int i = 0; i < 150; ++i) done += live(desk, random.pick(ids), random);
        CHECK(done > 10);
        std::map<std::string, std::int64_t> granted;
        for (auto const id : ids) {
            auto const item = desk.load(id);
            check_rounds(item);
            check_spans(item);
            for (auto const &round : item.complaint->rounds) {
                if (!round.proposal || round.proposal->authority.empty()) continue;
                std::int64_t sum = 0;
                for (auto const &remedy : round.proposal->remedies) sum += remedy.amount->minor;
                CHECK(sum <= (round.proposal->authority == "lead" ? 10'000 : 100'000));
            }
        }
        CHECK(desk.whole());
    }
}
