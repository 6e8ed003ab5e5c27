#include "support.hpp"
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

// A letter a state, for the matrix.
constexpr std::string_view letters = "NTAPC3VYORLXD";

constexpr std::array states{State::new_case,    State::triaged,          State::assigned,
                            State::in_progress, State::waiting_customer, State::waiting_third_party,
                            State::in_review,   State::approved,         State::reopened,
                            State::resolved,    State::closed,           State::cancelled,
                            State::duplicate};

char letter(State state) {
    return letters[static_cast<std::size_t>(std::ranges::find(states, state) - states.begin())];
}

// Where each step leads from each state; '.' where it is not legal. N new, T triaged, A assigned,
// P in progress, C waiting for the customer, 3 for a third party, V in review, Y approved, O
// reopened, R resolved, L closed, X cancelled, D duplicate. A case waits having been in progress;
// steps name a person; `wait` waits on the customer, or on a third party where the case waits on
// the customer already.
struct Row {
    State state;
    std::string_view leads_to;
};
constexpr std::string_view heading =
    "triage assign start note receive reply "
    "wait resume resolve reopen close cancel "
    "facts propose review confirm promise visit feedback ";
constexpr std::array<Row, states.size()> matrix{{
    //                            tasnrrwrrrccfprcpvf
    //                            rstoeeaeeelaareorie
    //                            isaecpisslonconvose
    {State::new_case, "TAPNNNC.R..XNV..NNN"},
    {State::triaged, "TAPTTTC.R..XTV..TTT"},
    {State::assigned, "AAPAAPC.R..XAV..AAA"},
    {State::in_progress, "PA.PPPC.R..XPV..PPP"},
    {State::waiting_customer, "CC.CPC3PR..XC...CCC"},
    {State::waiting_third_party, "33.333CPR..X3...333"},
    {State::in_review, "VV.VVVC....XVVY.VVV"},
    {State::approved, "YY.YYYC....XYV.PYYY"},
    {State::reopened, "OAPOOPC.R..XOV..OOO"},
    {State::resolved, "...ROR...OL.R....RR"},
    {State::closed, "...L.....O..L.....L"},
    {State::cancelled, "...X.....O..X.....X"},
    {State::duplicate, "...D.....O..D.....D"},
}};

ServiceTerms const plain = promise("plain", {});

event::Proposed const for_review{1, false, {}, {}, "all", "Send another one", {}, {}};
event::Reviewed const approval{1, {}, true, {}, {}};

Story case_in(State state) {
    Story story{{}, {plain}};
    story.on("2026-03-02 09:00", opened(plain));
    auto const work = [&] {
        story.on("2026-03-02 10:00", assigned("tech", "wang"));
        story.on("2026-03-02 11:00", event::Started{});
    };
    switch (state) {
        case State::new_case: break;
        case State::triaged: story.on("2026-03-02 10:00", triaged(plain)); break;
        case State::assigned: story.on("2026-03-02 10:00", assigned("tech", "wang")); break;
        case State::in_progress: work(); break;
        case State::waiting_customer:
        case State::waiting_third_party:
            work();
            story.on("2026-03-02 12:00", event::Waited{state});
            break;
        case State::in_review:
        case State::approved:
            work();
            story.on("2026-03-02 12:00", for_review);
            if (state == State::approved) story.on("2026-03-02 13:00", approval);
            break;
        case State::resolved:
            work();
            story.on("2026-03-02 12:00", solved());
            break;
        case State::reopened:
        case State::closed:
            work();
            story.on("2026-03-02 12:00", solved());
            if (state == State::closed)
                story.on("2026-03-02 13:00", event::Closed{});
            else
                story.on("2026-03-02 13:00", event::Reopened{});
            break;
        case State::cancelled: story.on("2026-03-02 10:00", event::Cancelled{}); break;
        case State::duplicate: story.on("2026-03-02 10:00", event::Cancelled{"", CaseId{2}}); break;
        default: break;  // of other lifecycles
    }
    return story;
}

