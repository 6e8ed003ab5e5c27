#include "outbox_support.hpp"
#include <dcc/base/token.hpp>

#include <chrono>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

using Sent = std::vector<Mail>;

desk::Send into(Sent &sent) {
    return [&sent](Mail const &mail) {
        sent.push_back(mail);
        return std::string{};
    };
}

desk::Send failing(std::string const &why) {
    return [why](Mail const &) { return why; };
}

desk::Delivery deliver(TestDesk &desk, Instant now, desk::Send const &send,
                       std::int64_t limit = -1) {
    auto session = desk.session(now);
    auto const done = desk::deliver(session, send, limit);
    if (!done) throw std::runtime_error{done.refusal().message};
    return *done;
}

MessageState state_of(TestDesk &desk, MessageId id) {
    return desk.load(id.case_id).outgoing.at(static_cast<std::size_t>(id.number) - 1).state;
}

}  // namespace

TEST_CASE("Due messages are sent in their order, once, each as a mail of its thread") {
    FileDesk desk{mail_policy};
    auto const first = desk.open(monday, by_mail()).id;
    auto const second = desk.open(monday, by_mail()).id;
    Sent sent;
    CHECK(deliver(desk, monday, into(sent)).sent == 2);
    desk.after(monday + Seconds{60}, desk::resolve, first, some_text);
    auto const done = deliver(desk, monday + Seconds{120}, into(sent));
    CHECK(done.sent == 2);
    CHECK(done.failed + done.undeliverable + done.waiting == 0);
    REQUIRE(sent.size() == 4);
    auto const id_of = [&](MessageId id, Instant recorded) {
        return id.text() + "." + std::to_string(recorded.time_since_epoch().count()) + "." +
               desk.writer.desk_id() + "@example.com";
    };
    CHECK(sent[0].message_id == id_of({first, 1}, monday));
    CHECK(sent[1].message_id == id_of({second, 1}, monday));
    CHECK(sent[2].message_id == id_of({first, 2}, monday + Seconds{60}));
    CHECK(sent[3].message_id == id_of({first, 3}, monday + Seconds{60}));
    CHECK(sent[0].references.empty());
    CHECK(sent[3].references ==
          std::vector{id_of({first, 1}, monday), id_of({first, 2}, monday + Seconds{60})});
    CHECK(sent[0].from == MailAddress{"服务台", "desk@example.com"});
    CHECK(sent[0].to == MailAddress{"王伟", "wang@example.org"});
    CHECK(sent[0].date == monday);  // when it was made, not when it was sent
    CHECK(sent[0].automatic);
    CHECK_FALSE(sent[2].automatic);  // a person wrote the solution
    CHECK(sent[3].automatic);
    CHECK(state_of(desk, {first, 3}) == MessageState::sent);
    CHECK(desk.load(first).outgoing[0].sent_at == monday);
    CHECK(desk.load(first).outgoing[2].sent_at == monday + Seconds{120});
    CHECK(deliver(desk, monday + Seconds{180}, into(sent)).sent == 0);
    CHECK(sent.size() == 4);
    CHECK(desk.whole());
}

TEST_CASE("What fails is tried again after growing waits, then given up, then again when told to") {
    FileDesk desk{mail_policy};
    auto const id = MessageId{desk.open(monday, by_mail()).id, 1};
    auto now = monday;
    auto done = deliver(desk, now, failing("no route\nto host"));
    CHECK(done.failed == 1);
    CHECK(done.waiting == 1);
    CHECK(done.failures == std::vector<std::string>{"C1.1: no route to host (next try 2026-06-01 "
                                                    "09:05)"});
    auto message = desk.load(id.case_id).outgoing[0];
    CHECK(message.tries == 1);
    CHECK(message.error == "no route to host");
    CHECK(message.next_try_at == now + Seconds{300});

    Sent sent;
    now += Seconds{299};
    CHECK(deliver(desk, now, into(sent)).waiting == 1);
    CHECK(sent.empty());
    now += Seconds{1};
    CHECK(deliver(desk, now, failing("still none")).failed == 1);
    CHECK(desk.load(id.case_id).outgoing[0].next_try_at == now + Seconds{3600});
    now += Seconds{3600};
    done = deliver(desk, now, failing("gone"));
    CHECK(done.undeliverable == 1);
    CHECK(done.failures == std::vector<std::string>{"C1.1: gone (undeliverable)"});
    CHECK(state_of(desk, id) == MessageState::undeliverable);
    now += Seconds{1000000};
    CHECK(deliver(desk, now, into(sent)).sent == 0);

    auto session = desk.session(now);
    REQUIRE(desk::retry_message(session, id));
    CHECK(desk.load(id.case_id).outgoing[0].tries == 0);
    CHECK(deliver(desk, now, into(sent)).sent == 1);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].date == monday);
    CHECK(desk::retry_message(session, id).refusal().code == "not_failed");
    CHECK(desk::retry_message(session, {id.case_id, 9}).refusal().code == "no_such_message");
    CHECK(desk.whole());
}

