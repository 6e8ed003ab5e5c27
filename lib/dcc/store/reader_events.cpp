#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/sealed_text.hpp>
#include <dcc/store/reader.hpp>

#include <fmt/format.h>

namespace dcc::store {
namespace {

// The columns in the order that raw_event() reads.
#define DCC_EVENT_COLUMNS                                                                          \
    "event.seq, case_id, customer_id, kind, at, recorded_at, actor, data, sealed_digest, digest, " \
    "user, dated, salt, text, data_key FROM event LEFT JOIN sealed ON sealed.seq = event.seq "

// Reads what an event says and where its time comes from.
void read_payload(Event &event, std::string_view dated, std::string_view kind,
                  std::string_view data, std::string_view sealed) {
    try {
        if (!read_dating(dated, event))
            throw Error{ErrorKind::data, say("unknown dating \"{}\"", dated)};
        event.payload = decode(kind, data, sealed);
    } catch (std::exception const &error) {
        throw Error{ErrorKind::io,
                    say("the desk is damaged: event {}: {}", event.seq, error.what()),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    }
}

// The columns in the order that open_event() reads.
#define DCC_OPEN_EVENT_COLUMNS \
    "event.case_id, event.seq, event.at, event.actor, event.dated, event.kind, event.data"

// An event without its sealed fields.
Event open_event(SQLite::Statement &row) {
    Event event;
    event.case_id = column<CaseId>(row, 0);
    event.seq = column<std::int64_t>(row, 1);
    event.at = column<Instant>(row, 2);
    event.actor = column<std::string>(row, 3);
    read_payload(event, text_at(row, 4), text_at(row, 5), text_at(row, 6), {});
    return event;
}

// Decrypts the text of an event, and the salt before it.
void open_text(KeyRing &keys, RawEvent &event, std::string_view encrypted) {
    event.locked = !keys.has_key();
    if (event.locked) return;
    keys.unlock();
    try {
        auto const text = sealed_text(keys, event.seq, *event.data_key, encrypted);
        event.salt = text.salt;
        event.sealed = text.text;
    } catch (Error const &error) {
        event.locked = true;
        event.fault = error.what();
    }
}

RawEvent raw_event(Db &db, SQLite::Statement &row) {
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
    event.user = column<std::string>(row, 10);
    event.dated = column<std::string>(row, 11);
    event.data_key = column<std::optional<std::int64_t>>(row, 14);
    if (event.data_key) {
        open_text(db.keys(), event, column<std::string>(row, 13));
        return event;
    }
    event.salt = column<std::optional<Salt>>(row, 12);
    event.sealed = column<std::string>(row, 13);
    return event;
}

}  // namespace

void require_text(RawEvent const &raw) {
    if (!raw.locked) return;
    if (!raw.fault.empty())
        throw Error{ErrorKind::io, raw.fault,
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    throw Error{ErrorKind::no_input,
                say("event {}: its text is encrypted, and the master key is missing", raw.seq),
                Hint{Remedy::name_key, "name the master key"}};
}

Event read_event(RawEvent const &raw, Texts texts) {
    if (texts == Texts::needed) require_text(raw);
    Event event;
    event.seq = raw.seq;
    event.case_id = raw.case_id;
    event.customer_id = raw.customer_id;
    event.at = raw.at;
    event.recorded_at = raw.recorded_at;
    event.actor = raw.actor;
    event.user = raw.user;
    read_payload(event, raw.dated, raw.kind, raw.data, raw.sealed);
    event.erased = raw.sealed_digest && !raw.salt && !raw.locked;
    return event;
}

Head Reader::head() {
    return db_->guard([&] {
        auto query = db_->query("SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1");
        return query.step() ? Head{query.get<std::int64_t>(0), query.get<Digest>(1)} : Head{};
    });
}

Head Reader::head_at(Instant instant) {
    return db_->guard([&] {
        auto query = db_->query(
            "SELECT seq, digest FROM event WHERE at <= ? ORDER BY seq DESC LIMIT 1", instant);
        return query.step() ? Head{query.get<std::int64_t>(0), query.get<Digest>(1)} : Head{};
    });
}

event::DeskCreated Reader::creation() {
    auto const first = event(1);
    if (!first) throw Error{ErrorKind::io, "the desk has no first event"};
    auto const *created = std::get_if<event::DeskCreated>(&first->payload);
    if (!created) throw Error{ErrorKind::io, "the desk's first event is not its creation"};
    return *created;
}

std::string Reader::desk_id() {
    return creation().desk;
}

bool Reader::is_sandbox() {
    return creation().sandbox;
}

std::optional<event::CallMade> Reader::call_with(std::string const &key) {
    return db_->guard([&]() -> std::optional<event::CallMade> {
        // In the words of the index event_call.
        auto query = db_->query(
            "SELECT data FROM event WHERE kind = 'call_made'"
            " AND json_extract(data, '$.key') = ?",
            key);
        if (!query.step()) return std::nullopt;
        return std::get<event::CallMade>(
            decode(event::CallMade::type.word, query.get<std::string>(0), {}));
    });
}

std::vector<Event> Reader::events(CaseId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query(
            "SELECT " DCC_EVENT_COLUMNS "WHERE event.case_id = ? ORDER BY event.seq", id);
        while (query.step()) {
            events.push_back(read_event(raw_event(*db_, query.statement())));
            auto const *withdrawn = std::get_if<event::EventWithdrawn>(&events.back().payload);
            if (!withdrawn) continue;
            auto const index = static_cast<std::size_t>(withdrawn->nth) - 1;
            if (index < events.size()) events[index].withdrawn_by = events.back().seq;
        }
        return events;
    });
}

std::vector<Event> Reader::open_events(CaseId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query(
            "SELECT " DCC_OPEN_EVENT_COLUMNS " FROM event WHERE case_id = ? ORDER BY seq", id);
        while (query.step()) events.push_back(open_event(query.statement()));
        return events;
    });
}

