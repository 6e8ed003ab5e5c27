#include <dcc/base/new_file.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/foreign_log.hpp>
#include <dcc/store/reader.hpp>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace dcc::store {
Reader::Reader(std::unique_ptr<Db> db) : db_{std::move(db)} {}
Reader::Reader(Reader &&) noexcept = default;
Reader &Reader::operator=(Reader &&) noexcept = default;
Reader::~Reader() = default;

Reader Reader::open(std::filesystem::path const &path, std::chrono::milliseconds timeout,
                    KeySource key) {
    auto db = std::make_unique<Db>(path, Db::Mode::read, timeout);
    db->keys().use(std::move(key));
    db->guard([&] { check_schema(*db, Older::refuse); });
    return Reader{std::move(db)};
}

Reader Reader::open_to_copy(std::filesystem::path const &path, std::chrono::milliseconds timeout) {
    auto db = std::make_unique<Db>(path, Db::Mode::read, timeout);
    db->guard([&] { check_schema(*db, Older::accept); });
    return Reader{std::move(db)};
}

std::filesystem::path const &Reader::path() const {
    return db_->path();
}

Reader::Snapshot::Snapshot(Reader &reader) : db_{*reader.db_} {
    db_.guard([&] { db_.sqlite().exec("BEGIN"); });
}

Reader::Snapshot::~Snapshot() {
    db_.sqlite().tryExec("ROLLBACK");
}

std::optional<Protection> Reader::protection() {
    return db_->guard([&] {
        auto const *found = db_->keys().protection();
        return found ? std::optional{*found} : std::nullopt;
    });
}

bool Reader::is_compact() {
    return db_->guard([&] { return db_->number("SELECT count(*) FROM compaction_due") == 0; });
}

bool Reader::can_read_texts() {
    return db_->guard([&] {
        auto &keys = db_->keys();
        if (!keys.protection()) return true;
        if (keys.has_key()) keys.unlock();
        return keys.has_key();
    });
}

Digest Reader::own_digest(std::string_view text) {
    auto const desk = desk_id();
    return db_->guard([&] {
        auto &keys = db_->keys();
        if (!keys.protection()) return digest(fmt::format("{} {}", desk, text));
        keys.unlock();
        return digest(keys.blind("own", text));
    });
}

void Reader::require_texts() {
    db_->guard([&] { db_->keys().unlock(); });
}

std::vector<Wording> Reader::key_faults() {
    return db_->guard([&] {
        auto &keys = db_->keys();
        auto faults = keys.protection() && keys.has_key() ? keys.faults() : std::vector<Wording>{};
        if (auto fault = keys.number_fault(); !fault.empty()) faults.push_back(std::move(fault));
        return faults;
    });
}

std::vector<Wording> Reader::integrity() {
    return db_->guard([&] {
        std::vector<Wording> errors;
        auto check = db_->query("PRAGMA integrity_check");
        while (check.step())
            if (auto line = check.get<std::string>(0); line != "ok")
                errors.push_back(std::move(line));
        auto keys = db_->query("PRAGMA foreign_key_check");
        while (keys.step())
            errors.push_back(say("table {}: row {} refers to a row of {} that does not exist",
                                 keys.get<std::string>(0), keys.get<std::int64_t>(1),
                                 keys.get<std::string>(2)));
        return errors;
    });
}

void Reader::backup(std::filesystem::path const &file,
                    std::function<void(int done, int total)> const &progress,
                    std::function<void()> const &complete, Existing existing) {
    NewFile copy{file, existing};
    refuse_foreign_log(file, "nothing was copied; move it away, together with the desk it is of");
    copy.create(access_of(path()));
    try {
        // One snapshot: else each write by another process restarts the copy.
        Snapshot const snapshot{*this};
        head();
        SQLite::Database target{Db::file_name(copy.temporary()), SQLite::OPEN_READWRITE};
        SQLite::Backup backup{target, db_->sqlite()};
        constexpr int pages = 4096;
        int state = SQLITE_OK;
        while ((state = backup.executeStep(pages)) != SQLITE_DONE) {
            if (state == SQLITE_BUSY || state == SQLITE_LOCKED) sqlite3_sleep(1);
            progress(backup.getTotalPageCount() - backup.getRemainingPageCount(),
                     backup.getTotalPageCount());
        }
    } catch (SQLite::Exception const &error) {
        if (error.getErrorCode() == SQLITE_FULL)
            throw Error{ErrorKind::io, say("{}: the disk is full", file.string())};
        db_->fail(error);
    }
    if (complete) complete();
    copy.keep();
}

}  // namespace dcc::store