TEST_CASE("A retried message has the Message-ID of its first try") {
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    std::vector<std::string> seen;
    auto const remember = [&](Mail const &mail) {
        seen.push_back(compose(mail));
        return std::string{"no"};
    };
    deliver(desk, monday, remember);
    deliver(desk, monday + Seconds{300}, remember);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0] == seen[1]);
}

TEST_CASE("After a restore from a backup, another message does not get the id of a lost one") {
    // The backup is made when the first message is sent; what follows is lost.
    FileDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    auto const backup = desk.dir / "backup.db";
    desk.writer.backup(backup, [](int, int) {});
    Sent lost;
    desk.after(monday + Seconds{60}, desk::reply, id, "To one person");
    deliver(desk, monday + Seconds{60}, into(lost));
    auto writer = store::Writer::open(backup, {});
    auto const at_backup = [&](Instant now) {
        return ledger::Session{writer, desk.policy, desk.languages, acting("boss", now)};
    };
    Sent sent;
    auto reply = at_backup(monday + Seconds{90});
    REQUIRE(desk::reply(reply, id, "To another person"));
    auto send = at_backup(monday + Seconds{90});
    REQUIRE(desk::deliver(send, into(sent)));
    REQUIRE(lost.size() == 2);
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].message_id == lost[0].message_id);  // the same message
    CHECK(sent[1].message_id != lost[1].message_id);
    CHECK(sent[1].references == std::vector{sent[0].message_id});
}

TEST_CASE("No more than the limit are sent, and failures count among them") {
    FileDesk desk{mail_policy};
    for (int i = 0; i < 5; ++i) desk.open(monday, by_mail());
    Sent sent;
    CHECK(deliver(desk, monday, into(sent), 2).sent == 2);
    CHECK(deliver(desk, monday, failing("no"), 1).failed == 1);
    CHECK(deliver(desk, monday, into(sent), -1).sent == 2);
    CHECK(sent.size() == 4);
    CHECK(desk.writer.count_messages(MessageState::queued) == 1);
}

TEST_CASE("A delivery whose lock file was removed sends nothing more, so nothing is sent twice") {
    FileDesk desk{mail_policy};
    for (int i = 0; i < 4; ++i) desk.open(monday, by_mail());
    std::vector<std::string> seen;
    auto const send = [&](Mail const &mail) -> std::string {
        seen.push_back(mail.message_id);
        return {};
    };
    auto const removes = [&](Mail const &mail) -> std::string {
        std::filesystem::remove(desk.file.string() + "-outbox");
        send(mail);
        if (seen.size() == 1) deliver(desk, monday, send, 0);  // makes the file anew
        return {};
    };
    CHECK_THROWS_AS(deliver(desk, monday, removes), Error);
    CHECK(seen.size() == 1);
    CHECK(deliver(desk, monday, send).sent == 3);
    CHECK(std::set<std::string>{seen.begin(), seen.end()}.size() == 4);
    CHECK(desk.whole());
}

