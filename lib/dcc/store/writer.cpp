#include <dcc/base/new_file.hpp>
#include <dcc/base/scratch_file.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/chain.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/detail/sealed_text.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/detail/text_index.hpp>
#include <dcc/store/renewal.hpp>
#include <dcc/store/writer.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace dcc::store {
namespace {

// Frames in the log that cause a checkpoint: few enough that one is fast, many enough that it is
// rare.
constexpr int log_limit = 64;
constexpr int bulk_log_limit = 16384;

// While readers overlap, a checkpoint that does not wait never empties the log. So from this many
// frames on, and again each time that as many as `patience_step` were added, one waits for readers.
constexpr int long_log = 4096;
constexpr int patience_step = 1024;
constexpr std::chrono::seconds patience{1};

// How long the checkpoint after an erasure waits, so that the log keeps nothing of what was erased.
constexpr std::chrono::milliseconds erasure_patience = std::chrono::seconds{5};

// How long a checkpoint waits when the last commit has brought the log to so many frames.
std::chrono::milliseconds patience_at(int frames, int added) {
    bool const is_due =
        frames >= long_log && (frames - added) / patience_step < frames / patience_step;
    return is_due ? patience : std::chrono::milliseconds{0};
}

std::optional<std::int64_t> number(auto const &id) {
    return id ? std::optional{id->number} : std::nullopt;
}

template <class Row>
void put_as_it_is(Db &db, Row const &row) {
    static auto const sql = insert_or_update<Row>();
    Query query{db.prepare(sql.c_str())};
    bind_row(query.statement(), row);
    query.run();
}

template <class Row>
void put_row(Db &db, Row const &row) {
    if constexpr (has_personal<Row>)
        if (db.keys().protection()) return put_as_it_is(db, hidden(db.keys(), row));
    put_as_it_is(db, row);
}

// A case that is being opened: its event is not there yet.
void note_owner(KeyRing &keys, Event const &event) {
    if (auto const *opened = std::get_if<event::Opened>(&event.payload); opened && event.case_id)
        keys.opened(*event.case_id, opened->customer);
}

void put_sealed(Db &db, Event const &event, Salt const &salt, std::string const &text) {
    auto &keys = db.keys();
    if (!keys.protection()) {
        db.query("INSERT INTO sealed (seq, salt, text) VALUES (?, ?, ?)", event.seq, salt, text)
            .run();
        return;
    }
    auto const key = keys.key_of(owner_of(keys, event.case_id, event.customer_id));
    auto const encrypted = encrypt(keys, event.seq, key, salt, text);
    db.query("INSERT INTO sealed (seq, salt, text, data_key) VALUES (?, x'', ?, ?)", event.seq,
             encrypted, key)
        .run();
}

}  // namespace

Writer::Writer(std::unique_ptr<Db> db, bool bulk) : Reader{std::move(db)}, bulk_{bulk} {
    // Keeps pages and statement journals in memory; else each batch writes them to a file.
    if (bulk_) db_->sqlite().exec("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
}

Writer::~Writer() {
    if (db_) rollback();
}

bool Writer::is_free(std::filesystem::path const &path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code) || std::filesystem::file_size(path, code) == 0)
        return true;
    // SQLite undoes what a killed create() has left half written, if it may write.
    bool const is_interrupted = std::filesystem::exists(path.string() + "-journal", code);
    try {
        Db db{path, is_interrupted ? Db::Mode::write : Db::Mode::read, std::chrono::seconds{1}};
        return db.number("PRAGMA application_id") == 0 &&
               db.number("SELECT count(*) FROM sqlite_schema") == 0;
    } catch (std::exception const &) {
        return false;  // not a desk in creation: do not overwrite it
    }
}

Writer Writer::create(std::filesystem::path const &path) {
    std::error_code code;
    if (!is_free(path))
        throw Error{ErrorKind::cannot_create, say("{}: exists already", path.string())};
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
    // Made here, since SQLite would leave the mode to the mask of the process.
    if (!std::filesystem::exists(path, code)) {
        NewFile file{path};
        file.create(access_in(directory_of(path)));
        file.keep();
    } else {
        give_access(path, access_in(directory_of(path)));
    }
    auto db = std::make_unique<Db>(path, Db::Mode::create, std::chrono::seconds{5});
    Writer writer{std::move(db), false};
    writer.db_->guard([&] { writer.db_->sqlite().exec("PRAGMA journal_mode = WAL"); });
    writer.begin_desk();
    return writer;
}

Writer Writer::in_memory() {
    Writer writer{Db::in_memory(), false};
    writer.begin_desk();
    return writer;
}

