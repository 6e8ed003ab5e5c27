#include "outbox_support.hpp"
#include <dcc/desk/escalation.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Table escalate(TestDesk &desk, Instant now, bool dry_run = false) {
    auto session = desk.session(now, "boss", dry_run);
    auto escalated = desk::escalate(session);
    if (!escalated) throw std::runtime_error{escalated.refusal().message};
    return escalated->actions;
}

// What was done: "C1 reminder 1, C2 close".
std::string done(Table const &table) {
    std::string text;
    for (auto const &row : table.rows) {
        text += (text.empty() ? "" : ", ") + std::get<std::string>(row[0]) + " " +
                std::get<std::string>(row[1]);
        if (auto const *number = std::get_if<std::int64_t>(&row[2]))
            text += " " + std::to_string(*number);
    }
    return text;
}

Instant const tuesday = monday + std::chrono::hours{24};

}  // namespace

TEST_CASE("A customer is reminded, told when it ends, and the case closed, each once") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, monday)) == "");
    // Eight hours of the office after 09:00 with its lunch: 18:00.
    auto const first = monday + std::chrono::hours{9};
    CHECK(done(escalate(desk, first - Seconds{1})) == "");
    CHECK(done(escalate(desk, first, true)) == "C1 reminder 1");
    CHECK(desk.load(id).outgoing.size() == 1);
    CHECK(done(escalate(desk, first)) == "C1 reminder 1");
    CHECK(done(escalate(desk, first)) == "");
    auto const reminder = messages_of(desk, id).back();
    CHECK(reminder.kind == MessageKind::reminder);
    // 24 hours of the office are three days.
    CHECK(has(reminder.body, "若在2026年6月3日（星期三）18:00之前仍未收到"));
    auto const second = tuesday + std::chrono::hours{9};
    CHECK(done(escalate(desk, second + Seconds{5})) == "C1 reminder 2");
    CHECK(done(escalate(desk, second + Seconds{5})) == "");
    auto const end = second + std::chrono::hours{24};
    CHECK(done(escalate(desk, end - Seconds{1})) == "");
    CHECK(done(escalate(desk, end, true)) == "C1 close");
    CHECK(desk.load(id).state == State::waiting_customer);
    CHECK(done(escalate(desk, end)) == "C1 close");
    CHECK(desk.load(id).state == State::closed);
    CHECK(desk.load(id).closed_at == end);
    CHECK(done(escalate(desk, end + Seconds{1000000})) == "");
    CHECK(desk.whole());
}

TEST_CASE("An answer ends the waiting, and a new waiting begins anew") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    auto const first = monday + std::chrono::hours{9};
    CHECK(done(escalate(desk, first)) == "C1 reminder 1");
    desk.after(tuesday, desk::receive, id, std::string{"这里"}, std::string{},
               desk::Aside::by_policy);
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{1000})) == "");
    desk.after(tuesday + Seconds{60}, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{8})) == "");
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{24})) == "");
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{24} + Seconds{60})) == "C1 reminder 1");
    CHECK(desk.whole());
}

TEST_CASE("While a third party is waited for the customer is told so, and nothing is closed") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_third_party);
    auto const late = monday + std::chrono::hours{24 * 30};
    CHECK(done(escalate(desk, late)) == "C1 waiting 1");
    CHECK(done(escalate(desk, late + std::chrono::hours{24 * 30})) == "");
    CHECK(kinds_of(desk, id) == "acknowledgement, waiting");
    CHECK(desk.load(id).state == State::waiting_third_party);
    CHECK(desk.whole());
}

TEST_CASE("Where nobody can be told nothing happens; where a person must, it is left to one") {
    TestDesk desk{mail_policy};
    auto const customer = desk.open(monday, by_phone()).id;
    desk.after(monday, desk::wait, customer, State::waiting_customer);
    auto const third = desk.open(monday, by_phone()).id;
    desk.after(monday, desk::wait, third, State::waiting_third_party);
    auto const head = desk.writer.head();
    auto const late = monday + std::chrono::hours{10};
    CHECK(done(escalate(desk, late)) == "C1 reminder 1");
    CHECK(desk.writer.head().seq == head.seq + 1);
    CHECK(desk.load(customer).outgoing.back().state == MessageState::by_hand);
    CHECK(done(escalate(desk, late)) == "");
    CHECK(desk.writer.head().seq == head.seq + 1);
    CHECK(desk.whole());
}

TEST_CASE("Without [waiting] nothing is done, without the right neither") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, monday + std::chrono::hours{10000})) == "");
    auto agent = desk.session(monday, "wang");
    CHECK(desk::escalate(agent).refusal().code == "not_permitted");
}

TEST_CASE("A case that changed later than now is left alone") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    auto const late = monday + std::chrono::hours{24 * 30};
    desk.after(late, desk::note, id, std::string{"later"});
    CHECK(done(escalate(desk, late - Seconds{1})) == "");
    CHECK(done(escalate(desk, late)) == "C1 close");
}