TEST_CASE("A deliverer that is stopped at any mail has sent at most that one without a record") {
    FileDesk desk{mail_policy};
    std::vector<CaseId> ids;
    for (int i = 0; i < 4; ++i) ids.push_back(desk.open(monday, by_mail()).id);
    std::vector<std::string> seen;
    int left = 3;
    auto const stops = [&](Mail const &mail) -> std::string {
        seen.push_back(mail.message_id);
        if (--left == 0) throw std::runtime_error{"killed"};
        return {};
    };
    CHECK_THROWS(deliver(desk, monday, stops));
    CHECK(state_of(desk, {ids[1], 1}) == MessageState::sent);
    CHECK(state_of(desk, {ids[2], 1}) == MessageState::queued);
    CHECK(desk.load(ids[2]).outgoing[0].tries == 0);
    left = 100;
    CHECK(deliver(desk, monday, stops).sent == 2);
    REQUIRE(seen.size() == 5);
    CHECK(seen[3] == seen[2]);  // the one in flight, under the same id
    CHECK(desk.whole());
}

TEST_CASE("A second deliverer is turned away while the first is at work") {
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    Sent sent;
    ErrorKind kind{};
    auto const within = [&](Mail const &mail) {
        try {
            deliver(desk, monday, into(sent));
        } catch (Error const &busy) {
            kind = busy.kind();
        }
        return into(sent)(mail);
    };
    CHECK(deliver(desk, monday, within).sent == 1);
    CHECK(kind == ErrorKind::busy);
    CHECK(sent.size() == 1);
    CHECK(deliver(desk, monday, into(sent)).sent == 0);
}

TEST_CASE("What happens to a case while its message is under way does not lose the outcome") {
    FileDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    auto const meanwhile = [&](Mail const &) {
        desk.after(monday + Seconds{30}, desk::note, id, some_text);
        return std::string{};
    };
    CHECK(deliver(desk, monday, meanwhile).sent == 1);
    CHECK(desk.load(id).outgoing[0].sent_at == monday + Seconds{30});
    CHECK(desk.whole());
}

TEST_CASE("A person who told the customer marks it, also before the mail goes") {
    FileDesk desk{mail_policy};
    auto const mail = MessageId{desk.open(monday, by_mail()).id, 1};
    auto const call = desk.open(monday, by_phone()).id;
    desk.after(monday, desk::wait, call, State::waiting_customer);
    auto session = desk.session(monday);
    auto const told = ledger::change(
        session, call, Right::case_note, Step::note,
        [](Case const &) -> Outcome<std::vector<event::Payload>> {
            return std::vector<event::Payload>{};
        },
        [&](ledger::Receipt &receipt) { desk::notify(session, receipt, MessageKind::reminder); });
    REQUIRE(told);
    CHECK(state_of(desk, {call, 1}) == MessageState::by_hand);
    CHECK(desk::mail_of(desk.writer, desk.policy, {call, 1}).refusal().code == "by_hand");
    CHECK(desk::retry_message(session, {call, 1}).refusal().code == "not_failed");
    REQUIRE(desk::finish_message(session, {call, 1}));
    CHECK(state_of(desk, {call, 1}) == MessageState::sent);
    CHECK(desk::finish_message(session, {call, 1}).refusal().code == "told");
    CHECK(desk::finish_message(session, {call, 2}).refusal().code == "no_such_message");
    CHECK(desk::finish_message(session, {CaseId{99}, 1}).refusal().code == "no_such_message");
    REQUIRE(desk::finish_message(session, mail));
    Sent sent;
    CHECK(deliver(desk, monday, into(sent)).sent == 0);
    CHECK(desk.whole());
}

TEST_CASE("Without a sender or the right to it nothing is delivered") {
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    Sent sent;
    auto stranger = desk.session(monday, "stranger");
    CHECK(desk::deliver(stranger, into(sent)).refusal().code == "not_permitted");
    CHECK(desk::finish_message(stranger, {CaseId{1}, 1}).refusal().code == "not_permitted");
    desk.policy.messages.from.clear();
    auto session = desk.session(monday);
    CHECK(desk::deliver(session, into(sent)).refusal().code == "no_sender");
    CHECK(desk::mail_of(desk.writer, desk.policy, {CaseId{1}, 1}).refusal().code == "no_sender");
    CHECK(sent.empty());
}

