#include "../support/raw.hpp"
#include "protection_support.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/report/backlog.hpp>
#include <dcc/report/customer.hpp>
#include <dcc/report/search.hpp>
#include <dcc/report/sla.hpp>

#include <fstream>
#include <functional>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// Everything that is told of customers and cases has one of these words in it.
constexpr std::string_view protected_words[] = {"quagga", "13899990000", "okapi"};

// A desk that knows two customers and a case without one, with texts of every kind.
struct ProtectedDesk : FileDesk {
    ProtectedDesk() : FileDesk{mail_policy} {
        open(monday, quagga());
        after(monday + Seconds{60}, desk::reply, CaseId{1}, "quagga reply");
        after(monday + Seconds{120}, desk::note, CaseId{1}, "quagga note");
        after(monday + Seconds{180}, desk::receive, CaseId{1}, "quagga again", "email",
              desk::Aside::by_policy);
        after(monday + Seconds{240}, desk::resolve, CaseId{1}, "quagga answer");
        auto args = by_phone();
        args.subject = "okapi subject";
        args.customer.name = "okapi";
        open(monday + Seconds{300}, args);
        desk::OpenArgs nobody;
        nobody.subject = "okapi of nobody";
        open(monday + Seconds{400}, nobody);
        auto here = session(monday + Seconds{500});
        REQUIRE(desk::add_article(here, {"zebra title", "zebra body", "outage", "en"}));
        deliver("quagga: no route to host", monday + Seconds{900});
    }

    static desk::OpenArgs quagga() {
        desk::OpenArgs args;
        args.channel = "email";
        args.subject = "quagga subject";
        args.body = "quagga body 13899990000";
        args.order_no = "quagga-1";
        args.customer.name = "Quagga quagga";
        args.customer.phone = "138 9999 0000";
        args.customer.email = "quagga@example.org";
        args.customer.external_id = "CRM-7";
        return args;
    }

    void deliver(std::string const &error, Instant now) {
        auto here = session(now);
        REQUIRE(desk::deliver(here, [&](Mail const &) { return error; }));
    }

    void protect(bool words = false) {
        auto here = session(monday + Seconds{1000});
        REQUIRE(desk::protect(here, master_key, words));
    }

    std::string redact(CustomerId id) {
        deliver("", monday + Seconds{1900});
        auto here = session(monday + Seconds{2000});
        auto const done = desk::redact(here, id, "asked to");
        return done ? "done" : done.refusal().code;
    }

    store::Reader reader(store::KeySource source = giving(master_key)) {
        return store::Reader::open(this->file, std::chrono::seconds{1}, std::move(source));
    }
    store::Reader locked() { return reader({}); }

    void check_whole() {
        for (auto const &problem : problems()) FAIL_CHECK(problem);
    }

    // What can be read of customers and cases in the bytes of the desk, its log and a backup.
    std::string traces() {
        auto const copy = dir / "copy.db";
        writer.backup(copy, [](int, int) {});
        std::string found;
        for (auto const &name : {this->file.string(), this->file.string() + "-wal", copy.string()})
            for (auto const secret : protected_words)
                if (has(read_bytes(name), secret)) found += name + " " + std::string{secret} + ";";
        std::filesystem::remove(copy);
        return found;
    }
};

std::string cells(Sheet const &sheet) {
    std::string text;
    for (auto const &part : sheet.parts)
        for (auto const &row : part.table.rows)
            for (auto const &cell : row)
                if (auto const *number = std::get_if<std::int64_t>(&cell))
                    text += std::to_string(*number) + ",";
    return text;
}

std::string reports(store::Reader &reader, Policy const &policy) {
    report::Scope scope;
    scope.as_of = monday + Seconds{100'000};
    return cells(report::sla(reader, policy, scope)) +
           cells(report::backlog(reader, policy, scope));
}

}  // namespace