Writer Writer::create_scratch(std::filesystem::path const &file, std::filesystem::path const &desk,
                              std::int64_t page_size) {
    Writer writer{Db::scratch(file, desk), true};
    writer.db_->guard(
        [&] { writer.db_->sqlite().exec(fmt::format("PRAGMA page_size = {}", page_size)); });
    writer.begin_desk();
    return writer;
}

void Writer::begin_desk() {
    db_->guard([&] {
        db_->sqlite().exec("BEGIN IMMEDIATE");
        in_transaction_ = true;
        if (db_->number("SELECT count(*) FROM sqlite_schema") > 0)
            throw Error{ErrorKind::cannot_create, say("{}: exists already", path().string())};
        create_schema(*db_);
    });
}

Writer Writer::open(std::filesystem::path const &path, Options options) {
    auto db = std::make_unique<Db>(path, Db::Mode::write, options.timeout);
    db->keys().use(std::move(options.key));
    db->guard([&] {
        check_schema(*db, options.migrate ? Older::upgrade : Older::refuse);
        if (options.migrate) db->require_log();
    });
    return Writer{std::move(db), options.bulk};
}

void Writer::begin() {
    db_->guard([&] {
        db_->sqlite().exec("BEGIN IMMEDIATE");
        in_transaction_ = true;
        has_traces_ = false;
        auto last =
            db_->query("SELECT seq, digest, recorded_at FROM event ORDER BY seq DESC LIMIT 1");
        if (!last.step()) return;
        head_ = {last.get<std::int64_t>(0), last.get<Digest>(1)};
        last_recorded_ = last.get<Instant>(2);
        db_->keys().look();
        db_->keys().unlock();
    });
}

void Writer::commit() {
    db_->guard([&] {
        // All together, since FTS5 writes a segment of the index whenever other statements come
        // between.
        for (auto const &text : texts_) put_text(*db_, text);
        texts_.clear();
        if (scrub_) purge_cases(*db_);
        destroy_unused_keys();
        db_->sqlite().exec("COMMIT");
        in_transaction_ = false;
        db_->keys().committed();
        auto const frames = db_->log_frames();
        auto const added = db_->pages_written();
        if (scrub_)
            scrub();
        else if (frames >= (bulk_ ? bulk_log_limit : log_limit))
            db_->checkpoint(patience_at(frames, added));
    });
}

void Writer::scrub() {
    scrub_ = false;
    bool const compacts = std::exchange(compact_, false);
    auto const last = head().seq;
    // The copy that VACUUM makes is as large as the desk, and is encrypted as that is.
    if (compacts) db_->sqlite().tryExec("PRAGMA temp_store = FILE");
    bool const failed = compacts && db_->sqlite().tryExec("VACUUM") != 0;
    std::string const why = failed ? db_->sqlite().getErrorMsg() : "";
    if (compacts) db_->sqlite().tryExec("PRAGMA temp_store = MEMORY");
    has_traces_ = !db_->checkpoint(erasure_patience) || failed;
    ScratchFile::remove_left_over(rebuilt_file(path()));
    if (failed)
        throw Error{ErrorKind::io,
                    say("{}: the change was made, but the file could not be compacted, and "
                        "unused parts of it may still hold what was replaced: {}",
                        path().string(), why),
                    Hint{Remedy::compact_desk, "make room, then compact the file"}};
    // If that cannot be noted now, the file is only compacted once more than needed.
    if (compacts && !has_traces_)
        db_->sqlite().tryExec(
            fmt::format("DELETE FROM compaction_due WHERE event <= {}", last).c_str());
}

void Writer::rollback() noexcept {
    texts_.clear();
    scrub_ = compact_ = false;
    doubtful_keys_.clear();
    if (std::exchange(in_transaction_, false)) {
        db_->sqlite().tryExec("ROLLBACK");
        db_->keys().forget();
    }
}

Writer::Savepoint::Savepoint(Writer &writer)
    : writer_{writer},
      head_{writer.head_},
      last_recorded_{writer.last_recorded_},
      texts_{writer.texts_.size()} {
    writer_.db_->guard([&] { writer_.db_->sqlite().exec("SAVEPOINT part"); });
}

Writer::Savepoint::~Savepoint() {
    if (done_) return;
    // After some errors SQLite has rolled back everything: there is no savepoint any more.
    writer_.db_->sqlite().tryExec("ROLLBACK TO part; RELEASE part");
    writer_.db_->keys().forget();
    writer_.head_ = head_;
    writer_.last_recorded_ = last_recorded_;
    writer_.texts_.erase(writer_.texts_.begin() + static_cast<std::ptrdiff_t>(texts_),
                         writer_.texts_.end());
}

void Writer::Savepoint::keep() {
    writer_.db_->guard([&] { writer_.db_->sqlite().exec("RELEASE part"); });
    done_ = true;
}