void Reader::each_history(
    std::optional<Instant> from, Instant before,
    std::function<void(std::span<Event const>, std::string const &tier)> const &visit) {
    db_->guard([&] {
        // CROSS JOIN: first the index on the time, then the events of each case.
        auto query = db_->query(
            "SELECT " DCC_OPEN_EVENT_COLUMNS
            ", customer.tier"
            " FROM cases CROSS JOIN event ON event.case_id = cases.id"
            " LEFT JOIN customer ON customer.id = cases.customer"
            " WHERE cases.received_at >= ? AND cases.received_at < ? AND cases.kind <> 'action'"
            " ORDER BY cases.received_at, cases.id, event.seq",
            from.value_or(beginning), before);
        auto &row = query.statement();
        std::vector<Event> events;
        std::string tier;
        while (query.step()) {
            auto const id = column<CaseId>(row, 0);
            if (!events.empty() && events.front().case_id != id) {
                visit(events, tier);
                events.clear();
            }
            if (events.empty()) tier = text_at(row, 7);
            events.push_back(open_event(row));
        }
        if (!events.empty()) visit(events, tier);
    });
}

void Reader::each_triage(std::optional<Instant> from, std::optional<Instant> before,
                         std::function<void(Event const &)> const &visit) {
    db_->guard([&] {
        // CROSS JOIN: first the index on the time, then the events of each case.
        auto query = db_->query(
            "SELECT event.seq, event.case_id, event.at, event.actor, event.data FROM cases"
            " CROSS JOIN event ON event.case_id = cases.id"
            " WHERE cases.received_at >= ? AND cases.received_at < ? AND cases.kind = 'service'"
            " AND event.kind = 'triaged' ORDER BY cases.received_at, cases.id, event.seq",
            from.value_or(Instant::min()), before.value_or(Instant::max()));
        while (query.step()) {
            Event event;
            event.seq = query.get<std::int64_t>(0);
            event.case_id = query.get<CaseId>(1);
            event.at = query.get<Instant>(2);
            event.actor = query.get<std::string>(3);
            event.payload = decode(event::Triaged::type.word, query.get<std::string>(4), {});
            visit(event);
        }
    });
}

