#include "../effort.hpp"
#include "../support/desk.hpp"
#include "../support/raw.hpp"
#include <dcc/base/file_text.hpp>
#include <dcc/base/new_file.hpp>

#include <cstdlib>
#include <random>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dcc;
namespace fs = std::filesystem;

namespace {

// What opening a file says: "ok", or the kind of error and its message.
template <class Open>
std::string told(Open const &open) {
    try {
        open();
    } catch (Error const &error) {
        return std::string{word(error.kind())} + ": " + error.what();
    }
    return "ok";
}

void check_refused(fs::path const &file, std::string const &wanted) {
    auto const before = read_bytes(file);
    auto const as_reader = told([&] { store::Reader::open(file); });
    auto const as_writer = told([&] { store::Writer::open(file, {}); });
    CAPTURE(as_reader);
    CAPTURE(as_writer);
    CHECK(as_reader.find(wanted) != std::string::npos);
    CHECK(as_writer.find(wanted) != std::string::npos);
    CHECK(as_reader.find(file.string()) != std::string::npos);
    CHECK(read_bytes(file) == before);
}

// A desk with some life in it, and its log emptied into the file.
std::string desk_bytes(FileDesk &desk) {
    for (int i = 0; i < 30; ++i) {
        desk::OpenArgs args;
        args.customer.name = "Wang " + std::to_string(i);
        args.customer.phone = "1380000" + std::to_string(1000 + i);
        args.body = std::string(200, static_cast<char>('a' + i % 26));
        auto const id = desk.open(monday + Seconds{i * 60}, args).id;
        desk.after(monday + Seconds{4000}, desk::reply, id, "We look into it");
        if (i % 3 == 0) desk.after(monday + Seconds{5000}, desk::resolve, id, "Done");
    }
    Raw{desk.file}.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return read_bytes(desk.file);
}

// Everything that can be read, or the error that says why not.
std::string read_all(fs::path const &file) {
    std::string text;
    auto const error = told([&] {
        auto reader = store::Reader::open(file);
        auto const verdict = ledger::verify(reader, {}, no_progress);
        std::ostringstream out;
        auto const exported = told([&] { exchange::export_jsonl(reader, out, no_progress); });
        reader.each_case({}, [&](store::CaseRow &&row) {
            text += row.id.text() + row.subject + row.team;
            return true;
        });
        auto adopted = ledger::adopted_terms_of(reader);
        for (std::int64_t i = 1; i <= 30; ++i)
            if (auto const item = ledger::load(reader, adopted, CaseId{i})) text += item->subject;
        text += out.str();
        if (!verdict.whole()) text = "found: " + verdict.problems.front();
        if (exported != "ok") text = exported;
    });
    return error == "ok" ? text : error;
}

}  // namespace

TEST_CASE("A new desk is made once, and never over what is there") {
    TempDir dir;
    auto const file = dir / "desk.db";
    auto const policy = policy_of(small_policy);
    auto const head = desk::create_desk(file, policy, {{}, "test"}, acting("boss", monday));
    CHECK(head.seq == 2);
    auto const before = read_bytes(file);
    auto const again = told([&] {
        desk::create_desk(file, policy, {{}, "test"}, acting("boss", monday));
    });
    CHECK(again == "cannot_create: " + file.string() + ": exists already");
    CHECK(read_bytes(file) == before);
    CHECK(store::Reader::open(file).head() == head);
}

TEST_CASE("A desk can be made where making one was cut off") {
    TempDir dir;
    auto const file = dir / "desk.db";
    auto const policy = policy_of(small_policy);
    { auto const cut_off = store::Writer::create(file); }
    CHECK(std::filesystem::file_size(file) > 0);
    CHECK(store::Writer::is_free(file));
    CHECK(desk::create_desk(file, policy, {{}, "test"}, acting("boss", monday)).seq == 2);
    CHECK_FALSE(store::Writer::is_free(file));
}

TEST_CASE("A desk made where an empty file is can be read by its owner only, its log too") {
    for (auto const mode : {0666U, 0644U, 0600U, 0400U}) {
        TempDir dir;
        auto const file = dir / "desk.db";
        write_bytes(file, "");
        REQUIRE(::chmod(file.c_str(), mode) == 0);
        auto writer = store::Writer::create(file);
        for (auto const *name : {"desk.db", "desk.db-wal", "desk.db-shm"}) {
            CAPTURE(name);
            CHECK(access_of(dir / name).mode == 0600);
        }
    }
}

TEST_CASE("What forbids to open a desk is said, and a desk that is there is not called missing") {
    TempDir dir;
    auto const loop = dir / "loop.db";
    fs::create_symlink("loop.db", loop);
    CHECK(told([&] { store::Reader::open(loop); }) ==
          "no_input: " + loop.string() + ": cannot open: Too many levels of symbolic links");
    CHECK(told([&] { store::Writer::open(loop, {}); }).starts_with("no_input: "));
    CHECK(told([&] {
              ledger::rebuild(loop, std::chrono::seconds{1}, no_progress);
          }).find("Too many levels of symbolic links") != std::string::npos);
    CHECK(told([&] { read_text(loop); }).find("Too many levels of symbolic links") !=
          std::string::npos);
    CHECK(told([&] { store::Reader::open(dir / "none.db"); }).ends_with("there is no such desk"));
    CHECK(told([&] {
              store::Reader::open(loop / "x.db");
          }).find("Too many levels of symbolic links") != std::string::npos);
    if (::geteuid() != 0) return;  // only the superuser can be another
    fs::create_directory(dir / "closed");
    write_bytes(dir / "closed" / "desk.db", "x");
    REQUIRE(::chmod((dir / "").c_str(), 0755) == 0);
    REQUIRE(::chmod((dir / "closed").c_str(), 0700) == 0);
    REQUIRE(::seteuid(54321) == 0);
    auto const closed = told([&] { store::Reader::open(dir / "closed" / "desk.db"); });
    REQUIRE(::seteuid(0) == 0);
    CHECK(closed.ends_with("closed/desk.db: cannot open: Permission denied"));
}

