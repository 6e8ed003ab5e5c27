#include "../support/desk.hpp"
#include <dcc/base/token.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/exchange/import_feedback.hpp>

#include <sstream>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const survey_policy = with(small_policy, "[[sla]]", R"([survey]
complaint_at = 2
effort_high = "hard"
[[survey.dimensions]]
id = "speed"
[[survey.dimensions]]
id = "attitude"
[[sla]])");

struct SurveyDesk : TestDesk {
    Instant now = monday;

    explicit SurveyDesk(std::string const &text = survey_policy) : TestDesk{text} {}

    CaseId resolved(std::string const &subject = "It leaks") {
        desk::OpenArgs args;
        args.subject = subject;
        args.rating.category = "billing";
        args.customer.phone = "138";
        auto const id = open(now += Seconds{60}, args).id;
        after(now += Seconds{60}, desk::resolve, id, std::string{"mended"});
        return id;
    }
    // Recorded by a colleague of whoever solved it.
    Outcome<ledger::Receipt> answer(CaseId id, desk::FeedbackArgs const &args,
                                    std::string const &actor = "wang") {
        auto here = session(now += Seconds{60}, actor);
        return desk::give_feedback(here, id, args);
    }
    std::string code(CaseId id, desk::FeedbackArgs const &args) {
        auto const receipt = answer(id, args);
        return receipt ? "done" : receipt.refusal().code;
    }
    // A survey as the mail has it, of the last resolution.
    std::string invite(CaseId id) {
        auto const token = random_token();
        auto here = session(now += Seconds{60});
        ledger::Session::Transaction transaction{here};
        ledger::Receipt receipt{load(id), {}, {}};
        event::Messaged messaged;
        messaged.number = 1;
        messaged.kind = MessageKind::survey;
        messaged.token = token_digest(token);
        here.record(receipt, now, messaged);
        transaction.commit();
        return token;
    }
};

desk::FeedbackArgs csat(int score) {
    desk::FeedbackArgs args;
    args.csat = score;
    return args;
}

}  // namespace

TEST_CASE("An answer is kept with its figures, and the direction of effort with it") {
    SurveyDesk desk;
    auto const id = desk.resolved();
    auto args = csat(4);
    args.nps = 0;
    args.ces = 7;
    args.dimensions = {{"speed", 5}, {"attitude", 1}};
    args.solved = true;
    args.comment = "谢谢";
    REQUIRE(desk.answer(id, args));
    auto const given = desk.load(id).invitations.back().feedback.value();
    CHECK(given.csat == 4);
    CHECK(given.nps == 0);
    CHECK(given.ces == 7);
    CHECK(given.ces_high == "hard");
    CHECK(given.dimensions == args.dimensions);
    CHECK(given.comment == "谢谢");
    CHECK(desk.writer.count<store::CaseRow>() == 1);
    CHECK(desk.whole());
}

TEST_CASE("Answers out of range, of nothing, before a resolution, or twice are refused") {
    SurveyDesk desk;
    auto const id = desk.resolved();
    for (auto const score : {0, 6, -1}) CHECK(desk.code(id, csat(score)) == "bad_score");
    desk::FeedbackArgs args;
    CHECK(desk.code(id, args) == "no_answer");
    args.nps = 11;
    CHECK(desk.code(id, args) == "bad_score");
    args.nps = {};
    args.ces = 0;
    CHECK(desk.code(id, args) == "bad_score");
    args = csat(5);
    args.dimensions = {{"sped", 3}};
    CHECK(desk.code(id, args) == "unknown_dimension");
    args.dimensions = {{"speed", 6}};
    CHECK(desk.code(id, args) == "bad_score");
    args.dimensions = {{"speed", 3}, {"speed", 4}};
    CHECK(desk.code(id, args) == "bad_score");
    args = csat(5);
    args.channel = "pigeon";
    CHECK(desk.code(id, args) == "unknown_channel");
    CHECK(desk.code(desk.open(desk.now).id, csat(5)) == "not_resolved");
    CHECK(desk.code(id, csat(5)) == "done");
    CHECK(desk.code(id, csat(1)) == "answered");
    CHECK(desk.load(id).invitations.back().feedback->csat == 5);
}