TEST_CASE("Once a desk is protected, no personal data is in its file, its log and its backups") {
    ProtectedDesk desk;
    REQUIRE_FALSE(desk.traces().empty());
    auto const before = desk.exported();
    auto const in_reports = reports(desk.writer, desk.policy);
    bool words = false;
    SUBCASE("without the index of words") {}
    SUBCASE("with it") {
        words = true;
    }
    desk.protect(words);
    for (int i = 0; i < 2; ++i) {
        desk.check_whole();
        if (!words) CHECK(desk.traces() == "");
        auto const after = desk.exported();
        CHECK(has(after, "desk_protected"));
        for (auto const *text : {"quagga body 13899990000", "okapi of nobody", "zebra body"})
            CHECK(has(after, text));
        CHECK(desk.writer.find_texts(read_phrases("quagga"), {}).empty() == !words);
        CHECK(reports(desk.writer, desk.policy) == in_reports);
        CHECK(desk.writer.find(CaseId{1})->subject == "quagga subject");
        CHECK(desk.writer.find(CustomerId{1})->phone == "138 9999 0000");
        CHECK(desk.writer.find(ArticleId{1})->title == "zebra title");
        CHECK(desk.writer.messages({{}, CaseId{1}}).back().error == "quagga: no route to host");
        CHECK(problem([&] {
                  ledger::rebuild(desk.file, std::chrono::seconds{1}, no_progress);
              }).starts_with("no_input: "));
        ledger::rebuild(desk.file, std::chrono::seconds{1}, no_progress, giving(master_key));
    }
    CHECK(has(before, "quagga"));
}

TEST_CASE("Everything that a protected desk records is encrypted too") {
    ProtectedDesk desk;
    desk.protect();
    auto args = ProtectedDesk::quagga();
    args.customer.external_id = "CRM-8";
    args.customer.phone = "+86 138 9999 0000";
    args.customer.email = "okapi@example.org";
    auto const mine = desk.open(monday + Seconds{1100}, args).id;
    desk.after(monday + Seconds{1200}, desk::reply, mine, "quagga reply");
    desk.after(monday + Seconds{1300}, desk::note, CaseId{3}, "okapi note");
    desk.after(monday + Seconds{1400}, desk::resolve, mine, "quagga answer");
    CHECK(desk.traces() == "");
    desk.check_whole();
    auto other = desk.reader();
    CHECK(other.events(mine).size() > 3);
    CHECK(other.find(mine)->subject == "quagga subject");
    // By the one key of the customer, whether the row of the case was there already or not.
    Raw raw{desk.file};
    CHECK(raw.number("SELECT count(DISTINCT data_key) FROM sealed JOIN event USING (seq)"
                     " WHERE case_id = 4") == 1);
    CHECK(raw.text("SELECT owner FROM data_key JOIN sealed ON data_key = number"
                   " JOIN event USING (seq) WHERE case_id = 4") == "K3");
    CHECK(raw.number("SELECT count(*) FROM sealed WHERE data_key IS NULL") == 0);
    CHECK(raw.number("SELECT sum(length(salt)) FROM sealed") == 0);
}

TEST_CASE("Customers are found in a protected desk as in a plain one") {
    ProtectedDesk desk;
    bool is_protected = false;
    SUBCASE("plain") {}
    SUBCASE("protected") {
        is_protected = true;
        desk.protect();
    }
    auto reader = desk.reader();
    auto const found = [&](std::string const &text) {
        std::string ids;
        for (auto const &row : report::find_customers(reader, desk.policy, text, 10))
            ids += row.id.text();
        return ids;
    };
    CHECK(found("138 9999 0000") == "K1");
    CHECK(found("QUAGGA@example.org") == "K1");
    CHECK(found("CRM-7") == "K1");
    CHECK(found("Quagga") == "K1");
    CHECK(found("okapi") == "K2");
    CHECK(found("zebra") == "");
    CHECK(found("1") == "");
    CHECK(reader.find_customer_by_phone(phone_keys("+8613899990000", "138 9999 0000")) ==
          CustomerId{1});
    CHECK(reader.find_customer_by_email("quagga@example.org") == CustomerId{1});
    CHECK_FALSE(reader.find_customer_by_phone(phone_keys("+8613899990001", "138 9999 0001")));
    CHECK_FALSE(reader.find_customer_by_phone({}));
    // A known customer is known again.
    auto args = ProtectedDesk::quagga();
    args.customer.external_id.clear();
    CHECK(desk.open(monday + Seconds{1100}, args).customer == CustomerId{1});
    // By a part of the preferred number, and of a further one.
    args.customer.phone = "13899990000, 13977776666";
    desk.open(monday + Seconds{1200}, args);
    for (auto const *part : {"9999", "77776", "6666"}) CHECK(found(part) == "K1");
    CHECK(found("7776666") == "K1");
    CHECK(found("5555") == "");
    CHECK(reader.protection().has_value() == is_protected);
}

