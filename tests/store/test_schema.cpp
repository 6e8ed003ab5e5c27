#include "../support/desk.hpp"
#include "../support/raw.hpp"
#include <dcc/base/mail.hpp>
#include <dcc/desk/article.hpp>
#include <dcc/desk/outbox.hpp>
#include <dcc/store/chain.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/detail/text_index.hpp>
#include <dcc/store/kept_tables.hpp>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

namespace {

constexpr std::int64_t newest = 14;

// The chain of events that name no user. Gives its head.
store::Head chain_as_before(store::Db &old) {
    auto &sqlite = old.sqlite();
    sqlite.exec("DROP TRIGGER event_unchanged");
    SQLite::Statement rows{sqlite,
                           "SELECT seq, case_id, customer_id, kind, at, recorded_at, actor, data,"
                           " sealed_digest FROM event ORDER BY seq"};
    store::Head head;
    auto &last = head.digest;
    while (rows.executeStep()) {
        auto const number = [&](int i) {
            return rows.isColumnNull(i) ? std::nullopt
                                        : std::optional{rows.getColumn(i).getInt64()};
        };
        auto const kind = rows.getColumn(3).getString();
        auto const actor = rows.getColumn(6).getString();
        auto const data = rows.getColumn(7).getString();
        store::Chained event{*number(0), number(1), number(2), kind, *number(4), *number(5),
                             actor,      data,      {},        {},   {}};
        if (!rows.isColumnNull(8)) {
            auto const *bytes = static_cast<unsigned char const *>(rows.getColumn(8).getBlob());
            std::copy_n(bytes, last.size(), event.sealed_digest.emplace().begin());
        }
        last = link(last, event);
        head.seq = event.seq;
        SQLite::Statement update{sqlite, "UPDATE event SET digest = ? WHERE seq = ?"};
        update.bind(1, last.data(), static_cast<int>(last.size()));
        update.bind(2, event.seq);
        update.exec();
    }
    sqlite.exec(
        "CREATE TRIGGER event_unchanged BEFORE UPDATE ON event\n"
        "    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END");
    return head;
}

// A desk as a dcc of an older schema would have left it: its events, and its tables as they were.
store::Head copy_as(std::int64_t schema, std::filesystem::path const &from,
                    std::filesystem::path const &to) {
    store::Db old{to, store::Db::Mode::create, std::chrono::seconds{1}};
    auto &sqlite = old.sqlite();
    sqlite.exec("PRAGMA journal_mode = WAL");
    sqlite.exec("ATTACH '" + from.string() + "' AS new");
    sqlite.exec("BEGIN");
    store::create_schema(old, schema);
    for (std::string const table :
         {"event", "sealed", "policy", "promise", "calendar", "customer", "cases", "clock",
          "message", "visit", "invitation", "article", "article_event"}) {
        std::string columns;
        SQLite::Statement names{sqlite,
                                "SELECT name FROM pragma_table_info('" + table + "', 'main')"};
        while (names.executeStep())
            columns += (columns.empty() ? "" : ", ") + names.getColumn(0).getString();
        if (columns.empty()) continue;
        auto const source = table == "promise" ? "service_terms" : table;
        sqlite.exec("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns +
                    " FROM new." + source);
    }
    auto const head = chain_as_before(old);
    if (schema > 1) {
        sqlite.exec("UPDATE message SET state = 'parked' WHERE state = 'undeliverable'");
        store::index_cases(old);
        store::put_text(old, store::ArticleText{ArticleId{1}, store::index_text("断线"),
                                                store::index_text("重启路由器")});
    }
    sqlite.exec("COMMIT");
    return head;
}

std::int64_t schema_of(std::filesystem::path const &file) {
    return Raw{file}.number("PRAGMA user_version");
}

}  // namespace

