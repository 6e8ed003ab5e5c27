#include <dcc/model/codec.hpp>
#include <dcc/store/chain.hpp>
#include <dcc/store/detail/columns.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/index_writing.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/writer.hpp>

#include <fmt/format.h>

namespace dcc::store {
namespace {

// When the log is emptied: often enough that no command pays much, seldom enough that few do.
constexpr int log_limit = 64;
constexpr int bulk_log_limit = 16384;

std::optional<std::int64_t> number(auto const &id) {
    return id ? std::optional{id->number} : std::nullopt;
}

}  // namespace

Writer::Writer(std::unique_ptr<Db> db, bool bulk) : Reader{std::move(db)}, bulk_{bulk} {
    // Pages in memory, and what undoes a single statement too: else each batch writes it to a file.
    if (bulk_) db_->sqlite().exec("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
}

Writer::~Writer() {
    if (!db_) return;
    rollback();
    // What a large import leaves in the log, every later command would have to read through.
    if (bulk_ && db_->log_frames() >= log_limit) db_->checkpoint();
}

bool Writer::is_free(std::filesystem::path const &path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code) || std::filesystem::file_size(path, code) == 0)
        return true;
    try {
        Db db{path, Db::Mode::read, std::chrono::seconds{1}};
        return db.number("PRAGMA application_id") == 0 &&
               db.number("SELECT count(*) FROM sqlite_schema") == 0;
    } catch (std::exception const &) {
        return false;  // whatever it is, it is not ours to write over
    }
}

Writer Writer::create(std::filesystem::path const &path) {
    std::error_code code;
    if (!is_free(path))
        throw Error{ErrorKind::cannot_create, fmt::format("{}: exists already", path.string())};
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
    auto db = std::make_unique<Db>(path, Db::Mode::create, std::chrono::seconds{5});
    Writer writer{std::move(db), false};
    writer.db_->guard([&] {
        writer.db_->sqlite().exec("PRAGMA journal_mode = WAL");
        writer.db_->sqlite().exec("BEGIN IMMEDIATE");
        writer.in_transaction_ = true;
        if (writer.db_->number("SELECT count(*) FROM sqlite_schema") > 0)
            throw Error{ErrorKind::cannot_create, fmt::format("{}: exists already", path.string())};
        create_schema(*writer.db_);
    });
    return writer;
}

Writer Writer::open(std::filesystem::path const &path, Options options) {
    auto db = std::make_unique<Db>(path, Db::Mode::write, options.timeout);
    db->guard([&] { check_schema(*db, true); });
    return Writer{std::move(db), options.bulk};
}

void Writer::begin() {
    db_->guard([&] {
        db_->sqlite().exec("BEGIN IMMEDIATE");
        in_transaction_ = true;
        head_ = head();
    });
}

void Writer::commit() {
    db_->guard([&] {
        // All at once: between other statements FTS5 would write a piece of the index each time.
        for (auto const &text : texts_) put_text(*db_, text);
        texts_.clear();
        db_->sqlite().exec("COMMIT");
        in_transaction_ = false;
        if (db_->log_frames() >= (bulk_ ? bulk_log_limit : log_limit)) db_->checkpoint();
    });
}

void Writer::rollback() noexcept {
    texts_.clear();
    if (in_transaction_) db_->sqlite().tryExec("ROLLBACK");
    in_transaction_ = false;
}

