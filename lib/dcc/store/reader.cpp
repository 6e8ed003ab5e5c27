#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/columns.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/reader.hpp>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace dcc::store {
namespace {

// The order in which raw_event() reads.
#define DCC_EVENT_COLUMNS                                                                          \
    "event.seq, case_id, customer_id, kind, at, recorded_at, actor, data, sealed_digest, digest, " \
    "salt, text FROM event LEFT JOIN sealed ON sealed.seq = event.seq "

RawEvent raw_event(SQLite::Statement &row) {
    RawEvent event;
    event.seq = column<std::int64_t>(row, 0);
    event.case_id = column<std::optional<CaseId>>(row, 1);
    event.customer_id = column<std::optional<CustomerId>>(row, 2);
    event.kind = column<std::string>(row, 3);
    event.at = column<Instant>(row, 4);
    event.recorded_at = column<Instant>(row, 5);
    event.actor = column<std::string>(row, 6);
    event.data = column<std::string>(row, 7);
    event.sealed_digest = column<std::optional<Digest>>(row, 8);
    event.digest = column<Digest>(row, 9);
    event.salt = column<std::optional<Salt>>(row, 10);
    event.sealed = column<std::string>(row, 11);
    return event;
}

}  // namespace

Event read_event(RawEvent const &raw) {
    Event event;
    event.seq = raw.seq;
    event.case_id = raw.case_id;
    event.customer_id = raw.customer_id;
    event.at = raw.at;
    event.recorded_at = raw.recorded_at;
    event.actor = raw.actor;
    try {
        event.payload = decode(raw.kind, raw.data, raw.sealed);
    } catch (Error const &error) {
        throw Error{ErrorKind::io,
                    fmt::format("the desk is damaged: event {}: {}", raw.seq, error.what()),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    }
    event.erased = raw.sealed_digest && !raw.salt;
    return event;
}

Reader::Reader(std::unique_ptr<Db> db) : db_{std::move(db)} {}
Reader::Reader(Reader &&) noexcept = default;
Reader &Reader::operator=(Reader &&) noexcept = default;
Reader::~Reader() = default;

Reader Reader::open(std::filesystem::path const &path, std::chrono::milliseconds timeout) {
    auto db = std::make_unique<Db>(path, Db::Mode::read, timeout);
    db->guard([&] { check_schema(*db, false); });
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

Head Reader::head() {
    return db_->guard([&] {
        auto query = db_->query("SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1");
        return query.step() ? Head{query.get<std::int64_t>(0), query.get<Digest>(1)} : Head{};
    });
}

std::string Reader::desk_id() {
    return db_->guard([&]() -> std::string {
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS "WHERE event.seq = 1");
        if (!query.step()) throw Error{ErrorKind::io, "the desk has no first event"};
        auto const event = read_event(raw_event(query.statement()));
        auto const *created = std::get_if<event::DeskCreated>(&event.payload);
        if (!created) throw Error{ErrorKind::io, "the desk's first event is not its creation"};
        return created->desk;
    });
}

std::vector<Event> Reader::events(CaseId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query(
            "SELECT " DCC_EVENT_COLUMNS "WHERE event.case_id = ? ORDER BY event.seq", id);
        while (query.step()) events.push_back(read_event(raw_event(query.statement())));
        return events;
    });
}

std::vector<Event> Reader::events(CustomerId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query(
            "SELECT " DCC_EVENT_COLUMNS "WHERE event.customer_id = ? ORDER BY event.seq", id);
        while (query.step()) events.push_back(read_event(raw_event(query.statement())));
        return events;
    });
}

std::vector<Event> Reader::events(ArticleId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS
                                "WHERE event.seq IN (SELECT event FROM article_event"
                                " WHERE article = ?) ORDER BY event.seq",
                                id);
        while (query.step()) events.push_back(read_event(raw_event(query.statement())));
        return events;
    });
}

std::optional<Event> Reader::event(std::int64_t seq) {
    return db_->guard([&]() -> std::optional<Event> {
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS "WHERE event.seq = ?", seq);
        if (!query.step()) return std::nullopt;
        return read_event(raw_event(query.statement()));
    });
}

std::optional<CaseId> Reader::case_of(std::int64_t seq) {
    return db_->guard([&]() -> std::optional<CaseId> {
        auto query = db_->query("SELECT case_id FROM event WHERE seq = ?", seq);
        return query.step() ? query.get<std::optional<CaseId>>(0) : std::nullopt;
    });
}

void Reader::each_event(std::function<bool(RawEvent const &)> const &visit) {
    db_->guard([&] {
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS "ORDER BY event.seq");
        while (query.step() && visit(raw_event(query.statement()))) {
        }
    });
}