std::vector<Event> Reader::events(CustomerId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto query = db_->query(
            "SELECT " DCC_EVENT_COLUMNS "WHERE event.customer_id = ? ORDER BY event.seq", id);
        while (query.step()) events.push_back(read_event(raw_event(*db_, query.statement())));
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
        while (query.step()) events.push_back(read_event(raw_event(*db_, query.statement())));
        return events;
    });
}

std::vector<Event> Reader::events(IncidentId id) {
    return db_->guard([&] {
        std::vector<Event> events;
        auto const text = id.text();
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS
                                "WHERE json_extract(event.data, '$.incident') = ?"
                                " AND event.kind IN ('incident_declared', 'incident_ticked',"
                                " 'incident_updated', 'incident_resolved') ORDER BY event.seq",
                                text);
        while (query.step()) events.push_back(read_event(raw_event(*db_, query.statement())));
        return events;
    });
}

std::optional<Event> Reader::event(std::int64_t seq) {
    return db_->guard([&]() -> std::optional<Event> {
        auto query = db_->query("SELECT " DCC_EVENT_COLUMNS "WHERE event.seq = ?", seq);
        if (!query.step()) return std::nullopt;
        return read_event(raw_event(*db_, query.statement()));
    });
}

bool Reader::has_text(std::int64_t seq) {
    return db_->guard([&] { return db_->query("SELECT 1 FROM sealed WHERE seq = ?", seq).step(); });
}

std::optional<CaseId> Reader::case_of(std::int64_t seq) {
    return db_->guard([&]() -> std::optional<CaseId> {
        auto query = db_->query("SELECT case_id FROM event WHERE seq = ?", seq);
        return query.step() ? query.get<std::optional<CaseId>>(0) : std::nullopt;
    });
}

void Reader::each_event(std::function<bool(RawEvent const &)> const &visit, std::int64_t after) {
    db_->guard([&] {
        // A row of a number below 1 is no event, and verify must see it.
        auto const first = after == 0 ? INT64_MIN : after + 1;
        auto query = db_->query(
            "SELECT " DCC_EVENT_COLUMNS "WHERE event.seq >= ? ORDER BY event.seq", first);
        while (query.step() && visit(raw_event(*db_, query.statement()))) {
        }
    });
}

void Reader::each_event_by_case(std::function<bool(RawEvent const &)> const &visit) {
    db_->guard([&] {
        bool more = true;
        auto others =
            db_->query("SELECT " DCC_EVENT_COLUMNS "WHERE case_id IS NULL ORDER BY event.seq");
        while (more && others.step()) more = visit(raw_event(*db_, others.statement()));
        auto cases = db_->query("SELECT " DCC_EVENT_COLUMNS
                                "WHERE case_id IS NOT NULL ORDER BY case_id, event.seq");
        while (more && cases.step()) more = visit(raw_event(*db_, cases.statement()));
    });
}

void Reader::each_event_by_owner(std::function<bool(RawEvent const &)> const &visit) {
    db_->guard([&] {
        bool more = true;
        auto const go_over = [&](Query events) {
            while (more && events.step()) more = visit(raw_event(*db_, events.statement()));
        };
        go_over(db_->query("SELECT " DCC_EVENT_COLUMNS
                           "WHERE case_id IS NULL AND customer_id IS NULL ORDER BY event.seq"));
        go_over(db_->query("SELECT " DCC_EVENT_COLUMNS
                           "WHERE case_id IS NULL AND customer_id IS NOT NULL"
                           " ORDER BY customer_id, event.seq"));
        go_over(db_->query("SELECT " DCC_EVENT_COLUMNS
                           "WHERE case_id IS NOT NULL ORDER BY case_id, event.seq"));
    });
}

std::int64_t Reader::event_count() {
    return db_->guard([&] { return db_->number("SELECT count(*) FROM event"); });
}

}  // namespace dcc::store