TEST_CASE("A desk of schema 1 is brought forward whole, and its texts can be searched") {
    FileDesk desk;
    desk::OpenArgs args;
    args.subject = "包裹没收到";
    args.customer.phone = "13800001234";
    auto const id = desk.open(monday, args).id;
    desk.after(monday + Seconds{60}, desk::reply, id, "We look into it");
    desk.after(monday + Seconds{120}, desk::resolve, id, "Done");
    auto const file = desk.dir / "old.db";
    auto const head = copy_as(1, desk.file, file);
    CHECK(schema_of(file) == 1);

    auto writer = store::Writer::open(file, {});
    CHECK(schema_of(file) == newest);
    CHECK(ledger::verify(writer, head, no_progress).problems.empty());
    CHECK(writer.find_texts(read_phrases("包裹"), {}).size() == 1);
    ledger::Session session{writer, desk.policy, desk.languages,
                            acting("boss", monday + Seconds{180})};
    CHECK(desk::reopen(session, id, "Not done"));
    CHECK(ledger::verify(writer, {}, no_progress).problems.empty());
}

TEST_CASE("A desk brought forward knows customers by valid mail addresses only") {
    FileDesk desk;
    std::int64_t number = 0;
    for (auto const *email :
         {"Straße@example.com", "strasse@example.com", "无", "Max <M@x.cn>", "chen@例子.公司"}) {
        auto session = desk.session(monday);
        ledger::Session::Transaction transaction{session};
        ledger::ReceiptOf<Customer> receipt;
        receipt.item.id = CustomerId{++number};
        event::CustomerAdded added;
        added.email = email;
        session.record(receipt, monday, added);
        transaction.commit();
    }
    auto const file = desk.dir / "old.db";
    copy_as(1, desk.file, file);
    Raw{file}.exec(
        "UPDATE customer SET email_key = CASE id WHEN 3 THEN '无'"
        " WHEN 4 THEN 'max <m@x.cn>' WHEN 5 THEN NULL ELSE 'strasse@example.com' END");
    auto writer = store::Writer::open(file, {});
    CHECK(ledger::verify(writer, {}, no_progress).problems.empty());
    CHECK(writer.find_customer_by_email("strasse@example.com") == CustomerId{2});
    CHECK(writer.find_customer_by_email("m@x.cn") == CustomerId{4});
    CHECK(writer.find_customer_by_email("chen@xn--fsqu00a.xn--55qx5d") == CustomerId{5});
    CHECK_FALSE(writer.find_customer_by_email("无"));
}

TEST_CASE("An event of an older schema has no user, and none of that age comes later") {
    FileDesk desk;
    auto const id = desk.open(monday).id;
    auto const file = desk.dir / "old.db";
    auto const head = copy_as(1, desk.file, file);
    std::int64_t last = 0;
    {
        auto writer = store::Writer::open(file, {});
        ledger::Session session{writer,
                                desk.policy,
                                desk.languages,
                                {"boss", "boss", [] { return monday + Seconds{60}; }}};
        REQUIRE(desk::note(session, id, "one"));
        last = desk::note(session, id, "two")->events.back().seq;
        REQUIRE(ledger::verify(writer, head, no_progress).whole());
    }
    auto const first_problem = [&] {
        auto reader = store::Reader::open(file);
        auto const problems = ledger::verify(reader, head, no_progress).problems;
        return problems.empty() ? Wording{"whole"} : problems.front();
    };
    for (std::string const user : {"'mallory'", "' '", "0"}) {
        CAPTURE(user);
        Raw{file}.tamper("UPDATE event SET user = " + user + " WHERE seq = 3");
        CHECK(first_problem() ==
              "event 3 (opened): was changed: it has a user, which events of its age do not have");
        Raw{file}.tamper("UPDATE event SET user = NULL WHERE seq = 3");
        CHECK(first_problem() == "whole");
    }
    // Whoever computes the digest of the last event anew as one of an older schema.
    Raw raw{file};
    auto const cell = [&](char const *column, std::int64_t seq) {
        return raw.db().execAndGet(fmt::format("SELECT {} FROM event WHERE seq = {}", column, seq));
    };
    auto const bytes = [&](char const *column, std::int64_t seq) {
        auto const hex = cell(fmt::format("hex({})", column).c_str(), seq).getString();
        Digest digest{};
        for (std::size_t i = 0; i < digest.size(); ++i)
            digest[i] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
        return digest;
    };
    auto const data = cell("data", last).getString();
    store::Chained const forged{last,
                                1,
                                std::nullopt,
                                "noted",
                                cell("at", last).getInt64(),
                                cell("recorded_at", last).getInt64(),
                                "boss",
                                data,
                                bytes("sealed_digest", last),
                                {},
                                {}};
    raw.tamper(
        fmt::format("UPDATE event SET user = NULL, dated = NULL, digest = x'{}' WHERE seq = {}",
                    hex(store::link(bytes("digest", last - 1), forged)), last));
    CHECK(first_problem() == fmt::format("event {} (noted): has no dating, but an event before it "
                                         "has one",
                                         last));
}

