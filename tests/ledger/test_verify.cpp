#include "../support/desk.hpp"
#include "../support/raw.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/model/remedy.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// A desk with ten events: its own two, a customer, two cases with messages, and a spare reply.
struct Told : FileDesk {
    Told() {
        desk::OpenArgs args;
        args.customer.name = "王伟";
        args.customer.phone = "13800001234";
        open(monday, args);
        args.customer = {};
        open(monday + Seconds{60}, args);
        after(monday + Seconds{120}, desk::reply, CaseId{1}, "We look into it");
        after(monday + Seconds{180}, desk::note, CaseId{2}, "Called back");
        after(monday + Seconds{240}, desk::reply, CaseId{2}, "It is on its way");
        after(monday + Seconds{300}, desk::resolve, CaseId{1}, "Done");
        after(monday + Seconds{360}, desk::resolve, CaseId{2}, "Done too");
    }

    void erase(CaseId id, std::vector<std::int64_t> events) {
        auto here = session(monday + Seconds{3600});
        ledger::Session::Transaction transaction{here};
        ledger::Receipt receipt{load(id), {}, {}};
        here.record(receipt, here.now(),
                    event::TextsErased{{std::move(events), {"body"}, "asked to"}});
        transaction.commit();
    }

    std::string first_problem(ledger::Anchors const &anchors = {}) {
        auto const found = problems(anchors);
        return found.empty() ? "whole" : found.front();
    }
};

}  // namespace

TEST_CASE("Whatever is changed in whichever event, verify names the first that fails") {
    Told const pattern;
    auto const changes = {"case_id = coalesce(case_id, 0) + 1",
                          "customer_id = coalesce(customer_id, 0) + 1",
                          "kind = 'started'",
                          "at = at + 1",
                          "recorded_at = recorded_at - 1",
                          "actor = actor || 'x'",
                          "data = data || ' '",
                          "data = 'no JSON'",
                          "data = ''",
                          "sealed_digest = zeroblob(32)",
                          "sealed_digest = x'00'",
                          "digest = zeroblob(32)",
                          "digest = x''"};
    for (std::string const change : changes)
        for (auto const seq : {1, 2, 3, 6, 10}) {
            Told desk;
            auto const where = " WHERE seq = " + std::to_string(seq);
            Raw{desk.file}.tamper("UPDATE event SET " + change + where);
            auto const said = desk.first_problem();
            CAPTURE(change);
            CAPTURE(said);
            CHECK(said.starts_with("event " + std::to_string(seq)));
        }
}

TEST_CASE("A deleted event in the middle is missed") {
    Told desk;
    SUBCASE("with its text") {
        Raw{desk.file}.tamper("DELETE FROM sealed WHERE seq = 7; DELETE FROM event WHERE seq = 7");
        CHECK(desk.first_problem() == "event 7: missing (the next one is 8)");
    }
    SUBCASE("without its text") {
        Raw{desk.file}.tamper("DELETE FROM event WHERE seq = 7");
        std::string all;
        for (auto const &problem : desk.problems()) all += problem + '\n';
        CAPTURE(all);
        CHECK(all.find("event 7: missing (the next one is 8)") != std::string::npos);
    }
    SUBCASE("and those after it moved up") {
        Raw{desk.file}.tamper(
            "DELETE FROM sealed WHERE seq = 7; DELETE FROM event WHERE seq = 7;"
            "UPDATE event SET seq = seq - 1 WHERE seq > 7;"
            "UPDATE sealed SET seq = seq - 1 WHERE seq > 7");
        CHECK(desk.first_problem().starts_with("event 7 (replied): was changed"));
    }
}

TEST_CASE("Two events that changed places are found") {
    Told desk;
    Raw{desk.file}.tamper(
        "UPDATE event SET seq = 100 WHERE seq = 6; UPDATE event SET seq = 6 WHERE seq = 8;"
        "UPDATE event SET seq = 8 WHERE seq = 100;"
        "UPDATE sealed SET seq = 100 WHERE seq = 6; UPDATE sealed SET seq = 6 WHERE seq = 8;"
        "UPDATE sealed SET seq = 8 WHERE seq = 100");
    CHECK(desk.first_problem().starts_with("event 6 (replied): was changed"));
}

TEST_CASE("An event put in without its link is found") {
    Told desk;
    Raw{desk.file}.tamper(
        "INSERT INTO event SELECT 11, case_id, customer_id, kind, at, recorded_at, actor, data,"
        " NULL, digest, user, dated FROM event WHERE seq = 10");
    CHECK(desk.first_problem().starts_with("event 11 (resolved): was changed"));
}

