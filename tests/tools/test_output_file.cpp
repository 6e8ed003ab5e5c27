#include "../support/temp_dir.hpp"
#include "common/output_file.hpp"

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::cli;

namespace fs = std::filesystem;

namespace {

std::string const database = "SQLite format 3";

std::string what(std::optional<std::string> const &part) {
    return part ? *part : "nothing";
}

}  // namespace

TEST_CASE("The names that belong to a desk are known, whether the files exist or not") {
    TempDir const dir;
    auto const desk = dir / "desk.db";
    auto const of_desk = "a file of the desk " + desk.string();
    for (bool const there : {false, true}) {
        CAPTURE(there);
        if (there) write_bytes(desk, database);
        CHECK(what(part_of_desk(desk, desk)) == "the desk");
        CHECK(what(part_of_desk(dir / "policy.toml", desk)) == "the policy");
        for (auto const *name : {"desk.db-wal", "desk.db-shm", "desk.db-journal", "desk.db-outbox",
                                 "desk.db-rebuild", "desk.db-rebuild-journal", "desk.db.files",
                                 "desk.db.files/ab/cd", "desk.db.files/../desk.db.files/x"}) {
            CAPTURE(name);
            CHECK(what(part_of_desk(dir / name, desk)) == of_desk);
            CHECK(what(part_of_any_desk(dir / name)) == (there ? of_desk : "nothing"));
        }
        for (auto const *name : {"desk.db-2026", "copy.db", "desk.db.rejected", "x-journal",
                                 "desk.db.files2", "desk.db.files/../x"})
            CHECK(what(part_of_desk(dir / name, desk)) == "nothing");
    }
    // What only looks like the log of a file that is no desk.
    write_bytes(dir / "text", "a text");
    CHECK(what(part_of_any_desk(dir / "text-journal")) == "nothing");
    CHECK(is_database(desk));
    CHECK_FALSE(is_database(dir / "text"));
    CHECK_FALSE(is_database(dir / "none"));
}

TEST_CASE("A file of a desk is known by other names of it") {
    TempDir const dir;
    auto const desk = dir / "desk.db";
    write_bytes(desk, database);
    fs::create_directory(dir / "sub");
    fs::create_directory_symlink(dir / ".", dir / "link");
    fs::create_symlink("desk.db-journal", dir / "to-nowhere");
    fs::create_symlink("to-nowhere", dir / "to-a-link");
    fs::create_symlink("desk.db", dir / "other.db");
    fs::create_hard_link(desk, dir / "hard.db");
    auto const of_desk = "a file of the desk " + desk.string();
    for (auto const *name : {"sub/../desk.db-journal", "link/desk.db-journal", "to-nowhere",
                             "to-a-link", "./desk.db-journal", "desk.db-journal/"})
        CHECK_MESSAGE(what(part_of_desk(dir / name, desk)) == of_desk, name);
    CHECK(what(part_of_desk(dir / "hard.db", desk)) == "the desk");
    CHECK(what(part_of_desk(dir / "desk.db-wal", dir / "other.db")) ==
          "a file of the desk " + (dir / "other.db").string());
    write_bytes(dir / "desk.db-outbox", "");
    fs::create_hard_link(dir / "desk.db-outbox", dir / "harmless");
    CHECK(what(part_of_desk(dir / "harmless", desk)) == of_desk);
    // Links in a circle are no reason to wait.
    fs::create_symlink("circle", dir / "circle");
    CHECK(what(part_of_desk(dir / "circle", desk)) == "nothing");
}