TEST_CASE("A desk whose creation was killed half way is called that by readers") {
    TempDir dir;
    auto const file = dir / "desk.db";
    if (auto const child = ::fork(); child == 0) {
        SQLite::Database db{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        db.exec("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; CREATE TABLE a (b); BEGIN");
        // More than the cache holds, so that the journal must be on the disk.
        db.exec(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)"
            " INSERT INTO a SELECT randomblob(500) FROM n");
        std::_Exit(0);
    } else {
        REQUIRE(::waitpid(child, nullptr, 0) == child);
    }
    REQUIRE(fs::exists(file.string() + "-journal"));
    CHECK(told([&] { store::Reader::open(file); }) ==
          "io: " + file.string() + ": the creation of the desk was interrupted");
}

TEST_CASE("A desk cannot be made over another file, nor where no file can be") {
    TempDir dir;
    auto const policy = policy_of(small_policy);
    auto const letter = dir / "letter.txt";
    write_bytes(letter, "Dear customer");
    CHECK(told([&] {
              desk::create_desk(letter, policy, {{}, "test"}, acting("boss", monday));
          }).starts_with("cannot_create: "));
    CHECK(read_bytes(letter) == "Dear customer");
    CHECK(
        told([&] {
            desk::create_desk("/dev/null/x/desk.db", policy, {{}, "test"}, acting("boss", monday));
        }).starts_with("cannot_create: "));
}

TEST_CASE("Each desk has a name of its own") {
    TestDesk one;
    TestDesk other;
    CHECK(one.writer.desk_id().size() == 32);
    CHECK(one.writer.desk_id() != other.writer.desk_id());
}

TEST_CASE("A file that is not a desk is refused and not changed") {
    TempDir dir;
    auto const file = dir / "file";
    SUBCASE("no such file") {
        CHECK(told([&] { store::Reader::open(file); }).starts_with("no_input: "));
        CHECK(told([&] { store::Writer::open(file, {}); }).starts_with("no_input: "));
        CHECK_FALSE(fs::exists(file));
    }
    SUBCASE("a directory") {
        fs::create_directory(file);
        CHECK(told([&] { store::Reader::open(file); }).find("is a directory") != std::string::npos);
        CHECK(told([&] { store::Writer::open(file, {}); }).find("is a directory") !=
              std::string::npos);
        CHECK(told([&] { store::Writer::create(file); }) != "ok");
        CHECK(fs::is_directory(file));
    }
    SUBCASE("an empty file") {
        write_bytes(file, "");
        check_refused(file, "this is not a dcc desk file");
    }
    SUBCASE("some text") {
        write_bytes(file, std::string(5000, 'x'));
        check_refused(file, "this is not a dcc desk file");
    }
    SUBCASE("another program's database") {
        SQLite::Database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
            "CREATE TABLE event (seq INTEGER); PRAGMA user_version = 1");
        check_refused(file, "this is not a dcc desk file");
    }
}

TEST_CASE("A desk of a newer dcc is refused and left byte for byte") {
    FileDesk desk;
    desk_bytes(desk);
    {
        Raw raw{desk.file};
        raw.exec("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    check_refused(desk.file, "written by a newer dcc (schema 99; this one knows 14)");
}

TEST_CASE("A desk cut short is refused or found out, never worked on") {
    FileDesk desk;
    auto const bytes = desk_bytes(desk);
    auto const whole = read_all(desk.file);
    auto const file = desk.dir / "cut.db";
    for (std::size_t size = 1; size < bytes.size(); size += bytes.size() / 40) {
        write_bytes(file, bytes.substr(0, size));
        auto const said = read_all(file);
        CAPTURE(size);
        CAPTURE(said);
        // What is cut off the last page may have been nothing.
        bool const harmless = said == whole && size + 4096 > bytes.size();
        CHECK((said.starts_with("io: ") || said.starts_with("found: ") || harmless));
        CHECK(fs::file_size(file) == size);
    }
}

TEST_CASE("A flipped bit is found out or changes nothing that is read") {
    FileDesk desk;
    auto const bytes = desk_bytes(desk);
    auto const whole = read_all(desk.file);
    REQUIRE_FALSE(whole.starts_with("io: "));
    auto const file = desk.dir / "flipped.db";
    std::mt19937 random{7};
    constexpr int bits = 100 + 75 * dcc::test::effort;  // those of the file's header first
    int found = 0;
    for (int i = 0; i < bits; ++i) {
        auto damaged = bytes;
        auto const place = i < 100 ? static_cast<std::size_t>(i) : random() % bytes.size();
        auto const bit = random() % 8;
        damaged[place] = static_cast<char>(damaged[place] ^ (1 << bit));
        for (auto const *tail : {"", "-wal", "-shm"}) fs::remove(file.string() + tail);
        write_bytes(file, damaged);
        auto const said = read_all(file);
        CAPTURE(place);
        CAPTURE(bit);
        CAPTURE(said.substr(0, 300));
        // A calendar that was changed can have an unknown time zone, which is an error of data.
        bool const told_of = said.starts_with("io: ") || said.starts_with("found: ") ||
                             said.starts_with("data: unknown time zone");
        found += told_of;
        CHECK((told_of || said == whole));
        CHECK(read_bytes(file) == damaged);
    }
    CHECK(found > bits / 4);
}