TEST_CASE("Without the key, what needs no personal data still works, and the rest says why not") {
    ProtectedDesk desk;
    auto const in_reports = reports(desk.writer, desk.policy);
    desk.protect();
    auto reader = desk.locked();
    CHECK(reports(reader, desk.policy) == in_reports);
    CHECK(reader.head() == desk.writer.head());
    auto const verdict = ledger::verify(reader, {}, no_progress);
    for (auto const &problem : verdict.problems) FAIL_CHECK(problem);
    CHECK(verdict.unread > 10);
    reader.backup(desk.dir / "copy.db", [](int, int) {});
    std::ostringstream out;
    auto const &calls = std::initializer_list<std::function<void()>>{
        [&] { reader.find(CaseId{1}); },
        [&] { reader.find(CustomerId{1}); },
        [&] { reader.events(CaseId{1}); },
        [&] { report::find_customers(reader, desk.policy, "quagga", 10); },
        [&] { reader.find_customer_by_phone({"+8613899990000"}); },
        [&] { reader.each_case({}, [](store::CaseRow &&) { return true; }); },
        [&] { exchange::export_jsonl(reader, out, no_progress); },
        [&] { store::Writer::open(desk.file, {}).begin(); },
    };
    for (auto const &call : calls) {
        auto const said = problem(call);
        CHECK_MESSAGE(said.starts_with("no_input: "), said);
        CHECK_MESSAGE(has(said, "missing"), said);
    }
    // What is wrong in the rest is found without the key.
    Raw{desk.file}.exec("UPDATE cases SET category = 'x' WHERE id = 1");
    CHECK(ledger::verify(reader, {}, no_progress).problems.front() ==
          "C1: its row does not match its events");
}

TEST_CASE("A wrong key is named, with the one that is needed") {
    ProtectedDesk desk;
    desk.protect();
    auto const other = SecretKey::generate();
    auto reader = desk.reader(giving(other));
    auto const wanted =
        store::id_of(master_key) + "; the one that is given is " + store::id_of(other);
    CHECK(has(problem([&] { reader.find(CaseId{1}); }), wanted));
    CHECK(has(problem([&] { ledger::verify(reader, {}, no_progress); }), wanted));
    CHECK(problem([&] {
              store::Writer::open(desk.file, {.key = giving(other)}).begin();
          }).starts_with("no_input: "));
    // A plain desk asks for no key.
    ProtectedDesk plain;
    auto const fails = []() -> SecretKey { throw Error{ErrorKind::usage, "asked"}; };
    CHECK(plain.reader(fails).find(CaseId{1}));
}

