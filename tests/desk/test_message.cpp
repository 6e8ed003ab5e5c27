#include "outbox_support.hpp"
#include <dcc/base/token.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// Creates a message of a kind to the customer of a case, as a step of the case.
Outcome<ledger::Receipt> tell_of(ledger::Session &session, CaseId id, MessageKind kind) {
    return ledger::change(
        session, id, Right::case_note, Step::note,
        [](Case const &) -> Outcome<std::vector<event::Payload>> {
            return std::vector<event::Payload>{event::Noted{"secret"}};
        },
        [&](ledger::Receipt &receipt) { desk::notify(session, receipt, kind); });
}

std::string const answer_text = "已找到，今天送达";

}  // namespace

TEST_CASE("Opening acknowledges, with the number and when to expect an answer") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    auto const messages = messages_of(desk, id);
    REQUIRE(messages.size() == 1);
    auto const &message = messages[0];
    CHECK(message.kind == MessageKind::acknowledgement);
    CHECK(message.number == 1);
    CHECK(message.language == "zh");
    CHECK_FALSE(message.by_hand);
    CHECK_FALSE(message.token);
    CHECK(message.address == "王伟 <wang@example.org>");
    CHECK(message.subject == "【Desk】您的服务请求已受理（编号 C1）");
    CHECK(has(message.body, "尊敬的王伟："));
    CHECK(has(message.body, "受理编号：C1\n事项：包裹没收到\n"));
    // Four hours of the office from 09:00, lunch taken out.
    CHECK(has(message.body, "预计答复时间：2026年6月1日（星期一）14:00之前"));
    // The category is not known yet.
    CHECK_FALSE(has(message.body, "类别"));
    auto const item = desk.load(id);
    REQUIRE(item.outgoing.size() == 1);
    CHECK(item.outgoing[0].state == MessageState::queued);
    CHECK(item.outgoing[0].next_try_at == monday);
    CHECK_FALSE(item.first_reply_at);  // it is no answer
    CHECK(desk.whole());
}

TEST_CASE("A customer is written to in their language, else in the desk's") {
    TestDesk desk{mail_policy};
    auto const english = desk.open(monday, by_mail("Ann", "en")).id;
    auto const message = messages_of(desk, english).at(0);
    CHECK(message.language == "en");
    CHECK(message.subject == "We have received your request (C1)");
    CHECK(has(message.body, "Dear Ann,"));
    CHECK(has(message.body, "by: Monday, 1 June 2026 at 14:00"));
    CHECK(has(message.body, "All times are Asia/Shanghai time."));

    auto other = by_mail("", "");
    other.customer.email = "other@example.org";
    auto const unknown = desk.open(monday, other).id;  // the desk's language is English
    CHECK(messages_of(desk, unknown).at(0).language == "en");
    CHECK(has(messages_of(desk, unknown).at(0).body, "Dear customer,"));
    CHECK(messages_of(desk, unknown).at(0).address == "other@example.org");
}

TEST_CASE("The desk is called in messages as the policy says in each language") {
    TestDesk desk{
        with(mail_policy, "retry =", "desk = { zh = \"服务台\", en = \"Service Desk\" }\nretry =")};
    auto const zh = desk.open(monday, by_mail()).id;
    CHECK(has(messages_of(desk, zh).at(0).subject, "【服务台】"));
    auto other = by_mail("Ann", "en");
    other.customer.email = "ann@example.org";
    auto const en = desk.open(monday, other).id;
    CHECK(has(messages_of(desk, en).at(0).body, "Kind regards,\nService Desk\n"));
}

TEST_CASE("A desk that sends no mail writes none, and one that silences a kind writes none of it") {
    TestDesk none;
    auto const id = none.open(monday, by_mail()).id;
    none.after(monday, desk::reply, id, answer_text);
    none.after(monday, desk::resolve, id, answer_text);
    CHECK(kinds_of(none, id) == "");

    TestDesk silent{
        with(mail_policy, "retry =", "silent = [\"acknowledgement\", \"survey\"]\nretry =")};
    auto const other = silent.open(monday, by_mail()).id;
    silent.after(monday, desk::reply, other, answer_text);
    silent.after(monday, desk::resolve, other, answer_text);
    CHECK(kinds_of(silent, other) == "progress, result");
    CHECK(silent.whole());
}

