#include "complaint_support.hpp"
#include <dcc/desk/action.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/hold.hpp>

#include <functional>

using namespace dcc;

TEST_CASE("refusals about cases and complaints say what helps") {
    ComplaintDesk desk;
    auto const item = desk.open(desk.tick()).id;
    auto const complaint = desk.complain();
    desk.assess(complaint);
    auto args = matter();
    args.external_id = "X1";
    desk.open(desk.tick(), args);
    REQUIRE(desk.act("boss", desk::hold, complaint, "court"));
    REQUIRE(desk.propose(complaint, "nina", {refund(100)}) == "proposed");
    REQUIRE(desk.told("lead", desk::approve_remedy, complaint, desk::ApproveArgs{}) == "approved");
    REQUIRE(desk.told("nina", desk::reply_complaint, complaint, "") == "replied");
    REQUIRE(desk.told("nina", desk::remedy_done, RemedyId{complaint, 1}, "paid") == "replied");
    auto const other = desk.complain("Another");
    desk.assess(other);

    using Refused = std::function<Refusal(ledger::Session &)>;
    auto const propose = [&](RemedyKind kind, std::optional<Money> amount,
                             Decision decision = Decision::upheld) {
        return [=](ledger::Session &here) {
            return desk::propose_remedy(here, other, {decision, {{{kind, amount}}}, "so"})
                .refusal();
        };
    };
    auto const plan = [&](std::vector<CaseId> complaints, Seconds due) {
        return [=, &desk](ledger::Session &here) {
            desk::PlanArgs given;
            given.title = "t";
            given.measure = "m";
            given.causes = {"people"};
            given.owner = "omar";
            given.complaints = complaints;
            given.due = desk.now + due;
            return desk::plan_action(here, given).refusal();
        };
    };
    auto const open = [](std::function<void(desk::OpenArgs &)> const &change) {
        return [change](ledger::Session &here) {
            auto given = matter();
            change(given);
            return desk::open_complaint(here, given, {}).refusal();
        };
    };
    constexpr CaseId nowhere{99};
    constexpr Seconds hour{3600};
    for (auto const &[code, refused] : std::initializer_list<std::pair<std::string, Refused>>{
             {"no_such_case",
              [&](ledger::Session &here) { return desk::note(here, nowhere, "x").refusal(); }},
             {"no_such_case",
              [&](ledger::Session &here) {
                  return ledger::find_case(here.writer(), "ext:none").refusal();
              }},
             {"no_such_case", plan({nowhere}, hour)},
             {"no_such_case",
              [&](ledger::Session &here) {
                  return desk::list_evidence(here.writer(), nowhere).refusal();
              }},
             {"not_a_complaint", plan({item}, hour)},
             {"time_gone", plan({}, -hour)},
             {"time_gone",
              [&](ledger::Session &here) {
                  return desk::promise(here, item, here.now() - hour, "x").refusal();
              }},
             {"illegal_step",
              [&](ledger::Session &here) {
                  return desk::wait(here, item, State::in_testing).refusal();
              }},
             {"not_an_action",
              [&](ledger::Session &here) { return desk::start_action(here, item).refusal(); }},
             {"held",
              [&](ledger::Session &here) { return desk::hold(here, complaint, "x").refusal(); }},
             {"not_held",
              [&](ledger::Session &here) { return desk::release(here, item, "x").refusal(); }},
             {"exists", open([](desk::OpenArgs &given) { given.external_id = "X1"; })},
             {"time_to_come",
              open([&](desk::OpenArgs &given) { given.received = desk.now + 24 * hour; })},
             {"unlikely_time",
              open([](desk::OpenArgs &given) { given.received = at("1800-01-01T00:00:00Z"); })},
             {"bad_number",
              open([](desk::OpenArgs &given) { given.registration.complainants = 0; })},
             {"bad_remedy", propose(RemedyKind::refund, {})},
             {"bad_remedy", propose(RemedyKind::refund, Money{0, "CNY"})},
             {"bad_remedy", propose(RemedyKind::apology, Money{1, "CNY"})},
             {"bad_remedy", propose(RemedyKind::repair, {}, Decision::rejected)},
             {"unchanged",
              [&](ledger::Session &here) {
                  return desk::remedy_done(here, {complaint, 1}, "again").refusal();
              }},
             {"no_such_evidence",
              [&](ledger::Session &here) {
                  return desk::find_evidence(here.writer(), {complaint, 7}).refusal();
              }},
         }) {
        auto here = desk.session(desk.now, "omar");
        auto const no = refused(here);
        CAPTURE(no.message);
        CHECK(no.code == code);
        CHECK_FALSE(no.hint.text.empty());
    }
}