TEST_CASE("Who destroys the key of a person in a copy of the desk has erased the person there") {
    ProtectedDesk desk;
    desk.protect();
    auto const copy = desk.dir / "copy.db";
    desk.writer.backup(copy, [](int, int) {});
    REQUIRE(desk.redact(CustomerId{1}) == "done");
    CHECK(Raw{desk.file}.number("SELECT count(*) FROM data_key WHERE owner = 'K1'") == 0);
    CHECK(Raw{desk.file}.number("SELECT count(*) FROM data_key WHERE owner = 'K2'") == 1);
    desk.check_whole();
    CHECK(desk.locked().find(CustomerId{1})->name == "");

    auto read = [&] {
        auto reader = store::Reader::open(copy, std::chrono::seconds{1}, giving(master_key));
        std::string text;
        auto const add = [&](auto const &act) {
            try {
                text += act();
            } catch (Error const &error) {
                CHECK(error.kind() == ErrorKind::io);
            }
        };
        add([&] { return reader.find(CustomerId{1})->name; });
        add([&] { return reader.find(CaseId{1})->subject; });
        for (auto const &one : reader.messages({{}, CaseId{3}})) text += one.error;
        add([&] { return reader.messages({{}, CaseId{1}}).front().error; });
        reader.each_event([&](store::RawEvent const &raw) {
            text += raw.sealed;
            return true;
        });
        return text + read_bytes(copy);
    };
    CHECK(has(read(), "quagga"));
    {
        Raw raw{copy};
        raw.exec("PRAGMA secure_delete = ON");
        raw.tamper("DELETE FROM data_key WHERE owner = 'K1'");
    }
    auto const text = read();
    CHECK_FALSE(has(text, "quagga"));
    CHECK_FALSE(has(text, "13899990000"));
    CHECK(has(text, "okapi of nobody"));
    // Without an event that says so, that is a fault.
    auto reader = store::Reader::open(copy, std::chrono::seconds{1}, giving(master_key));
    CHECK_FALSE(ledger::verify(reader, {}, no_progress).whole());
    auto locked = store::Reader::open(copy);
    CHECK_FALSE(ledger::verify(locked, {}, no_progress).whole());
}

TEST_CASE("A key is destroyed with the last text that it encrypts, not before") {
    ProtectedDesk desk;
    desk.protect();
    Raw raw{desk.file};
    CHECK_THROWS(raw.exec("DELETE FROM data_key WHERE owner = 'K1'"));
    CHECK_THROWS(raw.exec("DELETE FROM data_key WHERE owner = 'lookup'"));
    desk.deliver("", monday + Seconds{1900});
    auto here = desk.session(monday + Seconds{2000});
    REQUIRE(desk::redact(here, CaseId{1}, "asked to"));
    CHECK(raw.number("SELECT count(*) FROM data_key WHERE owner = 'K1'") == 1);
    REQUIRE(desk::redact(here, CaseId{3}, "asked to"));
    CHECK(raw.number("SELECT count(*) FROM data_key WHERE owner = 'C3'") == 0);
    REQUIRE(desk.redact(CustomerId{1}) == "done");
    CHECK(raw.number("SELECT count(*) FROM data_key WHERE owner = 'K1'") == 0);
    desk.check_whole();
    // What is told of the person later has another key.
    desk.after(monday + Seconds{3000}, desk::note, CaseId{1}, "quagga once more");
    CHECK(raw.number("SELECT count(*) FROM data_key WHERE owner = 'K1'") == 1);
    desk.check_whole();
}

TEST_CASE("Another master key wraps the same data keys") {
    ProtectedDesk desk;
    desk.protect();
    auto const other = SecretKey::generate();
    Raw raw{desk.file};
    auto const texts = raw.table("sealed");
    auto const rows = raw.table("customer");
    auto const wrapped = raw.text("SELECT hex(wrapped) FROM data_key WHERE owner = 'K1'");
    auto here = desk.session(monday + Seconds{2000});
    SUBCASE("which is tried first") {
        auto dry = desk.session(monday + Seconds{2000}, "boss", true);
        REQUIRE(desk::rotate_key(dry, other));
        CHECK(desk.reader().find(CaseId{1})->subject == "quagga subject");
        CHECK(desk.writer.find(CaseId{1})->subject == "quagga subject");
    }
    REQUIRE(desk::rotate_key(here, other));
    CHECK(raw.table("sealed") == texts);
    CHECK(raw.table("customer") == rows);
    CHECK(raw.text("SELECT hex(wrapped) FROM data_key WHERE owner = 'K1'") != wrapped);
    desk.check_whole();
    CHECK(has(problem([&] { desk.reader().find(CaseId{1}); }), store::id_of(other)));
    CHECK(desk.reader(giving(other)).find(CaseId{1})->subject == "quagga subject");
    desk.after(monday + Seconds{3000}, desk::note, CaseId{1}, "quagga once more");
    CHECK(desk::rotate_key(here, other).refusal().code == "same_key");
    CHECK(desk::protect(here, other, false).refusal().code == "protected_already");
    ProtectedDesk plain;
    auto there = plain.session(monday + Seconds{2000});
    CHECK(desk::rotate_key(there, other).refusal().code == "not_protected");
}