TEST_CASE("An end that was cut off is found with the head written down before") {
    Told desk;
    auto const anchor = desk.writer.head();
    CHECK(desk.first_problem(anchor) == "whole");
    Raw{desk.file}.tamper("DELETE FROM sealed WHERE seq > 8; DELETE FROM event WHERE seq > 8");
    // The tables still contain what was cut off …
    CHECK(desk.first_problem() == "C1: its row does not match its events");
    // … but not after a rebuild; then only the anchor shows it.
    desk.rebuild();
    CHECK(desk.first_problem() == "whole");
    CHECK(desk.first_problem(anchor) ==
          "the chain does not contain the anchor 10:" + hex(anchor.digest));
    CHECK(desk.first_problem(store::Head{8, anchor.digest}).find("anchor") != std::string::npos);
}

TEST_CASE("A changed text is found at its event") {
    Told desk;
    SUBCASE("the text") {
        Raw{desk.file}.tamper(
            "UPDATE sealed SET text = replace(text, 'look', 'Look') WHERE seq = 6");
    }
    SUBCASE("the salt") {
        Raw{desk.file}.tamper("UPDATE sealed SET salt = zeroblob(16) WHERE seq = 6");
    }
    SUBCASE("a salt of no length") {
        Raw{desk.file}.tamper("UPDATE sealed SET salt = x'' WHERE seq = 6");
    }
    CHECK(desk.first_problem().starts_with("event 6"));
}

TEST_CASE("A text that no event has is found") {
    Told desk;
    Raw raw{desk.file};
    raw.tamper("INSERT INTO sealed (seq, salt, text) VALUES (2, zeroblob(16), '{}')");
    CHECK(desk.first_problem() == "event 2 (policy_adopted): its text was changed");
}

TEST_CASE("A text that disappears without an event is a fault, also after a rebuild") {
    for (auto const &[seq, kind] : std::initializer_list<std::pair<int, std::string>>{
             {3, "customer_added"}, {4, "opened"}, {6, "replied"}, {10, "resolved"}}) {
        Told desk;
        auto const number = std::to_string(seq);
        Raw{desk.file}.tamper("DELETE FROM sealed WHERE seq = " + number);
        desk.rebuild();
        CHECK(desk.problems() ==
              std::vector<std::string>{"event " + number + " (" + kind +
                                       "): its text is missing, and no event erased it"});
    }
}

TEST_CASE("The file itself refuses to change or delete a text") {
    FileDesk desk;
    desk.open(monday);
    Raw raw{desk.file};
    CHECK_THROWS(raw.exec("DELETE FROM sealed"));
    CHECK_THROWS(raw.exec("UPDATE sealed SET text = '{}'"));
    CHECK_THROWS(raw.exec("UPDATE sealed SET seq = seq + 1"));
    CHECK(desk.whole());
}

TEST_CASE("An erased text leaves the chain whole, live and rebuilt") {
    Told desk;
    auto const head = desk.writer.head();
    desk.erase(CaseId{1}, {4, 6});
    for (int i = 0; i < 2; ++i) {
        auto const verdict = ledger::verify(desk.writer, head, no_progress);
        CHECK(verdict.problems.empty());
        CHECK(verdict.erased == 2);
        auto const events = desk.writer.events(CaseId{1});
        REQUIRE(events.size() == 4);
        CHECK(events[0].erased);
        CHECK(events[1].erased);
        CHECK(events[1].payload == event::Payload{event::Replied{}});
        CHECK_FALSE(events[2].erased);
        CHECK(desk.writer.find(CaseId{1})->subject.empty());
        CHECK(desk.writer.find_texts(read_phrases("look"), {}).empty());
        CHECK(Raw{desk.file}.number("SELECT count(*) FROM erasure WHERE erased_by = 11") == 2);
        desk.rebuild();
    }
}