TEST_CASE("A desk of schema 2 is brought forward whole, with messages that were parked") {
    FileDesk desk{with(small_policy, "id = \"email\"", "id = \"email\"\nmail = true") +
                  "[messages]\nfrom = \"Desk <desk@example.com>\"\nretry = [\"5m\"]\n"};
    desk::OpenArgs args;
    args.channel = "email";
    args.customer.email = "wang@example.org";
    auto const id = desk.open(monday, args).id;
    desk.after(monday + Seconds{60}, desk::resolve, id, "Done");
    for (int i = 0; i < 3; ++i) {
        auto const now = monday + Seconds{1000 * i};
        auto session = desk.session(now);
        auto const fails = [](Mail const &) { return std::string{"no route to host"}; };
        REQUIRE(desk::deliver(session, fails));
    }
    auto session = desk.session(monday + Seconds{5000});
    REQUIRE(desk::add_article(session, {"断线", "重启路由器", "outage", "zh"}));
    auto const count = desk.writer.count_messages(MessageState::undeliverable);
    REQUIRE(count > 0);
    REQUIRE(desk.whole());
    auto const file = desk.dir / "old.db";
    auto const head = copy_as(2, desk.file, file);
    CHECK(Raw{file}.number("SELECT count(*) FROM message WHERE state = 'parked'") == count);

    SUBCASE("for writing") {
        auto writer = store::Writer::open(file, {});
        CHECK(schema_of(file) == newest);
        CHECK(ledger::verify(writer, head, no_progress).problems.empty());
        CHECK(writer.count_messages(MessageState::undeliverable) == count);
    }
    SUBCASE("by a rebuild") {
        ledger::rebuild(file, std::chrono::seconds{1}, no_progress);
        CHECK(schema_of(file) == newest);
        auto reader = store::Reader::open(file);
        CHECK(ledger::verify(reader, head, no_progress).problems.empty());
        CHECK(reader.count_messages(MessageState::undeliverable) == count);
    }
    SUBCASE("but not where nothing may be written") {
        auto const before = read_bytes(file);
        for (auto const &open :
             {std::function<void()>{[&] { store::Reader::open(file); }},
              std::function<void()>{[&] { store::Writer::open(file, {.migrate = false}); }}})
            try {
                open();
                FAIL("opened");
            } catch (Error const &error) {
                CHECK(error.kind() == ErrorKind::io);
                CHECK(std::string{error.what()}.find(
                          fmt::format("written by an older dcc (schema 2 of {})", newest)) !=
                      std::string::npos);
            }
        CHECK(read_bytes(file) == before);
        CHECK(schema_of(file) == 2);
    }
}

TEST_CASE("Every table is kept by a rebuild, an index, a cache, or follows from events") {
    FileDesk const desk;
    std::set<std::string> expected;
    for (auto const &kept : store::kept_tables) expected.insert(kept.name);
    for (auto const *kept : store::key_tables) expected.insert(kept);
    for (auto const *cache : store::watch_tables) expected.insert(cache);
    store::each_projection(
        [&]<class Row>(std::type_identity<Row>) { expected.insert(Row::table); });
    std::set<std::string> found;
    Raw raw{desk.file};
    SQLite::Statement tables{raw.db(),
                             "SELECT name FROM pragma_table_list WHERE schema = 'main' AND"
                             " type = 'table' AND name NOT LIKE 'sqlite_%'"};
    while (tables.executeStep()) found.insert(tables.getColumn(0).getString());
    CHECK(found == expected);
}

