#include "../support/desk.hpp"
#include "../support/raw.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

ErrorKind kind_of(auto const &act) {
    try {
        act();
    } catch (Error const &error) {
        return error.kind();
    }
    return ErrorKind{0};
}

Event note(std::string text) {
    Event event;
    event.case_id = CaseId{1};
    event.at = event.recorded_at = monday;
    event.actor = "wang";
    event.payload = event::Noted{std::move(text)};
    return event;
}

}  // namespace

TEST_CASE("What was committed is there for others; what was rolled back is not") {
    FileDesk desk;
    auto const before = desk.writer.head();
    auto event = note("kept");
    desk.writer.begin();
    desk.writer.append(event);
    auto other = store::Reader::open(desk.file);
    CHECK(other.head() == before);
    desk.writer.commit();
    CHECK(other.head().seq == before.seq + 1);
    CHECK(event.seq == before.seq + 1);

    auto const kept = other.head();
    auto lost = note("lost");
    desk.writer.begin();
    desk.writer.append(lost);
    desk.writer.rollback();
    CHECK(other.head() == kept);
    // The chain goes on from what was kept.
    desk.writer.begin();
    desk.writer.append(lost);
    desk.writer.commit();
    CHECK(lost.seq == kept.seq + 1);
    CHECK(other.events(CaseId{1}) == std::vector{event, lost});
}

TEST_CASE("A writer that dies in the middle leaves nothing behind") {
    FileDesk desk;
    auto const before = desk.writer.head();
    {
        auto other = store::Writer::open(desk.file, {});
        auto event = note("half");
        other.begin();
        other.append(event);
    }
    CHECK(desk.writer.head() == before);
    CHECK(desk.whole());
}

TEST_CASE("A snapshot does not see what is written meanwhile") {
    FileDesk desk;
    auto reader = store::Reader::open(desk.file);
    {
        store::Reader::Snapshot const snapshot{reader};
        CHECK(reader.count<store::CaseRow>() == 0);
        desk.open(monday);
        CHECK(reader.count<store::CaseRow>() == 0);
    }
    CHECK(reader.count<store::CaseRow>() == 1);
}

TEST_CASE("A second writer past its patience is told so and writes nothing") {
    FileDesk desk;
    desk.open(monday);
    auto const before = desk.writer.head();
    auto other = store::Writer::open(desk.file, {std::chrono::milliseconds{20}, false});
    desk.writer.begin();
    CHECK(kind_of([&] { other.begin(); }) == ErrorKind::busy);
    CHECK_FALSE(other.in_transaction());
    ledger::Session session{other, desk.policy, desk.languages, acting("boss", monday)};
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "Too late";
    CHECK(kind_of([&] { desk::open_case(session, args); }) == ErrorKind::busy);
    desk.writer.rollback();
    CHECK(desk.writer.head() == before);
    // Once the way is free the same session does its work.
    CHECK(desk::open_case(session, args));
    CHECK(desk.writer.count<store::CaseRow>() == 2);
    CHECK(desk.whole());
}

TEST_CASE("Events are never changed or deleted, not even past the library") {
    FileDesk desk;
    desk.open(monday);
    auto const before = desk.exported();
    Raw raw{desk.file};
    auto const refusal = [&](char const *sql) -> std::string {
        try {
            raw.exec(sql);
        } catch (SQLite::Exception const &error) {
            return error.what();
        }
        return "done";
    };
    CHECK(refusal("UPDATE event SET actor = 'nobody' WHERE seq = 3") == "events are never changed");
    CHECK(refusal("DELETE FROM event WHERE seq = 3") == "events are never deleted");
    CHECK(refusal("DELETE FROM event") == "events are never deleted");
    CHECK(desk.exported() == before);
}