TEST_CASE("An erasure that did not erase what it says is a fault") {
    Told desk;
    Raw raw{desk.file};
    SUBCASE("the text is still there") {
        raw.exec("CREATE TEMP TABLE kept AS SELECT * FROM sealed WHERE seq = 6");
        desk.erase(CaseId{1}, {6});
        raw.exec("INSERT INTO sealed SELECT * FROM kept");
        CHECK(desk.first_problem() ==
              "event 11 (texts_erased): it erased the text of event 6, which is still there");
    }
    SUBCASE("there was none") {
        desk.erase(CaseId{1}, {2});
        CHECK(desk.first_problem() ==
              "event 11 (texts_erased): it erased the text of event 2, which has none");
    }
    SUBCASE("there is no such event") {
        CHECK_THROWS_AS(desk.erase(CaseId{1}, {99}), Error);
        CHECK(desk.first_problem() == "whole");
    }
    SUBCASE("it was erased before") {
        desk.erase(CaseId{1}, {6});
        desk.erase(CaseId{1}, {6});
        CHECK(desk.first_problem() ==
              "event 12 (texts_erased): it erased the text of event 6, which has none");
    }
}

TEST_CASE("A table that does not say what the events say is found, and rebuilding mends it") {
    for (std::string const change :
         {"UPDATE cases SET person = 'wang' WHERE id = 2", "UPDATE cases SET state = 'odd'",
          "UPDATE clock SET elapsed = 1 WHERE case_id = 1 AND kind = 'resolution'",
          "DELETE FROM clock WHERE case_id = 2", "UPDATE clock SET stage = 'odd' WHERE case_id = 2",
          "UPDATE customer SET name = 'Wang' WHERE id = 1",
          "UPDATE service_terms SET text = replace(text, '4h', '5h')", "DELETE FROM service_terms",
          "UPDATE policy SET adopted_seq = 1",
          "UPDATE calendar SET text = replace(text, '09', '08')", "DELETE FROM calendar",
          "INSERT INTO cases (id, state, is_open, received_at, updated_at, reopened, replies,"
          " messages, last_event) SELECT 3, state, is_open, received_at, updated_at, reopened,"
          " replies, messages, last_event FROM cases WHERE id = 2",
          "UPDATE calendar SET text = 'no calendar'", "UPDATE service_terms SET text = '[]'"}) {
        Told desk;
        Raw raw{desk.file};
        auto const cases = raw.table("cases");
        auto const clocks = raw.table("clock");
        raw.tamper(change);
        CAPTURE(change);
        CHECK(desk.first_problem() != "whole");
        desk.rebuild();
        CHECK(desk.first_problem() == "whole");
        CHECK(raw.table("cases") == cases);
        CHECK(raw.table("clock") == clocks);
    }
}

TEST_CASE("A row that no event makes is found by the number of rows") {
    Told desk;
    Raw{desk.file}.tamper("INSERT INTO customer (id, added_at, last_event) VALUES (9, 0, 3)");
    CHECK(desk.first_problem() == "customers: 2 rows, but the events make 1");
}

TEST_CASE("A part of a case that is gone or too many is told of with its case") {
    for (std::string const change :
         {"DELETE FROM clock WHERE case_id = 2 AND kind = 'resolution'",
          "INSERT INTO visit VALUES (2, 1, 'on-site', 'booked', 'zhao', 0, 60)",
          "INSERT INTO invitation VALUES (zeroblob(32), 2, 1)"}) {
        Told desk;
        Raw{desk.file}.tamper(change);
        CAPTURE(change);
        auto const said = desk.first_problem();
        CAPTURE(said);
        CHECK(said.starts_with("C2: its "));
        CHECK(said.ends_with("s do not match its events"));
    }
}

TEST_CASE("A desk whose events cannot all be read is not rebuilt and stays as it is") {
    struct Row {
        std::string change;
        std::string said;
    };
    for (auto const &row : std::initializer_list<Row>{
             {"DELETE FROM sealed WHERE seq = 4; DELETE FROM event WHERE seq = 4",
              "event 4: is missing; nothing was changed"},
             {"DELETE FROM event WHERE seq = 10",
              "the text of event 10: cannot be read (FOREIGN KEY constraint failed); nothing was "
              "changed"},
             {"UPDATE event SET seq = 0 WHERE seq = 1", "event 1: is missing; nothing was changed"},
             {"UPDATE event SET data = '{' WHERE seq = 6", "event 6 (replied): "}}) {
        Told desk;
        Raw{desk.file}.tamper(row.change);
        auto const before = desk.writer.head();
        CAPTURE(row.change);
        try {
            desk.rebuild();
            FAIL_CHECK("rebuilt");
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::io);
            CHECK(error.hint().remedy == Remedy::restore_backup);
            CAPTURE(error.what());
            CHECK(std::string{error.what()}.find(row.said) != std::string::npos);
        }
        CHECK(Raw{desk.file}.number("SELECT max(seq) FROM event") == before.seq);
        CHECK_FALSE(std::filesystem::exists(desk.file.string() + "-rebuild"));
    }
}