TEST_CASE("A token is good for one answer, to the resolution it was sent for") {
    SurveyDesk desk;
    auto const id = desk.resolved();
    auto const token = desk.invite(id);
    CHECK(*desk::find_invited(desk.writer, token) == id);
    CHECK(desk::find_invited(desk.writer, "none").refusal().code == "unknown_token");
    desk.after(desk.now += Seconds{60}, desk::reopen, id, std::string{"again"});
    desk.after(desk.now += Seconds{60}, desk::resolve, id, std::string{"mended again"});
    auto late = csat(3);
    late.token = token;
    REQUIRE(desk.answer(id, late));
    CHECK(desk.load(id).invitations.front().feedback->csat == 3);
    CHECK_FALSE(desk.load(id).invitations.back().feedback);
    CHECK(desk.code(id, late) == "used_token");
    auto const other = desk.resolved();
    CHECK(desk.code(other, late) == "unknown_token");
    CHECK(desk.code(id, csat(5)) == "done");
    CHECK(desk.whole());
}

TEST_CASE("A complaint made by bad feedback is acknowledged to the customer like any other case") {
    SurveyDesk desk{
        with(survey_policy, "[survey]", "[messages]\nfrom = \"d@example.com\"\n[survey]")};
    desk::OpenArgs args;
    args.subject = "It leaks";
    args.customer.name = "Ann";
    args.customer.email = "ann@example.com";
    auto const id = desk.open(desk.now, args).id;
    desk.after(desk.now += Seconds{60}, desk::resolve, id, std::string{"mended"});
    REQUIRE(desk.answer(id, csat(1)));
    auto const complaint = desk.load(desk.writer.about(id).front().id);
    REQUIRE(complaint.outgoing.size() == 1);
    CHECK(complaint.outgoing.front().kind == MessageKind::complaint);
    CHECK(complaint.given.empty());
}

TEST_CASE("Whoever is not satisfied has complained: a linked case, in the same transaction") {
    SurveyDesk desk;
    auto const id = desk.resolved("净水器漏水");
    REQUIRE(desk.answer(id, csat(3)));
    CHECK(desk.writer.about(id).empty());
    auto const second = desk.resolved("净水器漏水");
    auto unhappy = csat(2);
    unhappy.comment = "等了三天";
    auto const receipt = desk.answer(second, unhappy);
    REQUIRE(receipt);
    auto const complaints = desk.writer.about(second);
    REQUIRE(complaints.size() == 1);
    auto const complaint = desk.load(complaints.front().id);
    CHECK(complaint.kind == CaseKind::complaint);
    CHECK(complaint.about == second);
    CHECK(complaint.body == "等了三天");
    CHECK(complaint.category == "billing");
    CHECK(complaint.customer == desk.load(second).customer);
    CHECK(complaint.state == State::received);
    CHECK(complaint.complaint);
    CHECK(receipt->notes == std::vector<Note>{"C2: satisfaction 2 of 5: complaint C3 was opened"});
    auto const third = desk.resolved();
    desk::FeedbackArgs unsolved;
    unsolved.solved = false;
    unsolved.csat = 5;
    REQUIRE(desk.answer(third, unsolved));
    CHECK(desk.writer.about(third).size() == 1);
    // Its subject is in the customer's language.
    CHECK(desk.writer.about(third).front().subject == "Dissatisfied with C4: It leaks");
    // A dry run opens none.
    auto const fourth = desk.resolved();
    auto const cases = desk.writer.count<store::CaseRow>();
    auto dry = desk.session(desk.now, "wang", true);
    REQUIRE(desk::give_feedback(dry, fourth, csat(1)));
    CHECK(desk.writer.count<store::CaseRow>() == cases);
    CHECK(desk.whole());
}