void Reader::each_event_by_case(std::function<bool(RawEvent const &)> const &visit) {
    db_->guard([&] {
        bool more = true;
        auto others =
            db_->query("SELECT " DCC_EVENT_COLUMNS "WHERE case_id IS NULL ORDER BY event.seq");
        while (more && others.step()) more = visit(raw_event(others.statement()));
        auto cases = db_->query("SELECT " DCC_EVENT_COLUMNS
                                "WHERE case_id IS NOT NULL ORDER BY case_id, event.seq");
        while (more && cases.step()) more = visit(raw_event(cases.statement()));
    });
}

std::int64_t Reader::event_count() {
    return db_->guard([&] { return db_->number("SELECT count(*) FROM event"); });
}

bool Reader::knows_policy(Digest const &fingerprint) {
    return db_->guard([&] {
        return db_->query("SELECT 1 FROM policy WHERE fingerprint = ?", fingerprint).step();
    });
}

std::optional<TermsRow> Reader::terms(Digest const &policy, std::string const &rule) {
    return db_->guard([&]() -> std::optional<TermsRow> {
        auto query =
            db_->query("SELECT text FROM promise WHERE policy = ? AND rule = ?", policy, rule);
        if (!query.step()) return std::nullopt;
        return TermsRow{policy, rule, query.get<std::string>(0)};
    });
}

std::optional<CalendarRow> Reader::calendar(Digest const &print) {
    return db_->guard([&]() -> std::optional<CalendarRow> {
        auto query = db_->query("SELECT name, text FROM calendar WHERE print = ?", print);
        if (!query.step()) return std::nullopt;
        return CalendarRow{print, query.get<std::string>(0), query.get<std::string>(1)};
    });
}

std::vector<TermsRow> Reader::all_terms() {
    return db_->guard([&] {
        std::vector<TermsRow> rows;
        auto query = db_->query("SELECT policy, rule, text FROM promise ORDER BY policy, rule");
        while (query.step())
            rows.push_back(
                {query.get<Digest>(0), query.get<std::string>(1), query.get<std::string>(2)});
        return rows;
    });
}

std::vector<CalendarRow> Reader::calendars() {
    return db_->guard([&] {
        std::vector<CalendarRow> rows;
        auto query = db_->query("SELECT print, name, text FROM calendar ORDER BY print");
        while (query.step())
            rows.push_back(
                {query.get<Digest>(0), query.get<std::string>(1), query.get<std::string>(2)});
        return rows;
    });
}

std::vector<std::string> Reader::integrity() {
    return db_->guard([&] {
        std::vector<std::string> complaints;
        auto check = db_->query("PRAGMA integrity_check");
        while (check.step())
            if (auto line = check.get<std::string>(0); line != "ok")
                complaints.push_back(std::move(line));
        auto keys = db_->query("PRAGMA foreign_key_check");
        while (keys.step())
            complaints.push_back(fmt::format(
                "table {}: row {} names a row of {} that does not exist", keys.get<std::string>(0),
                keys.get<std::int64_t>(1), keys.get<std::string>(2)));
        return complaints;
    });
}

void Reader::backup(std::filesystem::path const &file,
                    std::function<void(int done, int total)> const &progress) {
    std::error_code code;
    if (std::filesystem::exists(file, code))
        throw Error{ErrorKind::cannot_create, fmt::format("{}: exists already", file.string())};
    auto const partial = file.string() + ".partial";
    std::filesystem::remove(partial, code);
    try {
        // All of one moment: without it each write by others would make the copy begin anew.
        Snapshot const snapshot{*this};
        head();
        SQLite::Database copy{partial, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        SQLite::Backup backup{copy, db_->sqlite()};
        constexpr int pages = 4096;
        int state = SQLITE_OK;
        while ((state = backup.executeStep(pages)) != SQLITE_DONE) {
            if (state == SQLITE_BUSY || state == SQLITE_LOCKED) sqlite3_sleep(1);
            progress(backup.getTotalPageCount() - backup.getRemainingPageCount(),
                     backup.getTotalPageCount());
        }
    } catch (SQLite::Exception const &error) {
        std::filesystem::remove(partial, code);
        if (error.getErrorCode() == SQLITE_CANTOPEN)
            throw Error{ErrorKind::cannot_create, fmt::format("{}: cannot create", file.string())};
        if (error.getErrorCode() == SQLITE_FULL)
            throw Error{ErrorKind::io, fmt::format("{}: the disk is full", file.string())};
        db_->fail(error);
    }
    std::filesystem::rename(partial, file, code);
    if (code)
        throw Error{ErrorKind::cannot_create, fmt::format("{}: {}", file.string(), code.message())};
}

}  // namespace dcc::store
