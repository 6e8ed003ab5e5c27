// The least that a durable command can do: open the file, insert one row, commit, leave one file,
// exit. The table is bare(id INTEGER PRIMARY KEY, text TEXT) in a file in WAL mode.
//   bench_floor FILE TEXT

#include <cstdio>

#include <sqlite3.h>
#include <unistd.h>

namespace {

int wait_a_little(void *, int tries) {
    if (tries > 20'000) return 0;
    usleep(200 + static_cast<useconds_t>(getpid() * 31 + tries * 97) % 400);
    return 1;
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
    sqlite3_busy_handler(db, wait_a_little, nullptr);
    sqlite3_stmt *insert = nullptr;
    if (sqlite3_exec(db, "PRAGMA synchronous = FULL", nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO bare (text) VALUES (?)", -1, &insert, nullptr) !=
            SQLITE_OK)
        return fail(db);
    sqlite3_bind_text(insert, 1, argv[2], -1, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) return fail(db);
    sqlite3_finalize(insert);
    sqlite3_close(db);
}