TEST_CASE("The list has what is not told yet, a case's all, and what a state has") {
    FileDesk desk{mail_policy};
    auto const first = desk.open(monday, by_mail()).id;
    Sent sent;
    deliver(desk, monday, into(sent));
    desk.open(monday + Seconds{60}, by_mail());
    store::MessageQuery query;
    CHECK(report::list_messages(desk.writer, query).rows.size() == 1);
    query.states = {MessageState::sent};
    CHECK(report::list_messages(desk.writer, query).rows.size() == 1);
    query.states = {MessageState::sent, MessageState::queued};
    CHECK(report::list_messages(desk.writer, query).rows.size() == 2);
    query.limit = 1;
    CHECK(report::list_messages(desk.writer, query).rows.size() == 1);
    query = {};
    query.case_id = first;
    CHECK(report::list_messages(desk.writer, query).rows.size() == 1);
    query.states = {MessageState::undeliverable};
    CHECK(report::list_messages(desk.writer, query).rows.empty());
}

TEST_CASE("A message that a person has finished since the delivery began is not mailed") {
    FileDesk desk{mail_policy};
    auto const first = desk.open(monday, by_mail()).id;
    auto const second = desk.open(monday, by_mail()).id;
    std::vector<std::string> seen;
    auto const done = deliver(desk, monday, [&](Mail const &mail) -> std::string {
        seen.push_back(mail.message_id);
        auto person = desk.session(monday);
        REQUIRE(desk::finish_message(person, {first, 1}));  // while it is sent
        REQUIRE(desk::finish_message(person, {second, 1}));
        return {};
    });
    CHECK(seen.size() == 1);
    CHECK(done.sent == 1);
    CHECK(done.waiting == 0);
    CHECK(desk.whole());
}

TEST_CASE("No message is tried twice in a run, even when its next try is now") {
    FileDesk desk{mail_policy};
    for (int i = 0; i < 3; ++i) desk.open(monday, by_mail());
    desk.policy.messages.retry.assign(100, Seconds{0});
    auto const done = deliver(desk, monday, failing("no"));
    CHECK(done.failed == 3);
    CHECK(desk.load(CaseId{1}).outgoing[0].tries == 1);
    CHECK(deliver(desk, monday, failing("no")).failed == 3);
    CHECK(desk.load(CaseId{1}).outgoing[0].tries == 2);
}

TEST_CASE("A delivery that is told to stop records the message in flight, then says what it did") {
    FileDesk desk{mail_policy};
    for (int i = 0; i < 3; ++i) desk.open(monday, by_mail());
    auto session = desk.session(monday);
    Sent sent;
    auto done = desk::deliver(session, into(sent), -1, [&] { return sent.size() == 2; });
    REQUIRE(done);
    CHECK(done->stopped);
    CHECK(done->sent == 2);
    CHECK(done->waiting == 1);
    CHECK(state_of(desk, {CaseId{2}, 1}) == MessageState::sent);
    done = desk::deliver(session, into(sent), -1, [&] { return sent.size() == 3; });
    REQUIRE(done);
    CHECK_FALSE(done->stopped);  // nothing was left to do
    CHECK(sent.size() == 3);
}

TEST_CASE("What was sent is recorded when the desk is free again") {
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    auto mine = store::Writer::open(desk.file, {.timeout = std::chrono::milliseconds{0}});
    auto other = store::Writer::open(desk.file, {.timeout = std::chrono::milliseconds{0}});
    ledger::Session session{mine, desk.policy, desk.languages, acting("boss", monday)};
    Sent sent;
    auto const lock_and_send = [&](Mail const &mail) -> std::string {
        other.begin();
        sent.push_back(mail);
        return {};
    };
    SUBCASE("by waiting") {
        int asked = 0;
        auto const done = desk::deliver(session, lock_and_send, -1, [&] {
            if (++asked == 4) other.rollback();
            return false;
        });
        REQUIRE(done);
        CHECK(done->sent == 1);
        CHECK(asked == 4);
    }
    SUBCASE("or, when it has to stop, reported as sent") {
        try {
            (void)desk::deliver(session, lock_and_send, -1, [&] { return !sent.empty(); });
            FAIL("it was recorded");
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::busy);
            std::string const told = error.what();
            CHECK(told.starts_with("C1.1 was sent, but this could not be recorded: "));
            CHECK(told.find("nothing was written") == told.npos);
        }
        other.rollback();
        CHECK(desk::deliver(session, into(sent))->sent == 1);
        REQUIRE(sent.size() == 2);
        CHECK(sent[0].message_id == sent[1].message_id);
    }
    CHECK(sent.size() <= 2);
    CHECK(state_of(desk, {CaseId{1}, 1}) == MessageState::sent);
    CHECK(desk.whole());
}

