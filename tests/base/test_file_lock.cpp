#include "../support/temp_dir.hpp"
#include <dcc/base/error.hpp>
#include <dcc/base/file_lock.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace dcc;

namespace {

constexpr ::uid_t stranger = 54321;

struct Guarded {
    TempDir dir;
    std::filesystem::path file = dir / "desk.db";
    std::filesystem::path lock = dir / "desk.db-lock";

    Guarded() { write_bytes(file, "x"); }

    bool can_lock(std::filesystem::path const &name) const {
        try {
            FileLock const held{name, "-lock", "taken"};
            return true;
        } catch (Error const &error) {
            CHECK(error.kind() == ErrorKind::busy);
            return false;
        }
    }
    unsigned mode_of(std::filesystem::path const &path) const {
        struct ::stat status {};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
    }
};

}  // namespace

TEST_CASE_FIXTURE(Guarded, "A lock keeps others out, by each name of the guarded file") {
    std::filesystem::create_symlink(file, dir / "link.db");
    {
        FileLock const held{file, "-lock", "taken"};
        CHECK_FALSE(can_lock(file));
        CHECK_FALSE(can_lock(dir / "link.db"));
    }
    CHECK(can_lock(dir / "link.db"));
    CHECK_FALSE(std::filesystem::exists(dir / "link.db-lock"));
}

TEST_CASE_FIXTURE(Guarded, "Only who may write the guarded file can open its lock") {
    for (auto const &[guarded, expected] :
         {std::pair{0644U, 0600U}, std::pair{0664U, 0660U}, std::pair{0440U, 0U}}) {
        REQUIRE(::chmod(file.c_str(), guarded) == 0);
        CHECK(can_lock(file));
        CHECK(mode_of(lock) == expected);
        std::filesystem::remove(lock);
    }
    // Also when others could open it before.
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    write_bytes(lock, "");
    REQUIRE(::chmod(lock.c_str(), 0666) == 0);
    CHECK(can_lock(file));
    CHECK(mode_of(lock) == 0600);
}

TEST_CASE_FIXTURE(Guarded, "A lock that somebody who may not write has put there and holds") {
    if (::geteuid() != 0) return;  // only the superuser can give files away
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    write_bytes(lock, "");
    auto const holding = ::open(lock.c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(::flock(holding, LOCK_EX) == 0);
    REQUIRE(::chown(lock.c_str(), stranger, stranger) == 0);
    CHECK(can_lock(file));
    // Of a file that a group may write, any of the group may have made it.
    REQUIRE(::chown(lock.c_str(), stranger, stranger) == 0);
    REQUIRE(::chmod(file.c_str(), 0664) == 0);
    FileLock const held{file, "-lock", "taken"};
    struct ::stat status {};
    REQUIRE(::stat(lock.c_str(), &status) == 0);
    CHECK(status.st_uid == stranger);
    ::close(holding);
}

TEST_CASE_FIXTURE(Guarded, "Whose lock was removed or replaced holds it no more") {
    for (int const how : {0, 1, 2}) {
        CAPTURE(how);
        FileLock const held{file, "-lock", "taken"};
        CHECK_NOTHROW(held.require_held());
        if (how == 0) std::filesystem::remove(lock);
        if (how == 1) {
            write_bytes(dir / "other", "");
            std::filesystem::rename(dir / "other", lock);
        }
        if (how == 2) {
            std::filesystem::rename(lock, dir / "moved");
            std::filesystem::create_symlink("moved", lock);
        }
        CHECK_THROWS_AS(held.require_held(), Error);
        std::filesystem::remove(lock);
        CHECK(can_lock(file));
    }
}

TEST_CASE_FIXTURE(Guarded, "Of processes that take and remove a lock, one at a time holds it") {
    // Each removes the file as soon as it has the lock, so that the others lock files without
    // names.
    std::atomic<int> holders = 0;
    std::atomic<int> most = 0;
    std::atomic<int> takes = 0;
    auto const take = [&] {
        for (int i = 0; i < 300; ++i) try {
                FileLock const held{file, "-lock", "taken"};
                most = std::max<int>(most, ++holders);
                ++takes;
                --holders;
                std::filesystem::remove(lock);
            } catch (Error const &) {
            }
    };
    std::thread one{take};
    std::thread two{take};
    one.join();
    two.join();
    CHECK(takes > 0);
    CHECK(most == 1);
}
