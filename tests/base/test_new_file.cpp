#include "../support/temp_dir.hpp"
#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/base/new_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dcc;

namespace {

namespace fs = std::filesystem;

ErrorKind kind_of(auto const &act) {
    try {
        act();
    } catch (Error const &error) {
        return error.kind();
    }
    return ErrorKind{0};
}

std::size_t count_in(fs::path const &directory) {
    std::size_t count = 0;
    for ([[maybe_unused]] auto const &entry : fs::directory_iterator{directory}) ++count;
    return count;
}

}  // namespace

TEST_CASE("A file takes no directory's place, nor a directory a file's") {
    TempDir dir;
    fs::create_directory(dir / "directory");
    write_bytes(dir / "file", "old");
    NewFile one{dir / "directory", Existing::replace};
    one.create({}, "x");
    CHECK(kind_of([&] { one.keep(); }) == ErrorKind::cannot_create);
    NewFile other{dir / "file", Existing::replace};
    other.create_directory({0700});
    CHECK(kind_of([&] { other.keep(); }) == ErrorKind::cannot_create);
    CHECK(fs::is_directory(dir / "directory"));
    CHECK(read_bytes(dir / "file") == "old");
}

TEST_CASE("A new file appears under its name when it is complete, or not at all") {
    TempDir dir;
    auto const file = dir / "new";
    {
        NewFile one{file};
        one.create({}, "half");
        CHECK_FALSE(fs::exists(file));
    }
    CHECK(count_in(dir / "") == 0);
    {
        NewFile one{file};
        one.create({}, "complete");
        one.keep();
    }
    CHECK(read_bytes(file) == "complete");
    CHECK(count_in(dir / "") == 1);
}

TEST_CASE("A file or a directory is replaced as a whole, or not at all") {
    TempDir dir;
    auto const file = dir / "file";
    auto const directory = dir / "directory";
    write_bytes(file, "old");
    fs::create_directory(directory);
    write_bytes(directory / "old", "old");
    {
        NewFile one{file, Existing::replace};
        one.create({}, "half");
        NewFile other{directory, Existing::replace};
        other.create_directory({0700});
    }
    CHECK(read_bytes(file) == "old");
    CHECK(fs::exists(directory / "old"));
    {
        NewFile one{file, Existing::replace};
        one.create({}, "new");
        one.keep();
        NewFile other{directory, Existing::replace};
        other.create_directory({0700});
        write_bytes(other.temporary() / "new", "new");
        other.keep();
        NewFile third{dir / "fresh", Existing::replace};
        third.create({}, "fresh");
        third.keep();
    }
    CHECK(read_bytes(file) == "new");
    CHECK(read_bytes(directory / "new") == "new");
    CHECK_FALSE(fs::exists(directory / "old"));
    CHECK(read_bytes(dir / "fresh") == "fresh");
    CHECK(count_in(dir / "") == 3);
}

TEST_CASE("A new file replaces nothing, also not what came while it was written") {
    TempDir dir;
    auto const file = dir / "new";
    fs::create_symlink("nowhere", dir / "dangling");
    fs::create_directory(dir / "directory");
    write_bytes(dir / "empty", "");
    for (auto const *name : {"dangling", "directory", "empty"})
        CHECK(kind_of([&] { NewFile{dir / name}; }) == ErrorKind::cannot_create);
    NewFile late{file};
    late.create({}, "late");
    write_bytes(file, "first");
    CHECK(kind_of([&] { late.keep(); }) == ErrorKind::cannot_create);
    CHECK(read_bytes(file) == "first");
}

TEST_CASE("A new file has the mode that was asked for, whatever the mask") {
    TempDir dir;
    auto const mode_under = [&](::mode_t mask, FileAccess const &access) {
        auto const before = ::umask(mask);
        NewFile file{dir / "new"};
        file.create(access);
        ::umask(before);
        return access_of(file.temporary()).mode;
    };
    for (auto const mask : {0U, 022U, 077U}) {
        CHECK(mode_under(mask, {0600}) == 0600);
        CHECK(mode_under(mask, {0660}) == 0660);
        CHECK(mode_under(mask, {0644}) == 0644);
    }
    CHECK(access_in(dir / "").mode == 0600);
    fs::create_directory(dir / "shared");
    REQUIRE(::chmod((dir / "shared").c_str(), 02770) == 0);
    CHECK(access_in(dir / "shared").mode == 0660);
    CHECK(FileAccess{0640}.for_directory().mode == 0750);
    CHECK(FileAccess{0664}.for_writers().mode == 0660);
}

TEST_CASE("What dead processes have left of a file is removed, and nothing else") {
    TempDir dir;
    auto const child = ::fork();
    if (child == 0) ::_exit(0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    auto const dead = std::to_string(child);
    auto const alive = std::to_string(::getppid());
    std::vector<std::string> const stale{"new.partial-" + dead, "new.partial-" + dead + "-journal",
                                         "new.partial-" + dead + "-wal"};
    std::vector<std::string> const others{"new.partial-" + alive,
                                          "other.partial-" + dead,
                                          "new.partial-",
                                          "new.partial-x",
                                          "new.partial-0",
                                          "new.partial--" + dead,
                                          "new.partial-" + dead + "x",
                                          "new.partial-99999999999999999999",
                                          "xnew.partial-" + dead,
                                          "new.partial"};
    for (auto const &name : stale) write_bytes(dir / name.c_str(), "left");
    for (auto const &name : others) write_bytes(dir / name.c_str(), "kept");
    auto const left_directory = dir / ("tree.partial-" + dead).c_str();
    fs::create_directory(left_directory);
    write_bytes(left_directory / "desk.db", "left");
    { NewFile const file{dir / "new"}; }
    for (auto const &name : stale) CHECK_FALSE(fs::exists(dir / name.c_str()));
    for (auto const &name : others) CHECK(fs::exists(dir / name.c_str()));
    CHECK(fs::exists(left_directory));
    { NewFile const tree{dir / "tree"}; }
    CHECK_FALSE(fs::exists(left_directory));
    if (::geteuid() != 0) return;  // only the superuser can give files away
    write_bytes(dir / stale[0].c_str(), "of somebody else");
    REQUIRE(::chown((dir / stale[0].c_str()).c_str(), 54321, 54321) == 0);
    { NewFile const file{dir / "new"}; }
    CHECK(fs::exists(dir / stale[0].c_str()));
}
