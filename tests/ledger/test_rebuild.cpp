#include "support.hpp"
#include <dcc/desk/article.hpp>

#include <string>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace dcc;

TEST_CASE("Rebuilding gives every table back byte for byte") {
    FileDesk desk;
    for (int i = 0; i < 20; ++i) {
        desk::OpenArgs args;
        args.rating.priority = i % 4 == 0 ? "urgent" : "";
        args.customer.phone = "1380000" + std::to_string(1000 + i % 7);
        if (i % 3 == 0) args.external_id = "X" + std::to_string(i);
        auto const id = desk.open(monday + Seconds{i}, args).id;
        if (i % 2 == 0) desk.after(monday + Seconds{100}, desk::assign, id, "wang");
        if (i % 5 != 0) desk.after(monday + Seconds{200}, desk::reply, id, "We look into it");
        if (i % 3 == 1) desk.after(monday + Seconds{300}, desk::wait, id, State::waiting_customer);
        if (i % 4 == 3) desk.after(monday + Seconds{400}, desk::resolve, id, "Done");
        if (i % 8 == 3) desk.after(monday + Seconds{500}, desk::reopen, id, "Not done");
        if (i == 17) desk.policy = policy_of(with(small_policy, "\"16h\"", "\"12h\""));
    }
    auto const rows = tables(desk);
    auto const head = desk.writer.head();
    CHECK(desk.rebuild() == 20);
    CHECK(tables(desk) == rows);
    CHECK(desk.writer.head() == head);
    {
        Raw raw{desk.file};
        raw.exec(
            "UPDATE cases SET person = 'nobody', next_due_at = 0; DELETE FROM clock;"
            "UPDATE customer SET name = 'x', phone_key = NULL; UPDATE service_terms SET text = "
            "'{}'");
    }
    CHECK_FALSE(desk.whole());
    desk.rebuild();
    CHECK(tables(desk) == rows);
    CHECK(desk.whole());
}

TEST_CASE("What others record while the tables are made anew is in them too") {
    FileDesk desk;
    while (desk.writer.head().seq < 1100) desk.open(monday);
    auto here = desk.session(monday + Seconds{60});
    REQUIRE(desk::add_article(here, {"Lost", "Send another", "billing", "en"}));
    desk.after(monday + Seconds{60}, desk::note, CaseId{7}, "a secret");
    auto const note = desk.writer.head().seq;
    bool done = false;
    desk::OpenArgs args;
    args.subject = "parcel";
    args.customer.phone = "13800001234";
    ledger::rebuild(desk.file, std::chrono::seconds{1}, [&](std::int64_t, std::int64_t) {
        if (std::exchange(done, true)) return;
        desk.after(monday + Seconds{120}, desk::reply, CaseId{7}, "We look into it");
        desk.policy = policy_of(with(small_policy, "\"16h\"", "\"12h\""));
        desk.open(monday + Seconds{180}, args);
        auto later = desk.session(monday + Seconds{240});
        REQUIRE(desk::edit_article(later, ArticleId{1}, {"Lost", "Ask first", "billing", "en"}));
        REQUIRE(desk::add_article(later, {"Late", "Wait", "billing", "en"}));
        ledger::Session::Transaction transaction{later};
        ledger::Receipt receipt{desk.load(CaseId{7}), {}, {}};
        later.record(receipt, later.now(), event::TextsErased{{{note}, {"body"}, "asked to"}});
        transaction.commit();
    });
    REQUIRE(done);
    for (auto const &problem : desk.problems()) FAIL_CHECK(problem);
    CHECK(desk.writer.find_texts(read_phrases("secret"), {}).empty());
    CHECK(desk.writer.find_texts(read_phrases("parcel"), {}).size() == 1);
    auto const rows = tables(desk);
    auto const head = desk.writer.head();
    desk.rebuild();
    CHECK(tables(desk) == rows);
    CHECK(desk.writer.head() == head);
}

TEST_CASE("A rebuilt desk is the same file with the same mode, and its log is short") {
    FileDesk desk;
    desk.open(monday);
    REQUIRE(::chmod(desk.file.c_str(), 0640) == 0);
    struct ::stat before {};
    REQUIRE(::stat(desk.file.c_str(), &before) == 0);
    // What a killed rebuild left.
    std::filesystem::copy_file(desk.file, desk.file.string() + "-rebuild");
    desk.rebuild();
    struct ::stat after {};
    REQUIRE(::stat(desk.file.c_str(), &after) == 0);
    CHECK(after.st_ino == before.st_ino);
    CHECK(after.st_mode == before.st_mode);
    CHECK(std::filesystem::file_size(desk.file.string() + "-wal") == 0);
    CHECK_FALSE(std::filesystem::exists(desk.file.string() + "-rebuild"));
    CHECK(desk.whole());
}

TEST_CASE("While another writer keeps the desk locked, a rebuild waits and then changes nothing") {
    FileDesk desk;
    desk.open(monday);
    Raw raw{desk.file};
    raw.exec("UPDATE cases SET person = 'nobody'");
    raw.exec("BEGIN IMMEDIATE");
    try {
        ledger::rebuild(desk.file, std::chrono::milliseconds{10}, no_progress);
        FAIL_CHECK("rebuilt");
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::busy);
    }
    raw.exec("ROLLBACK");
    CHECK(desk.writer.find(CaseId{1})->person == "nobody");
    desk.rebuild();
    CHECK(desk.whole());
}

TEST_CASE("A part of the schema that cannot be read is no hindrance unless it is that of events") {
    for (std::string const name : {"cases", "clock", "case_words", "event_case", "sealed_kept"}) {
        FileDesk desk;
        desk.open(monday);
        Raw{desk.file}.exec(
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = 'CREATE nothing' WHERE name = '" +
            name + "'");
        CAPTURE(name);
        CHECK_THROWS_AS(store::Reader::open(desk.file).event_count(), Error);
        desk.rebuild();
        auto reader = store::Reader::open(desk.file);
        CHECK(ledger::verify(reader, {}, no_progress).problems.empty());
    }
}
