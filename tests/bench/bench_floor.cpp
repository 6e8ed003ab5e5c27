// The least that a durable command can do: open the file, insert one row, commit, exit. The table
// is bare(id INTEGER PRIMARY KEY, text TEXT) in a file in WAL mode.
//   bench_floor FILE TEXT

#include <cstdio>

#include <sqlite3.h>
#include <unistd.h>

namespace {

constexpr int log_limit = 64;  // frames, as a desk has it

int wait_a_little(void *, int tries) {
    if (tries > 20'000) return 0;
    usleep(200 + static_cast<useconds_t>(getpid() * 31 + tries * 97) % 400);
    return 1;
}

int note_frames(void *frames, sqlite3 *, char const *, int count) {
    *static_cast<int *>(frames) = count;
    return SQLITE_OK;
}

int fail(sqlite3 *db) {
    std::fprintf(stderr, "bench_floor: %s\n", sqlite3_errmsg(db));
    return 74;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    sqlite3 *db = nullptr;
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) return fail(db);
    int frames = 0;
    sqlite3_busy_handler(db, wait_a_little, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_hook(db, note_frames, &frames);
    sqlite3_stmt *insert = nullptr;
    if (sqlite3_exec(db, "PRAGMA synchronous = FULL", nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO bare (text) VALUES (?)", -1, &insert, nullptr) !=
            SQLITE_OK)
        return fail(db);
    sqlite3_bind_text(insert, 1, argv[2], -1, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) return fail(db);
    sqlite3_finalize(insert);
    if (frames >= log_limit)
        sqlite3_wal_checkpoint_v2(db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_close(db);
}
