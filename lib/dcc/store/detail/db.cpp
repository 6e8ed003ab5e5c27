#include <dcc/base/new_file.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/constraint_error.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>

#include <cctype>
#include <cerrno>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

namespace dcc::store {
namespace {

std::filesystem::path beside(std::filesystem::path const &path, char const *ending) {
    return real_name(path).string() + ending;
}

bool has_content(std::filesystem::path const &file) {
    std::error_code failed;
    auto const size = std::filesystem::file_size(file, failed);
    return !failed && size > 0;
}

FileStamp stamp_of(std::filesystem::path const &path) {
    std::error_code none;
    return {std::filesystem::last_write_time(path, none), std::filesystem::file_size(path, none)};
}

// How a desk is read. SQLite keeps its locks in a file beside the log, which a reader must be able
// to write and to remove again.
enum class Reading {
    with_locks,
    from_outside,  // no right to write, but others keep the log and its locks
    frozen,        // no right to write, and no log: the file as it is
};

Reading reading_of(std::filesystem::path const &path) {
    auto const may_write = [](std::filesystem::path const &file) {
        return ::access(file.c_str(), W_OK) == 0;
    };
    // A creation that was interrupted is told, not undone.
    std::error_code none;
    if (std::filesystem::exists(beside(path, "-journal"), none)) return Reading::from_outside;
    auto const file = real_name(path);
    if (may_write(file) && may_write(directory_of(file))) return Reading::with_locks;
    return has_content(beside(path, "-wal")) ? Reading::from_outside : Reading::frozen;
}

// An object is used by one thread at a time, so that SQLite needs no mutex.
int flags(Db::Mode mode) {
    switch (mode) {
        case Db::Mode::read:
        case Db::Mode::salvage: return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READONLY;
        case Db::Mode::write:
        case Db::Mode::replace: return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE;
        case Db::Mode::create:
            return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    }
    return SQLite::OPEN_READONLY;
}

std::filesystem::path existing(std::filesystem::path const &path, Db::Mode mode) {
    std::error_code code;
    if (path.empty()) throw Error{ErrorKind::no_input, "the desk's file has no name"};
    if (std::filesystem::is_directory(path, code))
        throw Error{ErrorKind::no_input, say("{} is a directory, not a desk", path.string())};
    bool const is_there = std::filesystem::exists(path, code);
    // Such as a directory that one may not enter.
    if (mode != Db::Mode::create && code)
        throw Error{ErrorKind::no_input, say("{}: cannot open: {}", path.string(), code.message())};
    if (mode != Db::Mode::create && !is_there)
        throw Error{ErrorKind::no_input, say("{}: there is no such desk", path.string()),
                    Hint{Remedy::create_desk, "create a desk, or name another file"}};
    bool const writes = mode == Db::Mode::write || mode == Db::Mode::replace;
    if (writes && std::filesystem::hard_link_count(path, code) > 1 && !code)
        throw Error{ErrorKind::io,
                    say("{}: the desk has several names (hard links)", path.string()),
                    "changes under two names would damage it, since each name has a log of its "
                    "own: remove the other names, or make a backup and use that"};
    // To open a pipe would wait for another program.
    if (std::filesystem::is_other(path, code))
        throw Error{ErrorKind::no_input,
                    say("{} is not a regular file, so not a desk", path.string())};
    return path;
}

// A URI that has SQLite read the file without locks.
std::string frozen_name(std::string const &name) {
    std::string uri = "file:";
    for (char const c : name)
        uri += std::isalnum(static_cast<unsigned char>(c)) || c == '/'
                   ? std::string{c}
                   : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return uri + "?immutable=1";
}

}  // namespace

struct Db::Opened {
    SQLite::Database sqlite;
    std::optional<FileStamp> frozen = {};
    bool keeps_log = false;
};

Db::Opened Db::opened(std::filesystem::path const &path, Mode mode) {
    try {
        auto const name = file_name(path);
        if (mode != Mode::read) return {SQLite::Database{name, flags(mode)}};
        switch (reading_of(path)) {
            case Reading::with_locks:
                // What a killed program has left is for the next one that writes.
                return {SQLite::Database{name, flags(Mode::write)},
                        {},
                        has_content(beside(path, "-wal"))};
            case Reading::from_outside: return {SQLite::Database{name, flags(mode)}};
            case Reading::frozen: break;
        }
        auto const stamp = stamp_of(path);
        return {SQLite::Database{frozen_name(name), flags(mode) | SQLite::OPEN_URI}, stamp};
    } catch (SQLite::Exception const &error) {
        if (mode == Mode::create)
            throw Error{ErrorKind::cannot_create,
                        say("{}: cannot create: {}", path.string(), error.what())};
        throw Error{ErrorKind::no_input, say("{}: cannot open: {}", path.string(), error.what())};
    }
}

// Waits for another writer until the timeout: short random pauses, so that no process starves while
// others alternate.
struct Db::Patience {
    std::chrono::milliseconds timeout;
    std::chrono::steady_clock::time_point since{};
    std::minstd_rand random{std::random_device{}()};