TEST_CASE("Replies and results are mailed by channels that are mail, and told on others") {
    TestDesk desk{mail_policy};
    auto const mail = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::reply, mail, answer_text);
    desk.after(monday, desk::resolve, mail, answer_text);
    CHECK(kinds_of(desk, mail) == "acknowledgement, progress, result, survey");
    auto const messages = messages_of(desk, mail);
    CHECK(has(messages[1].body, "\n\n已找到，今天送达\n\n"));
    CHECK(has(messages[1].body, "预计办结时间："));
    CHECK(has(messages[2].body, "结果如下：\n\n已找到，今天送达\n"));

    auto caller = by_mail();
    caller.channel = "phone";
    auto const phone = desk.open(monday, caller).id;
    desk.after(monday, desk::reply, phone, answer_text);
    desk.after(monday, desk::resolve, phone, answer_text);
    CHECK(kinds_of(desk, phone) == "acknowledgement, survey");
    CHECK(desk.whole());
}

TEST_CASE("Who has no mail address is told by a person what must be told, and nothing else") {
    TestDesk desk{mail_policy};
    auto session = desk.session(monday);
    for (auto const &args : {by_phone(), desk::OpenArgs{}}) {
        auto const id = desk.open(monday, args).id;
        for (auto const &[kind, name] : message_kind_words) REQUIRE(tell_of(session, id, kind));
        CHECK(kinds_of(desk, id) ==
              "missing by hand, promise by hand, reminder by hand, decision by hand, extension by "
              "hand, closing by hand, visit_cancelled by hand, incident by hand");
        CHECK(messages_of(desk, id)[0].address ==
              (args.customer.phone.empty() ? "" : "138 0000 0000"));
        // Nothing is missing, nobody waits: what the messages ask for is needless.
        CHECK(desk.load(id).outgoing[0].state == MessageState::superseded);
        CHECK(desk.load(id).outgoing[3].state == MessageState::by_hand);
        CHECK_FALSE(desk.load(id).outgoing[3].next_try_at);
    }
    // An address that no server would take is none.
    auto odd = by_mail();
    odd.customer.email = "wang@example.org\r\nBcc: x@example.com";
    auto const id = desk.open(monday, odd).id;
    CHECK(kinds_of(desk, id) == "");
    CHECK(desk.whole());
}

TEST_CASE("A survey's token is in its text, and only its digest beside it") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    auto const item = desk.after(monday, desk::resolve, id, answer_text);
    auto const survey = messages_of(desk, id).back();
    REQUIRE(survey.kind == MessageKind::survey);
    std::string const before = "您的评价码：";
    auto const at = survey.body.find(before);
    REQUIRE(at != std::string::npos);
    auto const token = survey.body.substr(at + before.size(), 19);
    CHECK(survey.token == token_digest(token));
    REQUIRE(item.invitations.size() == 1);
    CHECK(item.invitations[0].token == survey.token);
    CHECK(desk.whole());
}

TEST_CASE("The policy's own words stand before the shared ones, subject and body each") {
    TestDesk desk{mail_policy + R"(
[messages.templates.zh.result]
subject = "{case} 办结：{subject}"
[messages.templates.zh.progress]
body = "{customer}：{body} {{原样}}"
)"};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::reply, id, answer_text);
    desk.after(monday, desk::resolve, id, answer_text);
    auto const messages = messages_of(desk, id);
    CHECK(messages[1].body == "王伟：已找到，今天送达 {原样}");
    CHECK(messages[1].subject == "【Desk】您的服务请求有新进展（编号 C1）");
    CHECK(messages[2].subject == "C1 办结：包裹没收到");
    CHECK(has(messages[2].body, "结果如下"));
}

TEST_CASE("Hostile names and subjects stay what they are: text of one line") {
    TestDesk desk{mail_policy};
    auto args = by_mail("{case}\r\nBcc: a@b <x@y>");
    args.subject = "{token} X-Evil: 1\u202eabc";
    auto const id = desk.open(monday, args).id;
    auto const message = messages_of(desk, id).at(0);
    CHECK(has(message.body, "尊敬的{case} Bcc: a@b <x@y>："));
    CHECK(has(message.body, "事项：{token} X-Evil: 1 abc\n"));
    CHECK_FALSE(has(message.address, "\n"));
    auto const mail = desk::mail_of(desk.writer, desk.policy, {id, 1});
    REQUIRE(mail);
    CHECK(mail->to.address == "wang@example.org");
    CHECK(desk.whole());
}

TEST_CASE("Nothing internal is in any message") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::note, id, std::string{"secret"});
    desk.after(monday, desk::assign, id, "wang");
    auto session = desk.session(monday);
    for (auto const &[kind, name] : message_kind_words) REQUIRE(tell_of(session, id, kind));
    CHECK(messages_of(desk, id).size() == 1 + message_kind_words.size());
    for (auto const &message : messages_of(desk, id)) {
        CHECK_FALSE(has(message.body + message.subject, "secret"));
        CHECK_FALSE(has(message.body + message.subject, "Wang"));
        CHECK_FALSE(has(message.body + message.subject, "{"));
    }
}