// ---- commands

TEST_CASE("A command gets the mail on its standard input, whole, and takes it by status nought") {
    TempDir dir;
    Mail mail;
    mail.from = {"", "a@example.com"};
    mail.to = {"", "b@example.com"};
    mail.message_id = "1@example.com";
    for (int i = 0; i < 100000; ++i) mail.body += "一行文字\n";
    auto const file = (dir / "mail").string();
    auto const send = desk::sending_by("cat > '" + file + "'; echo unheard", Seconds{30});
    CHECK(send(mail) == "");
    CHECK(read_bytes(file) == compose(mail));
    // Nor does it have to read it.
    CHECK(desk::sending_by("exit 0", Seconds{30})(mail) == "");
}

TEST_CASE("A command that fails says why by the first line of its standard error") {
    Mail mail;
    auto const answer = [&](char const *command) {
        return desk::sending_by(command, Seconds{30})(mail);
    };
    CHECK(answer("echo; echo 'no such user' >&2; echo more >&2; exit 67") == "no such user");
    CHECK(answer("echo >&2; echo second >&2; exit 1") == "second");
    CHECK(answer("exit 3") == "the command ended with status 3");
    CHECK(answer("kill -9 $$") == "the command was ended by signal 9");
    CHECK(answer("head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1").size() <= 4096);
}