    static int wait(void *self, int tries) {
        auto &patience = *static_cast<Patience *>(self);
        auto const now = std::chrono::steady_clock::now();
        if (tries == 0) patience.since = now;
        if (now - patience.since >= patience.timeout) return 0;
        std::uniform_int_distribution<int> pause{200, 600};
        std::this_thread::sleep_for(std::chrono::microseconds{pause(patience.random)});
        return 1;
    }
};

std::string Db::file_name(std::filesystem::path const &path) {
    std::error_code failed;
    auto const name = std::filesystem::absolute(path, failed);
    if (failed)
        throw Error{ErrorKind::no_input, say("{}: cannot open: the current directory: {}",
                                             path.string(), failed.message())};
    return name.string();
}

Db::Db(std::filesystem::path const &path, Mode mode, std::chrono::milliseconds timeout)
    : Db{existing(path, mode), opened(path, mode), mode, timeout} {}

std::unique_ptr<Db> Db::in_memory() {
    SQLite::Database sqlite{":memory:", flags(Mode::create)};
    return std::unique_ptr<Db>{
        new Db{"(in memory)", {std::move(sqlite)}, Mode::create, std::chrono::milliseconds{0}}};
}

std::unique_ptr<Db> Db::scratch(std::filesystem::path const &file,
                                std::filesystem::path const &path) {
    std::unique_ptr<Db> db{
        new Db{path, opened(file, Mode::write), Mode::write, std::chrono::milliseconds{0}}};
    db->guard([&] { db->sqlite_.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"); });
    return db;
}

Db::Db(std::filesystem::path path, Opened opened, Mode mode, std::chrono::milliseconds timeout)
    : path_{std::move(path)},
      frozen_{opened.frozen},
      patience_{std::make_shared<Patience>(Patience{timeout})},
      sqlite_{std::move(opened.sqlite)},
      keys_{std::make_unique<KeyRing>(*this)} {
    auto *handle = sqlite_.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_handler(handle, &Patience::wait, patience_.get());
    if (mode == Mode::salvage || mode == Mode::replace) {
        // SQLite then passes over what it cannot read of the schema, after one error.
        guard([&] { sqlite_.exec("PRAGMA writable_schema = ON"); });
        sqlite_.tryExec("SELECT 1 FROM sqlite_schema");
    }
    if (frozen_ || mode == Mode::salvage) return;
    sqlite3_wal_hook(
        handle,
        [](void *self, sqlite3 *, char const *, int frames) {
            static_cast<Db *>(self)->log_frames_ = frames;
            return SQLITE_OK;
        },
        this);
    if (opened.keeps_log) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (mode == Mode::read) return;
    guard([&] {
        sqlite_.exec(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = "
            "4194304");
        // What a statement replaces must not get into a temporary file, on whatever disk that is.
        sqlite_.exec("PRAGMA temp_store = MEMORY");
        // Overwrites what is deleted with zeros, also pages of the text index that are merged: else
        // an erased text could still be read from the file.
        sqlite_.exec("PRAGMA secure_delete = ON");
    });
}

Db::~Db() = default;

SQLite::Statement &Db::prepare(char const *sql) {
    auto &statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(sqlite_, sql);
    return *statement;
}

std::int64_t Db::number(char const *sql) {
    Query query{prepare(sql)};
    query.step();
    return query.get<std::int64_t>(0);
}

int Db::pages_written() {
    int pages = 0;
    int unused = 0;
    sqlite3_db_status(sqlite_.getHandle(), SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, 1);
    return pages;
}

bool Db::checkpoint(std::chrono::milliseconds patience) {
    auto const usual = std::exchange(patience_->timeout, patience);
    auto const code = sqlite3_wal_checkpoint_v2(sqlite_.getHandle(), nullptr,
                                                SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    patience_->timeout = usual;
    log_frames_ = 0;
    return code == SQLITE_OK;
}

void Db::require_log() {
    auto mode = query("PRAGMA journal_mode");
    if (mode.step() && mode.get<std::string>(0) == "wal") return;
    mode.statement().tryReset();
    sqlite_.exec("PRAGMA journal_mode = WAL");
}

void Db::require_unchanged() const {
    if (stamp_of(path_) != *frozen_)
        throw Error{ErrorKind::busy,
                    say("{}: the desk was changed while it was read", path_.string()),
                    Hint{Remedy::wait_longer, "try again, or wait longer"}};
}

void Db::fail(SQLite::Exception const &error) const {
    auto const what = [&](char const *text) { return fmt::format("{}: {}", path_.string(), text); };
    // A desk has a journal that must be undone only until it is created: then it keeps a log.
    if (error.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK)
        throw Error{ErrorKind::io, what("the creation of the desk was interrupted"),
                    Hint{Remedy::create_desk, "create it again"}};
    // Where SQLite does not tell a full disk from one that is broken.
    auto const reason = sqlite3_system_errno(sqlite_.getHandle());
    bool const is_full = reason == ENOSPC || reason == EDQUOT;
    auto const code = error.getErrorCode() & 0xff;
    switch (code == SQLITE_IOERR && is_full
                ? SQLITE_FULL
                : code) {  // the primary code: SQLite was asked for extended ones
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Error{ErrorKind::busy,
                        what("another writer has locked the desk; nothing was written"),
                        Hint{Remedy::wait_longer, "try again, or wait longer"}};
        case SQLITE_FULL: throw Error{ErrorKind::io, what("the disk is full; nothing was written")};
        case SQLITE_NOTADB: throw Error{ErrorKind::io, what("this is not a dcc desk file")};
        case SQLITE_CORRUPT:
            throw Error{
                ErrorKind::io, what("the file is damaged"),
                Hint{Remedy::mend_desk, "verify the desk, then rebuild it or restore a backup"}};
        case SQLITE_READONLY:
            throw Error{ErrorKind::io, what("the file or its directory is not writable")};
        case SQLITE_CANTOPEN:
            throw Error{ErrorKind::io, what("the desk cannot be opened"),
                        "its directory must be writable too: SQLite keeps a log beside the file"};
        case SQLITE_CONSTRAINT:
        case SQLITE_TOOBIG: throw ConstraintError{ErrorKind::io, what(error.what())};
        default: throw Error{ErrorKind::io, what(error.what())};
    }
}

}  // namespace dcc::store