event::Payload payload_of(Step step, State from) {
    switch (step) {
        case Step::triage: return triaged(plain);
        case Step::assign: return assigned("tech", "li");
        case Step::start: return event::Started{};
        case Step::note: return event::Noted{"x"};
        case Step::receive: return event::Received{"", false, "x"};
        case Step::reply: return event::Replied{"x"};
        case Step::wait:
            return event::Waited{from == State::waiting_customer ? State::waiting_third_party
                                                                 : State::waiting_customer};
        case Step::resume: return event::Resumed{};
        case Step::resolve: return solved();
        case Step::reopen: return event::Reopened{};
        case Step::close: return event::Closed{};
        case Step::cancel: return event::Cancelled{};
        case Step::facts: return event::FactsGiven{};
        case Step::propose: return for_review;
        case Step::review: return approval;
        case Step::confirm: return event::Confirmed{};
        case Step::promise: return event::Promised{Instant{Seconds{1'800'000'000}}, {}, {}};
        case Step::visit: return event::VisitBooked{};
        case Step::feedback: return event::FeedbackGiven{};
        default: break;  // never offered
    }
    return event::Noted{};
}

// The steps that people can take, in order.
std::vector<Step> offered() {
    std::vector<Step> steps;
    for (auto const &row : rules::lifecycle_of(CaseKind::service).steps)
        if (row.offered) steps.push_back(row.step);
    return steps;
}

bool is_legal(State state, Step step) {
    return rules::is_legal(CaseKind::service, state, step);
}

}  // namespace

TEST_CASE("every step from every state leads where the matrix says, or is not legal") {
    std::string steps;
    for (auto const step : offered()) steps += std::string{word(step)} + " ";
    REQUIRE(steps == heading);
    for (auto const &row : matrix) {
        auto const story = case_in(row.state);
        REQUIRE(story.item().state == row.state);
        std::string found;
        for (auto const step : offered()) {
            if (!is_legal(row.state, step)) {
                found += '.';
                continue;
            }
            auto after = case_in(row.state);
            after.on("2026-03-02 14:00", payload_of(step, row.state));
            found += letter(after.item().state);
        }
        CHECK_MESSAGE(found == row.leads_to, word(row.state));
    }
}

TEST_CASE("a case cancelled as a duplicate is one, until it is reopened") {
    auto story = case_in(State::assigned);
    story.on("2026-03-02 14:00", event::Cancelled{"same as C2", CaseId{2}});
    CHECK(story.item().state == State::duplicate);
    CHECK(story.item().duplicate_of == CaseId{2});
    CHECK(story.item().closed_at == story.at("2026-03-02 14:00"));
    story.on("2026-03-02 15:00", event::Reopened{"it is not"});
    CHECK(story.item().state == State::reopened);
    CHECK_FALSE(story.item().duplicate_of);
    CHECK_FALSE(story.item().closed_at);
}

TEST_CASE("the legal steps of a state are those of its row, in the order of the steps") {
    for (auto const &row : matrix) {
        std::vector<Step> expected;
        for (std::size_t i = 0; i < row.leads_to.size(); ++i)
            if (row.leads_to[i] != '.') expected.push_back(offered()[i]);
        CHECK(rules::legal_steps(CaseKind::service, row.state) == expected);
    }
}

TEST_CASE("a refusal says where the case stands and names every legal step") {
    Case item;
    item.id = CaseId{42};
    item.state = State::closed;
    item.invitations.emplace_back();
    auto const no = rules::refuse_illegal(item, Step::reply);
    REQUIRE(no);
    CHECK(no->code == "illegal_step");
    CHECK(no->kind == ErrorKind{1});
    CHECK(no->message == "C42 is closed: reply is not possible");
    CHECK(no->hint == "possible now: note, reopen, facts, feedback");
    item.state = State::resolved;
    CHECK(rules::refuse_illegal(item, Step::resolve)->hint ==
          "possible now: note, receive, reply, reopen, close, facts, visit, feedback");
    item.invitations.clear();  // nothing to rate yet
    CHECK(rules::refuse_illegal(item, Step::resolve)->hint ==
          "possible now: note, receive, reply, reopen, close, facts, visit");
}

TEST_CASE("a step is refused exactly where it is not legal") {
    for (auto const &state : state_words)
        for (auto const &step : step_words) {
            Case item;
            item.state = state.first;
            CHECK(rules::refuse_illegal(item, step.first).has_value() !=
                  is_legal(state.first, step.first));
        }
}

TEST_CASE("a case resumes where it was before it waited, also across two kinds of waiting") {
    for (auto const from :
         {State::new_case, State::triaged, State::assigned, State::in_progress, State::reopened}) {
        auto story = case_in(from);
        story.on("2026-03-02 14:00", event::Waited{State::waiting_customer});
        story.on("2026-03-02 15:00", event::Waited{State::waiting_third_party});
        story.on("2026-03-02 16:00", event::Resumed{});
        CHECK(story.item().state == from);
    }
}

TEST_CASE("what happens to a waiting case shows once it is resumed") {
    auto story = case_in(State::new_case);
    story.on("2026-03-02 10:00", event::Waited{State::waiting_customer});
    story.on("2026-03-02 11:00", triaged(plain));
    CHECK(story.item().state == State::waiting_customer);
    CHECK(story.item().before_wait == State::triaged);
    story.on("2026-03-02 12:00", assigned("tech", "wang"));
    story.on("2026-03-02 13:00", event::Resumed{});
    CHECK(story.item().state == State::assigned);
    CHECK(story.item().person == "wang");
}

TEST_CASE("a case in a team's hands with nobody in person is triaged, not assigned") {
    auto story = case_in(State::in_progress);
    story.on("2026-03-02 14:00", assigned("billing"));
    CHECK(story.item().state == State::triaged);
    CHECK(story.item().team == "billing");
    CHECK(story.item().person.empty());
    CHECK(story.item().assigned_at == story.at("2026-03-02 10:00"));
}

TEST_CASE(
    "a case is closed for want of an answer only while it waits, and people are not offered it") {
    for (auto const state : states)
        CHECK(rules::is_legal(CaseKind::service, state, Step::lapse) == is_waiting(state));
    for (auto const &[kind, name] : case_kind_words)
        for (auto const &[state, text] : state_words) {
            CHECK_FALSE(rules::is_legal(kind, state, Step::open));
            CHECK(std::ranges::count(rules::legal_steps(kind, state), Step::lapse) == 0);
        }
}
