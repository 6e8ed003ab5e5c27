#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/kept_tables.hpp>
#include <dcc/store/renewal.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

namespace dcc::store {
namespace {

constexpr std::chrono::seconds log_patience{5};  // for readers that use the log

std::unique_ptr<Db> open_damaged(std::filesystem::path const &file,
                                 std::chrono::milliseconds timeout) {
    auto db = std::make_unique<Db>(file, Db::Mode::salvage, timeout);
    db->guard([&] { check_schema(*db, Older::accept); });
    return db;
}

[[noreturn]] void fail_to_read(std::filesystem::path const &desk, Wording const &what,
                               Wording const &why) {
    throw Error{ErrorKind::io, say("{}: {}: {}", desk.string(), what, why),
                Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
}

// 0 when it cannot be read.
std::int64_t number_if_readable(Db &db, char const *sql) {
    try {
        return db.number(sql);
    } catch (SQLite::Exception const &) {
        return 0;
    }
}

// A damaged page may hide the last events without an error. Then both an index of them and a table
// derived from them still have a higher number; one alone may be damaged itself.
void refuse_hidden_end(Db &db, std::int64_t last) {
    auto const indexed = number_if_readable(
        db,
        "SELECT coalesce(max(seq), 0) FROM event INDEXED BY event_case WHERE case_id IS NOT NULL");
    auto const derived =
        number_if_readable(db, "SELECT coalesce(max(last_event), 0) FROM cases NOT INDEXED");
    if (std::min(indexed, derived) > last)
        fail_to_read(db.path(), say("event {}", last + 1), "is missing");
}

std::vector<std::string> columns_of(Db &db, std::string const &table) {
    std::vector<std::string> names;
    auto query = db.query("SELECT name FROM pragma_table_info(?)", table);
    while (query.step()) names.push_back(query.get<std::string>(0));
    return names;
}

// Copies the rows of one table after a number, in the order of that number, from the table itself:
// an index may be damaged. Values are copied as they are.
class TableCopy {
  public:
    TableCopy(Db &from, Db &to, KeptTable const &table) : from_{from}, to_{to}, table_{table} {
        auto columns = columns_of(to, table.name);
        auto const stored = columns_of(from, table.name);
        // A desk of an older schema has fewer.
        std::erase_if(columns,
                      [&](auto const &name) { return std::ranges::count(stored, name) == 0; });
        if (columns.empty() || columns.front() != table.number)
            fail_to_read(from.path(), say("the table {}", table.name), "is missing");
        auto const names = fmt::format("{}", fmt::join(columns, ", "));
        std::string marks;
        for (std::size_t i = 0; i < columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
        columns_ = static_cast<int>(columns.size());
        select_ = prepare(from, fmt::format("SELECT {0} FROM {1} NOT INDEXED WHERE {2} >= ?"
                                            " ORDER BY {2}",
                                            names, table.name, table.number));
        insert_ =
            prepare(to, fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names, marks));
    }

    // Gives the number of the last row, which is `after` if there is none.
    std::int64_t run(std::int64_t after, std::function<void(std::int64_t)> const &copied) {
        // A row of a number below 1 is no event, and must not be passed over.
        sqlite3_bind_int64(select_.get(), 1, after == 0 ? INT64_MIN : after + 1);
        auto last = after;
        for (;;) {
            auto const code = sqlite3_step(select_.get());
            if (code == SQLITE_DONE) return last;
            if (code != SQLITE_ROW) fail(from_, last + 1);
            auto const number = sqlite3_column_int64(select_.get(), 0);
            if (table_.is_complete && number != last + 1)
                fail_to_read(from_.path(), what(last + 1), "is missing");
            for (int i = 0; i < columns_; ++i)
                sqlite3_bind_value(insert_.get(), i + 1, sqlite3_column_value(select_.get(), i));
            if (sqlite3_step(insert_.get()) != SQLITE_DONE) fail(to_, number);
            sqlite3_reset(insert_.get());
            last = number;
            copied(number);
        }
    }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    static Statement prepare(Db &db, std::string const &sql) {
        auto *handle = db.sqlite().getHandle();
        sqlite3_stmt *raw = nullptr;
        auto const code = sqlite3_prepare_v2(handle, sql.c_str(), -1, &raw, nullptr);
        Statement statement{raw};
        if (code != SQLITE_OK) throw SQLite::Exception{handle, code};
        return statement;
    }

    std::string what(std::int64_t number) const {
        return fmt::format(fmt::runtime(table_.what), number);
    }

    // The row is at fault if it cannot be read or has values that no such row has; else the disk,
    // or another process.
    [[noreturn]] void fail(Db &db, std::int64_t number) const {
        SQLite::Exception const error{db.sqlite().getHandle()};
        auto const code = error.getErrorCode() & 0xff;
        if (code != SQLITE_CORRUPT && code != SQLITE_CONSTRAINT && code != SQLITE_MISMATCH)
            db.fail(error);
        fail_to_read(from_.path(), what(number), say("cannot be read ({})", error.what()));
    }

    Db &from_;
    Db &to_;
    KeptTable const &table_;
    int columns_ = 0;
    Statement select_;
    Statement insert_;
};

}  // namespace

std::filesystem::path rebuilt_file(std::filesystem::path const &desk) {
    return real_name(desk).string() + "-rebuild";
}

struct Renewal::Lock {
    SQLite::Backup backup;
};

Renewal::Renewal(std::filesystem::path const &desk, std::chrono::milliseconds timeout,
                 KeySource key)
    : desk_file_{real_name(desk)},
      source_{open_damaged(desk, timeout)},
      file_{rebuilt_file(desk_file_), access_of(desk_file_),
            say("{}: another process rebuilds the desk", desk.string())},
      fresh_{Writer::create_scratch(
          file_.path(), desk, source_->guard([&] { return source_->number("PRAGMA page_size"); }))},
      desk_{std::make_unique<Db>(desk, Db::Mode::replace, timeout)} {
    fresh_.db_->keys().use(std::move(key));
    // Without a log, lock() would keep this object itself from reading. A header that is damaged is
    // made anew by replace().
    try {
        desk_->require_log();
    } catch (SQLite::Exception const &error) {
        if ((error.getErrorCode() & 0xff) == SQLITE_BUSY) desk_->fail(error);
    }
}

Renewal::~Renewal() = default;

// Texts refer to their data keys, and keep those that they had. Keys of texts that are erased
// meanwhile are destroyed with these.
void Renewal::copy_keys(bool is_first) {
    auto &to = *fresh_.db_;
    to.keys().look();
    bool const was_protected = std::exchange(is_protected_, to.keys().protection() != nullptr);
    if (!is_first && is_protected_ != was_protected)
        throw Error{ErrorKind::busy,
                    say("{}: the desk was protected meanwhile", source_->path().string()),
                    "rebuild it again"};
    if (!is_protected_) return;
    to.keys().unlock();
    // A desk of an older schema has no such table.
    if (source_->number("SELECT count(*) FROM sqlite_schema WHERE name = 'compaction_due'") > 0) {
        to.query("DELETE FROM compaction_due").run();
        auto due = source_->query("SELECT event FROM compaction_due");
        while (due.step())
            to.query("INSERT INTO compaction_due (event) VALUES (?)", due.get<std::int64_t>(0))
                .run();
    }
    auto keys = source_->query("SELECT number, owner, wrapped FROM data_key NOT INDEXED");
    while (keys.step()) {
        auto &put = to.prepare(
            "INSERT INTO data_key (number, owner, wrapped) VALUES (?, ?, ?)"
            " ON CONFLICT (number) DO UPDATE SET wrapped = excluded.wrapped");
        auto const wrapped = keys.statement().getColumn(2).getString();
        auto const owner = keys.get<std::string>(1);
        Query query{put, keys.get<std::int64_t>(0), owner};
        put.bindNoCopy(3, wrapped.data(), static_cast<int>(wrapped.size()));
        query.run();
    }
}

// The moments of the watch are calculated anew by the next run. It must still know from which event
// on things have changed.
void Renewal::copy_watch_state() {
    if (source_->number("SELECT count(*) FROM sqlite_schema WHERE name = 'watch_state'") == 0)
        return;
    auto state = source_->query("SELECT event FROM watch_state");
    if (state.step()) fresh_.put(Writer::WatchState{std::nullopt, state.get<std::int64_t>(0)});
}

void Renewal::copy(std::function<void(std::int64_t done, std::int64_t total)> const &progress) {
    source_->guard([&] {
        auto &sqlite = source_->sqlite();
        sqlite.exec("BEGIN");
        auto const after = copied_;
        if (columns_of(*source_, "event").empty())
            fail_to_read(source_->path(), "the table event", "is missing");
        auto const total = source_->number("SELECT coalesce(max(seq), 0) FROM event NOT INDEXED");
        for (auto const &table : kept_tables) {
            auto const last =
                TableCopy{*source_, *fresh_.db_, table}.run(after, [&](std::int64_t number) {
                    if (table.is_complete && number % 1024 == 0) progress(number, total);
                });
            if (!table.is_complete) continue;
            copied_ = last;
            if (after == 0) refuse_hidden_end(*source_, last);
            copy_keys(after == 0);
        }
        copy_watch_state();
        sqlite.exec("ROLLBACK");  // SQLite refuses to commit once it has met damage
    });
}

void Renewal::lock() {
    desk_->guard([&] {
        lock_.reset(new Lock{{desk_->sqlite(), fresh_.db_->sqlite()}});
        // A step of no pages takes the lock and keeps it (sqlite3_backup_step()).
        auto const code = lock_->backup.executeStep(0);
        if (code == SQLITE_OK || code == SQLITE_DONE) return;
        lock_.reset();
        throw SQLite::Exception{sqlite3_errstr(code), code};
    });
}

void Renewal::replace() {
    desk_->guard([&] {
        try {
            auto const code = lock_->backup.executeStep(-1);
            if (code != SQLITE_DONE) throw SQLite::Exception{sqlite3_errstr(code), code};
        } catch (SQLite::Exception const &) {
            lock_.reset();
            desk_->checkpoint(log_patience);  // else the log keeps the pages that were written
            throw;
        }
        lock_.reset();
        // The header of the file may have been damaged too.
        desk_->sqlite().exec("PRAGMA journal_mode = WAL");
        desk_->checkpoint(log_patience);
    });
}

}  // namespace dcc::store