TEST_CASE("Many answers are taken over once, and what is wrong is set aside with its reason") {
    SurveyDesk desk;
    auto const first = desk.resolved();
    auto const token = desk.invite(first);
    desk.resolved();
    desk.resolved();
    std::string csv =
        "case,token,csat,speed,solved,comment\n"
        "," +
        token +
        ",5,4,yes,\"好, 谢谢\"\n"
        "C2,,1,,,\n"
        "C9,,1,,,\n"
        "C3,,seven,,,\n"
        "C3,,6,,,\n"
        "C3,,4,,perhaps,\n"
        ",,4,,,\n";
    auto const whole = csv;
    std::ostringstream rejects;
    auto const run = [&] {
        std::istringstream input{csv};
        rejects.str({});
        auto here = desk.session(desk.now += Seconds{60}, "wang");
        return exchange::import_feedback(here, input, [&]() -> std::ostream & { return rejects; });
    };
    auto result = run();
    CHECK(result.recorded == 2);
    CHECK(result.rejected == 5);
    CHECK(result.complaints == std::vector{CaseId{4}});
    CHECK(rejects.str() ==
          "dcc_line,dcc_reason,case,token,csat,speed,solved,comment\n"
          "4,there is no case C9,C9,,1,,,\n"
          "5,\"csat: \"\"seven\"\" is not a whole number\",C3,,seven,,,\n"
          "6,csat is 6,C3,,6,,,\n"
          "7,\"solved: \"\"perhaps\"\" is neither yes nor no\",C3,,4,,perhaps,\n"
          "8,neither a token nor a case,,,4,,,\n");
    csv = rejects.str();
    auto const again = run();
    CHECK(again.rejected == 5);
    csv = csv.substr(0, csv.find('\n') + 1) +
          "\n,,,,,,,\n4,\"no \"\"case\"\"\",\"\"\"C9\"\"x,,1\"\n" + "9,x,C3,,4,,perhaps\n";
    CHECK(run().rejected == 2);
    csv = whole;
    auto const head = desk.writer.head();
    result = run();
    CHECK(result.recorded == 0);
    CHECK(result.present == 2);
    CHECK(desk.writer.head() == head);
    // Nor when what was judged was solved once more.
    desk.after(desk.now += Seconds{60}, desk::reopen, CaseId{2}, std::string{"again"});
    desk.after(desk.now += Seconds{60}, desk::resolve, CaseId{2}, desk::Answer{"mended", {}});
    CHECK(run().recorded == 0);
    CHECK(desk.writer.about(CaseId{2}).size() == 1);
    CHECK(desk.whole());
    std::istringstream wrong{"case,csta\nC1,5\n"};
    auto here = desk.session(desk.now);
    CHECK_THROWS_WITH_AS(
        exchange::import_feedback(here, wrong, [&]() -> std::ostream & { return rejects; }),
        "unknown column \"csta\"", Error);
}

TEST_CASE("Whoever worked on a case records no answer to it without the customer's token") {
    SurveyDesk desk;
    auto const id = desk.resolved();  // by boss
    auto const own = desk.answer(id, csat(5), "boss");
    REQUIRE_FALSE(own);
    CHECK(own.refusal().code == "own_work");
    // Also an assignee who did nothing, and whoever replied.
    auto const second = desk.open(desk.now).id;
    desk.after(desk.now += Seconds{60}, desk::assign, second, "wang");
    desk.after(desk.now += Seconds{60}, desk::assign, second, "zhao");
    auto replying = desk.session(desk.now += Seconds{60}, "li");
    REQUIRE(desk::reply(replying, second, std::string{"soon"}));
    desk.after(desk.now += Seconds{60}, desk::resolve, second, desk::Answer{"mended", {}});
    for (auto const *name : {"wang", "zhao", "li", "boss"}) {
        auto const refused = desk.answer(second, csat(5), name);
        REQUIRE_FALSE(refused);
        CHECK(refused.refusal().code == "own_work");
    }
    // With the token it is the customer who answers.
    auto by_token = csat(2);
    by_token.token = desk.invite(second);
    REQUIRE(desk.answer(second, by_token, "boss"));
    CHECK(desk.load(second).invitations.back().feedback->recorded_by.empty());
    // Without, it is visible who recorded it.
    REQUIRE(desk.answer(id, csat(4), "li"));
    CHECK(desk.load(id).invitations.back().feedback->recorded_by == "li");
    CHECK(desk.whole());
}

TEST_CASE("Nor under another name of theirs, or by importing a file") {
    SurveyDesk desk;
    for (auto &person : desk.policy.staff)
        if (person.id == "li") person.logins = {"boss"};
    auto const id = desk.resolved();  // by boss
    auto const refused = desk.answer(id, csat(5), "li");
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code == "own_work");
    std::istringstream input{"case,csat\nC1,5\n"};
    std::ostringstream rejects;
    auto importing = desk.session(desk.now += Seconds{60}, "boss");
    auto const result =
        exchange::import_feedback(importing, input, [&]() -> std::ostream & { return rejects; });
    CHECK(result.recorded == 0);
    CHECK(result.rejected == 1);
    CHECK_FALSE(desk.load(id).invitations.back().feedback);
}