TEST_CASE("A backup is a whole desk of its own and never overwrites") {
    FileDesk desk;
    desk.open(monday);
    auto const copy = desk.dir / "copy.db";
    auto const nothing = [](int, int) {};
    desk.writer.backup(copy, nothing);
    auto const exported = desk.exported();
    desk.open(monday);
    {
        auto reader = store::Reader::open(copy);
        CHECK(ledger::verify(reader, {}, no_progress).whole());
        std::ostringstream out;
        exchange::export_jsonl(reader, out, no_progress);
        CHECK(out.str() == exported);
    }
    auto const bytes = read_bytes(copy);
    CHECK(kind_of([&] { desk.writer.backup(copy, nothing); }) == ErrorKind::cannot_create);
    CHECK(read_bytes(copy) == bytes);
    CHECK(kind_of([&] { desk.writer.backup(desk.dir / "no/such/dir", nothing); }) ==
          ErrorKind::cannot_create);
}

TEST_CASE("The log and a backup of a desk have the mode of its file") {
    namespace fs = std::filesystem;
    for (auto const mode : {fs::perms{0600}, fs::perms{0660}, fs::perms{0640}, fs::perms{0644}}) {
        TempDir dir;
        auto const file = dir / "desk.db";
        {
            auto made = store::Writer::create(file);
            made.commit();
        }
        CHECK(fs::status(file).permissions() == fs::perms{0600});
        CHECK_FALSE(fs::exists(file.string() + "-wal"));
        fs::permissions(file, mode);
        auto writer = store::Writer::open(file, {});
        auto event = note("in the log");
        writer.begin();
        writer.append(event);
        writer.commit();
        writer.backup(dir / "copy.db", [](int, int) {});
        for (auto const &other :
             {file.string() + "-wal", file.string() + "-shm", (dir / "copy.db").string()})
            CHECK(fs::status(other).permissions() == mode);
    }
}

TEST_CASE("The log stays bounded while readers overlap") {
    FileDesk desk;
    std::atomic<bool> done = false;
    // At each moment one of the two reads.
    std::thread readers{[&] {
        auto one = store::Reader::open(desk.file);
        auto other = store::Reader::open(desk.file);
        auto held = std::make_unique<store::Reader::Snapshot>(one);
        one.event_count();
        for (bool first = true; !done; first = !first) {
            auto &next = first ? other : one;
            auto fresh = std::make_unique<store::Reader::Snapshot>(next);
            next.event_count();
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
            held = std::move(fresh);
        }
    }};
    std::uintmax_t longest = 0;
    for (int i = 0; i < 900; ++i) {
        auto event = note(std::string(60'000, 'x'));
        desk.writer.begin();
        desk.writer.append(event);
        desk.writer.commit();
        longest = std::max(longest, std::filesystem::file_size(desk.file.string() + "-wal"));
    }
    done = true;
    readers.join();
    CHECK(longest < (std::uintmax_t{32} << 20));
}

TEST_CASE("A desk with several hard links can be copied, but not changed") {
    FileDesk desk;
    desk.open(monday);
    std::filesystem::create_hard_link(desk.file, desk.dir / "other.db");
    for (auto const &name : {desk.file, desk.dir / "other.db"})
        CHECK(kind_of([&] { store::Writer::open(name, {}); }) == ErrorKind::io);
    store::Reader::open(desk.file).backup(desk.dir / "copy.db", [](int, int) {});
    CHECK(kind_of([&] { store::Writer::open(desk.dir / "copy.db", {}); }) == ErrorKind{0});
    std::filesystem::remove(desk.dir / "other.db");
    CHECK(kind_of([&] { store::Writer::open(desk.file, {}); }) == ErrorKind{0});
}

TEST_CASE("A backup ends however much is written beside it, and is of one moment") {
    FileDesk desk;
    desk::OpenArgs args;
    args.body = std::string(3'000'000, 'x');
    for (int i = 0; i < 8; ++i) desk.open(monday, args);
    args.body.clear();
    auto reader = store::Reader::open(desk.file);
    int steps = 0;
    reader.backup(desk.dir / "copy.db", [&](int, int) {
        desk.open(monday, args);
        if (++steps > 20) throw std::runtime_error{"it begins anew for ever"};
    });
    CHECK(steps > 0);
    auto copy = store::Reader::open(desk.dir / "copy.db");
    CHECK(copy.count<store::CaseRow>() == 8);
    CHECK(ledger::verify(copy, {}, no_progress).whole());
    CHECK(desk.writer.count<store::CaseRow>() == 8 + steps);
}