TEST_CASE("A value that reads the same but is not found in the same way is a fault") {
    for (std::string const change :
         {"UPDATE cases SET is_open = 2 WHERE id = 2", "UPDATE cases SET missing = '' WHERE id = 2",
          "UPDATE clock SET dated_by_hand = 2 WHERE dated_by_hand = 1 OR case_id = 2",
          "UPDATE customer SET external_id = '' WHERE id = 1",
          "UPDATE cases SET reopened = reopened + 4294967296 WHERE id = 1"}) {
        Told desk;
        Raw{desk.file}.tamper(change);
        CAPTURE(change);
        CHECK(desk.first_problem() != "whole");
    }
}

TEST_CASE("What ranks articles is compared with the events") {
    for (std::string const change :
         {"UPDATE article_words_docsize SET sz = x'0105'", "DELETE FROM article_words_docsize",
          "UPDATE article_words_data SET block = x'020102' WHERE id = 1",
          "INSERT INTO article_words_config VALUES ('rank', 'bm25(0.0)')",
          "DELETE FROM article_event", "UPDATE article_event SET event = event - 1"}) {
        Told desk;
        auto here = desk.session(monday + Seconds{400});
        REQUIRE(desk::add_article(here, {"Lost", "Send another", "billing", "en"}));
        REQUIRE(desk.first_problem() == "whole");
        Raw{desk.file}.tamper(change);
        CAPTURE(change);
        CHECK(desk.first_problem() != "whole");
        desk.rebuild();
        CHECK(desk.first_problem() == "whole");
    }
}

TEST_CASE("A time of recording before that of the last event is found") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.writer.begin();
    Event event;
    event.case_id = id;
    event.at = event.recorded_at = monday - Seconds{1};
    event.actor = "boss";
    event.payload = event::Noted{"dated back"};
    desk.writer.append(event);
    desk.writer.commit();
    auto const problems = desk.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front() == "event " + std::to_string(event.seq) +
                                  " (noted): recorded before the event that precedes it");
}

TEST_CASE("The index by which searches jump over the places of a frequent word is checked") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "w ";
    FileDesk desk;
    desk::OpenArgs args;
    args.body = text;
    for (int i = 0; i < 12; ++i) desk.open(monday, args);
    desk.rebuild();
    REQUIRE(desk.whole());
    Raw raw{desk.file};
    std::string const jumps = "id & (1 << 36)";  // as FTS5 numbers these pages
    REQUIRE(raw.number("SELECT count(*) FROM case_words_data WHERE " + jumps) > 0);
    raw.exec("DELETE FROM case_words_data WHERE " + jumps);
    CHECK_FALSE(desk.whole());
    desk.rebuild();
    CHECK(desk.whole());
}

TEST_CASE("Rows that no search reads are found in the tables of a text index") {
    FileDesk desk;
    desk::OpenArgs args;
    args.body = "a text of some words";
    for (int i = 0; i < 40; ++i) desk.open(monday, args);
    auto session = desk.session(monday);
    REQUIRE(desk::add_article(session, {"断线", "重启路由器", "outage", "zh"}));
    REQUIRE(desk.whole());
    for (std::string const index : {"case_words", "article_words"})
        for (std::string const change :
             {"INSERT INTO {}_data VALUES (77, 'hidden')",
              "INSERT INTO {}_data VALUES (-77, 'hidden')",
              "INSERT INTO {}_data VALUES ((1000 << 37) + 1, 'hidden')",
              "INSERT INTO {}_data SELECT (max(id) >> 37 << 37) + 900, 'hidden' FROM {}_data",
              "INSERT INTO {}_data SELECT max(id) + (1 << 31), 'hidden' FROM {}_data",
              "INSERT INTO {}_data SELECT max(id) + (1 << 36), 'hidden' FROM {}_data",
              "UPDATE {}_data SET block = block || 'hidden' WHERE id = 10",
              "INSERT INTO {}_idx VALUES (1000, 'hidden', 2)", "DELETE FROM {}_idx"}) {
            std::string sql = change;
            for (auto at = sql.find("{}"); at != std::string::npos; at = sql.find("{}"))
                sql.replace(at, 2, index);
            CAPTURE(sql);
            Raw{desk.file}.exec(sql);
            CHECK_FALSE(desk.whole());
            desk.rebuild();
            CHECK(desk.whole());
        }
}