TEST_CASE("A trial leaves a desk plain") {
    ProtectedDesk desk;
    auto const head = desk.writer.head();
    auto dry = desk.session(monday + Seconds{1000}, "boss", true);
    REQUIRE(desk::protect(dry, master_key, false));
    CHECK(desk.writer.head() == head);
    CHECK_FALSE(desk.writer.protection());
    CHECK_FALSE(desk.reader({}).protection());
    CHECK(desk.locked().find(CaseId{1})->subject == "quagga subject");
    desk.after(monday + Seconds{1100}, desk::note, CaseId{1}, "quagga note");
    desk.check_whole();
    auto agent = desk.session(monday + Seconds{1000}, "wang");
    CHECK(desk::protect(agent, master_key, false).refusal().kind == ErrorKind::no_permission);
}

TEST_CASE("A part of a transaction that is undone takes its data key with it") {
    ProtectedDesk desk;
    desk.protect();
    auto here = desk.session(monday + Seconds{1100});
    ledger::Session::Transaction transaction{here};
    auto args = ProtectedDesk::quagga();
    args.customer = {};
    {
        ledger::Session::Attempt const attempt{here};
        REQUIRE(desk::open_case(here, args));
    }
    REQUIRE(desk::open_case(here, args));
    transaction.commit();
    desk.check_whole();
    CHECK(desk.reader().find(CaseId{4})->subject == "quagga subject");
}

TEST_CASE("Who had the desk open before it was protected writes into a protected desk") {
    ProtectedDesk desk;
    auto mine = store::Writer::open(desk.file, {.key = giving(master_key)});
    auto other = store::Writer::open(desk.file, {});
    mine.find(CaseId{1});
    other.find(CaseId{1});
    desk.protect();
    ledger::Session session{mine, desk.policy, desk.languages,
                            acting("boss", monday + Seconds{1100})};
    REQUIRE(desk::note(session, CaseId{1}, "quagga note"));
    CHECK(problem([&] { other.begin(); }).starts_with("no_input: "));
    CHECK(desk.traces() == "");
    desk.check_whole();
}

TEST_CASE("Whatever is changed in a protected desk, verify finds it") {
    auto const changes = {
        "UPDATE sealed SET text = (SELECT text FROM sealed WHERE seq = 4) WHERE seq = 7",
        "UPDATE sealed SET text = 'x' || substr(text, 2) WHERE seq = 4",
        "UPDATE sealed SET text = '' WHERE seq = 4",
        "UPDATE sealed SET data_key = (SELECT number FROM data_key WHERE owner = 'K2')"
        " WHERE seq = 4",
        "UPDATE sealed SET data_key = NULL, salt = zeroblob(16) WHERE seq = 4",
        "UPDATE customer SET name = (SELECT name FROM customer WHERE id = 2) WHERE id = 1",
        "UPDATE customer SET name = 'quagga' WHERE id = 1",
        "UPDATE customer SET phone_key = 'x' WHERE id = 1",
        "UPDATE customer SET phone = email WHERE id = 1",
        "UPDATE cases SET subject = NULL WHERE id = 1",
        "UPDATE message SET error = NULL WHERE case_id = 1",
        "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE owner = 'K2')"
        " WHERE owner = 'K1'",
        "UPDATE data_key SET owner = 'K9' WHERE owner = 'K1'",
        "UPDATE data_key SET wrapped = zeroblob(72) WHERE owner = 'lookup'",
        "DELETE FROM data_key WHERE owner = 'K1'",
        "DELETE FROM data_key WHERE owner = 'lookup'",
        "DELETE FROM event WHERE kind = 'desk_protected'",
        "UPDATE event SET data = replace(data, '{', '{\"words\":true,') WHERE kind = "
        "'desk_protected'",
        "UPDATE event SET data = '{' WHERE kind = 'desk_protected'",
        "DROP INDEX event_protection",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "UPDATE sqlite_sequence SET seq = 1",
        "DELETE FROM sqlite_sequence",
        "INSERT INTO case_words (rowid, subject) VALUES (99, 'quagga')",
    };
    for (std::string const change : changes) {
        ProtectedDesk desk;
        desk.protect();
        REQUIRE(desk.whole());
        Raw{desk.file}.tamper(change);
        auto reader = desk.reader();
        CHECK_MESSAGE(!ledger::verify(reader, {}, no_progress).whole(), change);
    }
}