void Writer::append(Event &event) {
    db_->guard([&] {
        auto const encoded = encode(event.payload);
        event.seq = head_.seq + 1;
        Chained chained{event.seq,
                        number(event.case_id),
                        number(event.customer_id),
                        encoded.kind,
                        event.at.time_since_epoch().count(),
                        event.recorded_at.time_since_epoch().count(),
                        event.actor,
                        encoded.data,
                        std::nullopt};
        Salt salt{};
        if (!encoded.sealed.empty()) {
            salt = random_salt();
            chained.sealed_digest = digest(salt, encoded.sealed);
        }
        head_ = {event.seq, link(head_.digest, chained)};
        db_->query(
               "INSERT INTO event (seq, case_id, customer_id, kind, at, recorded_at, actor, data,"
               " sealed_digest, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               event.seq, event.case_id, event.customer_id, std::string{encoded.kind}, event.at,
               event.recorded_at, event.actor, encoded.data, chained.sealed_digest, head_.digest)
            .run();
        if (!encoded.sealed.empty())
            db_->query("INSERT INTO sealed (seq, salt, text) VALUES (?, ?, ?)", event.seq, salt,
                       encoded.sealed)
                .run();
        if (event.case_id) add_text(texts_, event.seq, event.payload);
    });
}

void Writer::put(CaseRows const &rows) {
    db_->guard([&] {
        static auto const put_case = insert(case_columns, "cases", or_update(case_columns));
        static auto const put_clock = insert(clock_columns, "clock", or_update<3>(clock_columns));
        static auto const put_message =
            insert(message_columns, "message", or_update<2>(message_columns));
        static auto const put_visit = insert(visit_columns, "visit", or_update<2>(visit_columns));
        static auto const put_invitation =
            insert(invitation_columns, "invitation", or_update(invitation_columns));
        auto const put_row = [&](std::string const &sql, auto const &row, auto const &columns) {
            auto &statement = db_->prepare(sql.c_str());
            bind_row(statement, row, columns);
            Query{statement}.run();
        };
        put_row(put_case, rows.item, case_columns);
        for (auto const &row : rows.clocks) put_row(put_clock, row, clock_columns);
        for (auto const &row : rows.messages) put_row(put_message, row, message_columns);
        for (auto const &row : rows.visits) put_row(put_visit, row, visit_columns);
        for (auto const &row : rows.invitations) put_row(put_invitation, row, invitation_columns);
    });
}

void Writer::put(CustomerRow const &row) {
    db_->guard([&] {
        static auto const put_customer =
            insert(customer_columns, "customer", or_update(customer_columns));
        auto &statement = db_->prepare(put_customer.c_str());
        bind_row(statement, row, customer_columns);
        Query{statement}.run();
    });
}

void Writer::put_policy(Digest const &fingerprint, std::int64_t adopted_seq) {
    db_->guard([&] {
        db_->query(
               "INSERT INTO policy (fingerprint, adopted_seq) VALUES (?, ?)"
               " ON CONFLICT (fingerprint) DO NOTHING",
               fingerprint, adopted_seq)
            .run();
    });
}

void Writer::put(TermsRow const &row) {
    db_->guard([&] {
        db_->query(
               "INSERT INTO promise (policy, rule, text) VALUES (?, ?, ?)"
               " ON CONFLICT (policy, rule) DO NOTHING",
               row.policy, row.rule, row.text)
            .run();
    });
}

void Writer::put(CalendarRow const &row) {
    db_->guard([&] {
        db_->query(
               "INSERT INTO calendar (print, name, text) VALUES (?, ?, ?)"
               " ON CONFLICT (print) DO NOTHING",
               row.print, row.name, row.text)
            .run();
    });
}

void Writer::clear_projections() {
    db_->guard([&] {
        for (auto const *table : {"clock", "message", "visit", "invitation", "cases", "customer",
                                  "promise", "policy", "calendar", "article_event", "article"})
            db_->sqlite().exec(fmt::format("DELETE FROM {}", table));
        for (auto const *index : {"case_words", "article_words"})
            db_->sqlite().exec(fmt::format("INSERT INTO {0} ({0}) VALUES ('delete-all')", index));
    });
}

CaseId Writer::next_case_id() {
    return db_->guard(
        [&] { return CaseId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM cases")}; });
}

CustomerId Writer::next_customer_id() {
    return db_->guard(
        [&] { return CustomerId{db_->number("SELECT coalesce(max(id), 0) + 1 FROM customer")}; });
}

}  // namespace dcc::store