TEST_CASE("A path is that of a file, whatever else SQLite would take it for") {
    TempDir const dir;
    auto const before = std::filesystem::current_path();
    std::filesystem::current_path(dir / "");
    auto const policy = policy_of(small_policy);
    for (std::string const name : {":memory:", "file:desk.db?mode=memory"}) {
        CHECK_THROWS_AS(store::Writer::open(name, {}), Error);
        desk::create_desk(name, policy, {{}, "test"}, acting("boss", monday));
        CHECK(std::filesystem::exists(name));
        CHECK(store::Reader::open(name).event_count() == 2);
    }
    CHECK_THROWS_AS(store::Writer::create(""), Error);
    std::filesystem::current_path(before);
}

TEST_CASE("Whatever of the schema is dropped, added or changed is named") {
    struct Row {
        std::string change;
        std::string said;
    };
    for (auto const &row : std::initializer_list<Row>{
             {"DROP INDEX case_due", "the index case_due is missing"},
             {"DROP INDEX customer_external", "the index customer_external is missing"},
             {"DROP TRIGGER event_kept", "the trigger event_kept is missing"},
             {"DROP TRIGGER event_kept; CREATE TRIGGER event_kept BEFORE DELETE ON event"
              " WHEN old.actor <> 'mallory' BEGIN SELECT RAISE(ABORT, 'no'); END",
              "the trigger event_kept was changed"},
             {"CREATE TRIGGER spy AFTER INSERT ON event BEGIN DELETE FROM clock; END",
              "the trigger spy is not part of a desk"},
             {"CREATE TABLE notes (text TEXT)", "the table notes is not part of a desk"},
             {"CREATE INDEX fast ON event (actor)", "the index fast is not part of a desk"},
             {"CREATE VIEW all_events AS SELECT * FROM event",
              "the view all_events is not part of a desk"},
             {"DROP TABLE visit", "the index visit_start is missing"},
             {"ALTER TABLE cases ADD COLUMN colour TEXT", "the table cases was changed"},
             {"ALTER TABLE customer DROP COLUMN tier", "the table customer was changed"},
             {"ALTER TABLE event RENAME COLUMN actor TO person", "the table event was changed"},
             {"DROP INDEX case_due; CREATE INDEX case_due ON cases (next_due_at)",
              "the index case_due was changed"}}) {
        FileDesk desk;
        REQUIRE(desk.writer.schema_differences().empty());
        Raw{desk.file}.exec(row.change);
        CAPTURE(row.change);
        auto const differences = desk.writer.schema_differences();
        REQUIRE_FALSE(differences.empty());
        CHECK(differences.front() == row.said);
        auto const problems = desk.problems();
        CHECK(std::ranges::count(problems, "schema: " + row.said) == 1);
    }
}

TEST_CASE("What says the same in other letters, or is SQLite's own, is no difference of schema") {
    for (std::string const change :
         {"DROP INDEX case_received; CREATE INDEX \"case_received\"\n  ON cases(received_at) -- "
          "why",
          "DROP INDEX case_received; CREATE INDEX case_received /* why */ ON \"cases\" (\t"
          "\"received_at\" )",
          "ANALYZE", "VACUUM", "REINDEX"}) {
        FileDesk desk;
        desk.open(monday);
        Raw{desk.file}.exec(change);
        CAPTURE(change);
        CHECK(desk.writer.schema_differences().empty());
        CHECK(desk.whole());
    }
}

TEST_CASE("A desk brought forward has the schema of a new one") {
    FileDesk desk;
    desk.open(monday);
    for (std::int64_t schema = 1; schema < newest; ++schema) {
        auto const file = desk.dir / ("old" + std::to_string(schema)).c_str();
        copy_as(schema, desk.file, file);
        auto writer = store::Writer::open(file, {});
        CHECK(writer.schema_differences().empty());
        CHECK(store::Reader::open(file).schema_differences().empty());
    }
}