TEST_CASE("A desk without the index of words says so where it would be searched") {
    ProtectedDesk desk;
    desk.protect();
    auto const no =
        report::search_cases(desk.writer, {.text = "quagga", .states = {}, .categories = {}});
    REQUIRE_FALSE(no);
    CHECK(no.refusal().code == "no_word_index");
    CHECK(report::search_articles(desk.writer, "zebra", 10));
}

TEST_CASE("Nothing but its events says whether a desk is protected") {
    ProtectedDesk desk;
    Raw raw{desk.file};
    raw.exec("CREATE TABLE protection AS SELECT 1 AS id, '0123456789abcdef' AS master, 1 AS words");
    desk.after(monday + Seconds{950}, desk::note, CaseId{1}, "quagga note");
    desk.protect();
    raw.exec("DELETE FROM protection");
    desk.after(monday + Seconds{1100}, desk::note, CaseId{1}, "quagga note");
    CHECK(desk.traces() == "");
    ledger::rebuild(desk.file, std::chrono::seconds{1}, no_progress, giving(master_key));
    CHECK(desk.traces() == "");
    desk.check_whole();
}

TEST_CASE("That no number is left for a data key is no full disk, and a rebuild cures it") {
    ProtectedDesk desk;
    desk.protect();
    Raw{desk.file}.exec("UPDATE sqlite_sequence SET seq = 9223372036854775807");
    auto args = ProtectedDesk::quagga();
    args.customer = {};
    auto here = desk.session(monday + Seconds{1100});
    CHECK(has(problem([&] { (void)desk::open_case(here, args); }),
              "no number is left for a new data key"));
    ledger::rebuild(desk.file, std::chrono::seconds{1}, no_progress, giving(master_key));
    desk.open(monday + Seconds{1200}, args);
    desk.check_whole();
}

TEST_CASE("A desk whose file could not be compacted says so until it is") {
    ProtectedDesk desk;
    auto here = desk.session(monday + Seconds{1000});
    {
        auto reader = desk.locked();
        store::Reader::Snapshot const snapshot{reader};
        CHECK(reader.event_count() > 0);
        auto const done = desk::protect(here, master_key, false);
        REQUIRE(done);
        CHECK(has(done->notes.front().text, "another program reads the desk"));
    }
    CHECK_FALSE(desk.writer.is_compact());
    CHECK(desk.traces() != "");
    // Not without the key that the desk has, and not in a trial.
    CHECK(desk::protect(here, SecretKey::generate(), false).refusal().code == "protected_already");
    auto dry = desk.session(monday + Seconds{1000}, "boss", true);
    REQUIRE(desk::protect(dry, master_key, false));
    CHECK_FALSE(desk.writer.is_compact());
    ledger::rebuild(desk.file, std::chrono::seconds{1}, no_progress, giving(master_key));
    CHECK_FALSE(desk.writer.is_compact());

    auto const head = desk.writer.head();
    auto const done = desk::protect(here, master_key, false);
    REQUIRE(done);
    CHECK(done->notes.empty());
    CHECK(desk.writer.is_compact());
    CHECK(desk.writer.head() == head);
    CHECK(desk.traces() == "");
    CHECK(desk::protect(here, master_key, false).refusal().code == "protected_already");
    desk.check_whole();
}

TEST_CASE("What a killed rebuild has left does not outlive an erasure or the protection") {
    ProtectedDesk desk;
    auto const left = desk.file.string() + "-rebuild";
    auto const leave = [&] { std::ofstream{left} << "quagga"; };
    leave();
    SUBCASE("erasure") {
        REQUIRE(desk.redact(CustomerId{1}) == "done");
    }
    SUBCASE("protection") {
        desk.protect();
    }
    CHECK_FALSE(std::filesystem::exists(left));
}