void Writer::append(Event &event) {
    db_->guard([&] {
        auto const encoded = encode(event.payload);
        auto const dated = dating_text(event);
        event.seq = head_.seq + 1;
        Chained chained{event.seq,
                        number(event.case_id),
                        number(event.customer_id),
                        encoded.kind,
                        event.at.time_since_epoch().count(),
                        event.recorded_at.time_since_epoch().count(),
                        event.actor,
                        encoded.data,
                        std::nullopt,
                        event.user,
                        dated};
        Salt salt{};
        if (!encoded.sealed.empty()) {
            salt = random_salt();
            chained.sealed_digest = digest(salt, encoded.sealed);
        }
        head_ = {event.seq, link(head_.digest, chained)};
        last_recorded_ = event.recorded_at;
        db_->query(
               "INSERT INTO event (seq, case_id, customer_id, kind, at, recorded_at, actor, data,"
               " sealed_digest, digest, user, dated)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               event.seq, event.case_id, event.customer_id, std::string{encoded.kind}, event.at,
               event.recorded_at, event.actor, encoded.data, chained.sealed_digest, head_.digest,
               event.user, dated)
            .run();
        if (db_->keys().protection()) note_owner(db_->keys(), event);
        if (!encoded.sealed.empty()) put_sealed(*db_, event, salt, encoded.sealed);
        index(event);
    });
}

bool Writer::keeps_words() {
    auto const *protection = db_->keys().protection();
    return !protection || protection->words;
}

void Writer::destroy_unused_keys() {
    for (auto const key : doubtful_keys_)
        db_->query(
               "DELETE FROM data_key WHERE number = ?1"
               " AND NOT EXISTS (SELECT 1 FROM sealed WHERE data_key = ?1)"
               " AND owner NOT IN ('desk', 'lookup')",
               key)
            .run();
    doubtful_keys_.clear();
}

void Writer::erase(std::vector<std::int64_t> const &events) {
    db_->guard([&] {
        for (auto const seq : events) {
            auto const old = event(seq);
            if (!old) continue;
            std::vector<IndexedText> indexed;
            if (old->case_id && keeps_words()) add_text(indexed, seq, old->payload);
            for (auto const &text : indexed) {
                bool const is_new =
                    std::erase_if(texts_, [&](auto const &one) { return one.event == seq; }) > 0;
                if (!is_new) remove_text(*db_, text);
            }
            if (auto query = db_->query("SELECT data_key FROM sealed WHERE seq = ?", seq);
                query.step())
                if (auto const key = query.get<std::optional<std::int64_t>>(0))
                    doubtful_keys_.insert(*key);
            db_->query("DELETE FROM sealed WHERE seq = ?", seq).run();
            scrub_ = true;
        }
    });
}

void Writer::put(Rows const &rows) {
    db_->guard([&] {
        each_projection([&]<class Row>(std::type_identity<Row>) {
            for (auto const &row : list_of<Row>(rows)) {
                if constexpr (std::is_same_v<Row, ArticleRow>) reindex(row);
                put_row(*db_, row);
            }
        });
    });
}

void Writer::remove_parts(Rows const &rows) {
    db_->guard([&] {
        each_projection([&]<class Row>(std::type_identity<Row>) {
            if constexpr (OfCase<Row> && !std::is_same_v<Row, CaseRow>)
                for (auto const &row : list_of<Row>(rows)) {
                    static auto const sql = delete_by_key<Row>();
                    Query query{db_->prepare(sql.c_str())};
                    bind_key(query.statement(), row);
                    query.run();
                }
        });
    });
}

void Writer::reindex(ArticleRow const &row) {
    auto const text_of = [this](ArticleRow const &article) -> ArticleText {
        auto const holder = event(article.text_event);
        auto const *written =
            holder ? std::get_if<event::ArticleWritten>(&holder->payload) : nullptr;
        if (!written)
            throw Error{
                ErrorKind::io, say("the desk is damaged: {} has no text", article.id.text()),
                Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
        return {article.id, index_text(written->title), index_text(written->body)};
    };
    auto const before = find(row.id);
    if (before && !before->retired_at) remove_text(*db_, text_of(*before));
    if (!row.retired_at) put_text(*db_, text_of(row));
}

void Writer::index(Event const &event) {
    if (event.case_id && keeps_words()) add_text(texts_, event.seq, event.payload);
}

void Writer::index_cases() {
    db_->guard([&] { store::index_cases(*db_); });
}

CaseId Writer::next_case_id() {
    return db_->guard(
        [&] { return CaseId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM cases")}; });
}

CustomerId Writer::next_customer_id() {
    return db_->guard(
        [&] { return CustomerId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM customer")}; });
}

ArticleId Writer::next_article_id() {
    return db_->guard(
        [&] { return ArticleId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM article")}; });
}

}  // namespace dcc::store