TEST_CASE("A command that hangs is killed with all it has started") {
    TempDir dir;
    auto const file = (dir / "late").string();
    auto const send = desk::sending_by("(sleep 2; touch '" + file + "') & sleep 100", Seconds{1});
    CHECK(send({}) == "the command was killed after 1s");
    std::this_thread::sleep_for(std::chrono::milliseconds{1500});
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("A command that cannot be run is the operator's slip and no failure of a message") {
    FileDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    for (auto const *command : {"no-such-command -t", "/dev/null"}) {
        CAPTURE(command);
        try {
            deliver(desk, monday, desk::sending_by(command, Seconds{30}));
            FAIL("it was run");
        } catch (Error const &wrong) {
            CHECK(wrong.kind() == ErrorKind::usage);
        }
    }
    CHECK(desk.load(id).outgoing[0].tries == 0);
    CHECK(state_of(desk, {id, 1}) == MessageState::queued);
    CHECK(desk.whole());
}

TEST_CASE("A second deliverer is turned away under each name of the desk file") {
    namespace fs = std::filesystem;
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    fs::create_directory(desk.dir / "links");
    fs::create_symlink(desk.file, desk.dir / "links/desk.db");
    fs::create_directory_symlink(desk.file.parent_path(), desk.dir / "links/directory");
    fs::path const names[] = {fs::relative(desk.file), desk.dir / "links/desk.db",
                              desk.dir / "links/directory" / desk.file.filename(),
                              desk.dir / "links/../" / desk.file.filename()};
    int refused = 0;
    Sent sent;
    auto const within = [&](Mail const &mail) {
        for (auto const &name : names) {
            auto writer = store::Writer::open(name, {});
            ledger::Session session{writer, desk.policy, desk.languages, acting("boss", monday)};
            try {
                desk::deliver(session, into(sent), -1);
            } catch (Error const &busy) {
                if (busy.kind() == ErrorKind::busy) ++refused;
            }
        }
        return into(sent)(mail);
    };
    CHECK(deliver(desk, monday, within).sent == 1);
    CHECK(refused == 4);
    CHECK(sent.size() == 1);
}

TEST_CASE("Who may only read the desk cannot open the file that keeps deliveries apart") {
    namespace fs = std::filesystem;
    FileDesk desk{mail_policy};
    desk.open(monday, by_mail());
    auto const lock = desk.file.string() + "-outbox";
    struct Row {
        unsigned desk;
        unsigned lock;
    };
    Sent sent;
    for (auto const row : {Row{0600, 0600}, Row{0640, 0600}, Row{0660, 0660}, Row{0644, 0600}}) {
        CAPTURE(row.desk);
        write_bytes(lock, "");
        fs::permissions(lock, fs::perms{0644});  // as an older dcc made it
        fs::permissions(desk.file, fs::perms{row.desk});
        deliver(desk, monday, into(sent));
        CHECK(fs::status(lock).permissions() == fs::perms{row.lock});
    }
}

TEST_CASE("Tries count the attempts to mail a message") {
    struct Tried {
        char const *what;
        int failures;
        bool told;  // by a person, instead of the last try
        int tries;
    };
    for (auto const &one :
         {Tried{"at the first try", 0, false, 1}, Tried{"at the third try", 2, false, 3},
          Tried{"by a person", 0, true, 0}, Tried{"by a person after a try", 1, true, 1}}) {
        CAPTURE(one.what);
        FileDesk desk{mail_policy};
        MessageId const id{desk.open(monday, by_mail()).id, 1};
        auto now = monday;
        for (int i = 0; i < one.failures; ++i, now += Seconds{3600})
            deliver(desk, now, failing("no"));
        Sent sent;
        auto session = desk.session(now);
        if (one.told)
            REQUIRE(desk::finish_message(session, id));
        else
            deliver(desk, now, into(sent));
        CHECK(state_of(desk, id) == MessageState::sent);
        CHECK(desk.load(id.case_id).outgoing.front().tries == one.tries);
        CHECK(desk.whole());
    }
}

TEST_CASE("An address of any kind is mailed, or the reply and the result wait by hand") {
    struct Address {
        char const *text;
        char const *mailed;  // empty: by hand
        int others;          // further addresses
    };
    for (auto const &one :
         {Address{"chen@例子.公司", "chen@xn--fsqu00a.xn--55qx5d", 0},
          Address{"ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com", 0},
          Address{"a@x.com; b@x.com", "a@x.com", 1}, Address{"王伟 <w@x.com>", "w@x.com", 0},
          Address{"陈@x.com", "", 1}, Address{"", "", 0}}) {
        CAPTURE(one.text);
        FileDesk desk{mail_policy};
        auto args = by_mail();
        args.customer.email = one.text;
        auto const id = desk.open(monday, args).id;
        CHECK(std::ssize(desk.writer.contacts(CustomerId{1})) == one.others);
        Sent sent;
        deliver(desk, monday, into(sent));
        CHECK(sent.size() == (*one.mailed ? 1 : 0));
        auto session = desk.session(monday + Seconds{60});
        auto const replied = desk::reply(session, id, "We look into it");
        auto const resolved = desk::resolve(session, id, {"Done"});
        sent.clear();
        deliver(desk, monday + Seconds{60}, into(sent));
        CHECK(sent.size() == (*one.mailed ? 3 : 0));
        for (auto const &mail : sent) CHECK(mail.to.mailed() == one.mailed);
        for (auto const *receipt : {&replied, &resolved})
            CHECK((*receipt)->notes.size() == (*one.mailed ? 0 : 1));
        auto const kinds = kinds_of(desk, id);
        CHECK(has(kinds, "result by hand") == !*one.mailed);
        CHECK(has(kinds, "progress by hand") == !*one.mailed);
        CHECK(desk.whole());
    }
}

TEST_CASE("Only who may deliver messages sees the token of a survey apart from its text") {
    FileDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::resolve, id, some_text);
    store::MessageQuery query;
    query.case_id = id;
    auto const tokens = [&](report::Tokens shown) {
        std::string all;
        for (auto const &row : report::list_messages(desk.writer, query, shown).rows)
            if (auto const *text = std::get_if<std::string>(&row.back())) all += *text;
        return all;
    };
    CHECK(tokens(report::Tokens::hidden).empty());
    auto const token = tokens(report::Tokens::shown);
    CHECK(token_digest(token) == messages_of(desk, id).back().token);
    auto const sheet =
        report::show_message(desk.writer, desk.policy, {id, 3}, report::Tokens::shown);
    REQUIRE(sheet);
    int found = 0;
    for (auto const &cell : sheet->head.rows.front())
        if (auto const *text = std::get_if<std::string>(&cell)) found += has(*text, token);
    CHECK(found == 1);
}
