#include "../support/desk.hpp"
#include <dcc/ledger/verify.hpp>

#include <functional>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dcc;
namespace fs = std::filesystem;

namespace {

// A desk in a file that nobody has open, with so many cases.
struct LeftDesk {
    TempDir dir;
    fs::path file = dir / "desk.db";

    LeftDesk() {
        auto const policy = policy_of(small_policy);
        desk::create_desk(file, policy, {{}, "test"}, acting("boss", monday));
    }

    // Opens a case, as one command does.
    void open_case() const {
        auto const policy = policy_of(small_policy);
        wording::Languages languages{test_share};
        auto writer = store::Writer::open(file, {});
        ledger::Session session{writer, policy, languages, acting("boss", monday)};
        desk::OpenArgs args;
        args.channel = "phone";
        args.subject = "It does not work";
        REQUIRE(desk::open_case(session, args));
    }

    std::set<std::string> files() const {
        std::set<std::string> names;
        for (auto const &entry : fs::directory_iterator{file.parent_path()})
            names.insert(entry.path().filename().string());
        return names;
    }

    // A copy of the file alone.
    fs::path copied(char const *name) const {
        auto copy = dir / name;
        fs::copy_file(file, copy);
        return copy;
    }
};

std::int64_t cases(fs::path const &file) {
    return store::Reader::open(file).count<store::CaseRow>();
}

std::set<std::string> const alone{"desk.db"};

// Runs f as a user who may not write, in a process of its own; true when it gives true.
bool as_stranger(std::function<bool()> const &f) {
    auto const child = ::fork();
    if (child == 0) {
        constexpr unsigned nobody = 65534;
        if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) ::_exit(2);
        try {
            ::_exit(f() ? 0 : 1);
        } catch (std::exception const &) {
            ::_exit(3);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("At rest a desk is one file, and a copy of it is complete") {
    LeftDesk const desk;
    CHECK(desk.files() == alone);
    for (int i = 1; i <= 3; ++i) {
        desk.open_case();
        CHECK(desk.files() == alone);
        CHECK(cases(desk.file) == i);
        CHECK(desk.files() == alone);
    }
    auto const copy = desk.copied("copy.db");
    CHECK(cases(copy) == 3);
    auto reader = store::Reader::open(copy);
    CHECK(ledger::verify(reader, {}, no_progress).whole());
}

TEST_CASE("The last of those who use a desk leaves one file, also after a kill") {
    LeftDesk const desk;
    desk.open_case();
    {
        auto const reader = store::Reader::open(desk.file);
        desk.open_case();
        CHECK(desk.files().contains("desk.db-wal"));
    }
    CHECK(desk.files() == alone);
    auto const child = ::fork();
    if (child == 0) {
        auto const other = store::Reader::open(desk.file);
        desk.open_case();
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    CHECK(desk.files().contains("desk.db-wal"));
    CHECK(cases(desk.file) == 3);
    CHECK(desk.files().contains("desk.db-wal"));
    desk.open_case();
    CHECK(desk.files() == alone);
    CHECK(cases(desk.file) == 4);
}

TEST_CASE("Reading needs no right to write, and leaves nothing behind") {
    LeftDesk const desk;
    desk.open_case();
    auto const directory = desk.file.parent_path();
    fs::permissions(desk.file, fs::perms{0444});
    fs::permissions(directory, fs::perms{0555});
    CHECK(as_stranger([&] {
        auto reader = store::Reader::open(desk.file);
        return reader.count<store::CaseRow>() == 1 &&
               ledger::verify(reader, {}, no_progress).whole();
    }));
    fs::permissions(directory, fs::perms{0755});
    CHECK(desk.files() == alone);
    // While somebody writes there is a log, which others can read too.
    fs::permissions(desk.file, fs::perms{0644});
    auto const writer = store::Writer::open(desk.file, {});
    desk.open_case();
    fs::permissions(directory, fs::perms{0555});
    CHECK(as_stranger([&] { return cases(desk.file) == 2; }));
    fs::permissions(directory, fs::perms{0755});
}

TEST_CASE("A desk that is read without locks must not change meanwhile") {
    LeftDesk const desk;
    desk.open_case();
    fs::permissions(desk.file, fs::perms{0444});
    fs::permissions(desk.file.parent_path(), fs::perms{0555});
    int go[2];
    int ready[2];
    REQUIRE(::pipe(go) == 0);
    REQUIRE(::pipe(ready) == 0);
    auto const touch = ::fork();
    if (touch == 0) {
        char byte = 0;
        if (::read(ready[0], &byte, 1) == 1) fs::last_write_time(desk.file, fs::file_time_type{});
        ::_exit(::write(go[1], "x", 1) == 1 ? 0 : 1);
    }
    CHECK(as_stranger([&] {
        auto reader = store::Reader::open(desk.file);
        reader.count<store::CaseRow>();
        char byte = 0;
        if (::write(ready[1], "x", 1) != 1 || ::read(go[0], &byte, 1) != 1) return false;
        try {
            reader.count<store::CaseRow>();
        } catch (Error const &error) {
            return error.kind() == ErrorKind::busy;
        }
        return false;
    }));
    ::waitpid(touch, nullptr, 0);
    for (int const end : {go[0], go[1], ready[0], ready[1]}) ::close(end);
    fs::permissions(desk.file.parent_path(), fs::perms{0755});
}
