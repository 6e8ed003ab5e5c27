#include <dcc/base/base64.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>

#include <charconv>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace dcc::store {
namespace {

// So many unwrapped keys are kept, about 100 bytes each.
constexpr std::size_t most_keys = 10'000;

std::string_view blob(SQLite::Column const &cell) {
    return {static_cast<char const *>(cell.getBlob()), static_cast<std::size_t>(cell.getBytes())};
}

SecretKey wrapping_key(SecretKey const &master) {
    return master.derive("dcc: to wrap data keys");
}

}  // namespace

std::string id_of(SecretKey const &master) {
    return hex(master.digest("dcc: id of a master key")).substr(0, 16);
}

Protection const *KeyRing::protection() {
    if (!looked_) look();
    return protection_ ? &*protection_ : nullptr;
}

std::optional<Protection> KeyRing::recorded() {
    auto events = db_.query(
        "SELECT seq, kind, data FROM event WHERE kind IN ('desk_protected', 'key_rotated')"
        " ORDER BY seq DESC");
    std::string master;  // the last one
    while (events.step()) {
        auto const seq = events.get<std::int64_t>(0);
        try {
            auto const happened =
                decode(events.get<std::string>(1), events.get<std::string>(2), {});
            if (auto const *rotated = std::get_if<event::KeyRotated>(&happened)) {
                if (master.empty()) master = rotated->key;
            } else if (auto const *made = std::get_if<event::DeskProtected>(&happened)) {
                return Protection{master.empty() ? made->key : master, made->words};
            }
        } catch (Error const &error) {
            damaged(say("event {}: {}", seq, error.message()));
        }
    }
    return std::nullopt;
}

void KeyRing::look() {
    auto found = recorded();
    looked_ = true;
    // Who owns what may have been changed by another connection.
    owners_.clear();
    cases_.clear();
    // Another connection may have changed the master key. The data keys stay as they are.
    if (found != protection_) master_.reset();
    protection_ = std::move(found);
}

void KeyRing::unlock() {
    auto const *desk = protection();
    if (!desk || master_) return;
    if (!source_)
        throw Error{ErrorKind::no_input,
                    say("personal data in this desk is encrypted, and its master key {} is missing",
                        desk->master),
                    Hint{Remedy::name_key, "name the master key"}};
    auto const master = source_();
    if (id_of(master) != desk->master)
        throw Error{ErrorKind::no_input,
                    say("this desk needs the master key {}; the one that is given is {}",
                        desk->master, id_of(master)),
                    Hint{Remedy::name_key, "name the master key of this desk"}};
    master_ = wrapping_key(master);
}

void KeyRing::unlock(SecretKey const &master) {
    master_ = wrapping_key(master);
    changed_ = master;
}

void KeyRing::committed() {
    if (!changed_) return;
    source_ = [master = *changed_] { return master; };
    changed_.reset();
}

void KeyRing::damaged(Wording const &what) const {
    throw Error{ErrorKind::io, say("{}: the desk is damaged: {}", db_.path().string(), what),
                Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
}

SecretKey KeyRing::unwrapped(std::int64_t number, std::string_view wrapped,
                             std::string const &owner) {
    unlock();
    auto const key = master_ ? master_->unwrap(wrapped, owner) : std::nullopt;
    if (!key) damaged(say("the data key {} cannot be unwrapped", number));
    return *key;
}

SecretKey const &KeyRing::data_key(std::int64_t number) {
    if (auto const known = keys_.find(number); known != keys_.end()) return known->second;
    auto query = db_.query("SELECT wrapped, owner FROM data_key WHERE number = ?", number);
    if (!query.step()) damaged(say("there is no data key {}", number));
    auto const key =
        unwrapped(number, blob(query.statement().getColumn(0)), query.get<std::string>(1));
    if (keys_.size() >= most_keys) keys_.clear();
    return keys_.emplace(number, key).first->second;
}

std::string KeyRing::encrypt(std::int64_t key, std::string_view text, std::string_view place) {
    return to_base64(encrypt_bytes(key, text, place));
}

std::string KeyRing::decrypt(std::int64_t key, std::string_view text, std::string_view place) {
    return decrypt_bytes(key, from_base64(text).value_or(""), place);
}

std::string KeyRing::encrypt_bytes(std::int64_t key, std::string_view bytes,
                                   std::string_view place) {
    return data_key(key).encrypt(bytes, place);
}

std::string KeyRing::decrypt_bytes(std::int64_t key, std::string_view bytes,
                                   std::string_view place) {
    auto plain = data_key(key).decrypt(bytes, place);
    if (!plain) damaged(say("{} cannot be decrypted", place));
    return *plain;
}

std::string KeyRing::encrypt_column(std::string const &owner, std::string_view text,
                                    std::string_view place) {
    auto const key = key_of(owner);
    return fmt::format("{}:{}", key, encrypt(key, text, place));
}

std::string KeyRing::decrypt_column(std::string_view text, std::string_view place) {
    std::int64_t key = 0;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), key).ptr;
    auto const size = static_cast<std::size_t>(end - text.data());
    if (size == 0 || size == text.size() || *end != ':') damaged(say("{} is not encrypted", place));
    return decrypt(key, text.substr(size + 1), place);
}

std::string KeyRing::blind(std::string_view column, std::string_view text) {
    constexpr std::size_t digits = 32;  // 128 bits: two texts never have the same
    auto const key = find_key(lookup_owner);
    if (!key) damaged("the data key for look-ups is missing");
    return hex(data_key(*key).digest(fmt::format("{} {}", column, text))).substr(0, digits);
}

std::optional<std::int64_t> KeyRing::find_key(std::string const &owner) {
    if (auto const known = owners_.find(owner); known != owners_.end()) return known->second;
    auto query = db_.query(
        "SELECT number FROM data_key WHERE owner = ? ORDER BY number DESC LIMIT 1", owner);
    if (!query.step()) return std::nullopt;
    return owners_.emplace(owner, query.get<std::int64_t>(0)).first->second;
}

std::int64_t KeyRing::key_of(std::string const &owner) {
    if (auto const found = find_key(owner)) return *found;
    unlock();
    auto const key = SecretKey::generate();
    auto const wrapped = master_.value().wrap(key, owner);
    auto &insert = db_.prepare("INSERT INTO data_key (owner, wrapped) VALUES (?, ?)");
    Query made{insert, owner};
    insert.bindNoCopy(2, wrapped.data(), static_cast<int>(wrapped.size()));
    try {
        made.run();
    } catch (SQLite::Exception const &) {
        if (db_.number("SELECT max(seq) FROM sqlite_sequence WHERE name = 'data_key'") < INT64_MAX)
            throw;
        damaged("no number is left for a new data key");  // SQLite takes that for a full disk
    }
    auto const number = db_.sqlite().getLastInsertRowid();
    keys_.insert_or_assign(number, key);
    return owners_.emplace(owner, number).first->second;
}

std::string KeyRing::owner_of(CaseId id) {
    if (auto const known = cases_.find(id.number); known != cases_.end()) return known->second;
    auto query = db_.query(
        "SELECT json_extract(data, '$.customer') FROM event WHERE case_id = ? AND kind = 'opened'",
        id);
    opened(id, query.step() ? CustomerId::parse(query.get<std::string>(0)) : std::nullopt);
    return cases_.at(id.number);
}

void KeyRing::opened(CaseId id, std::optional<CustomerId> customer) {
    cases_.insert_or_assign(id.number, customer ? customer->text() : id.text());
}

void KeyRing::rewrap(SecretKey const &master) {
    auto const next = wrapping_key(master);
    auto all = db_.query("SELECT number, owner, wrapped FROM data_key ORDER BY number");
    while (all.step()) {
        auto const number = all.get<std::int64_t>(0);
        auto const owner = all.get<std::string>(1);
        auto const key = unwrapped(number, blob(all.statement().getColumn(2)), owner);
        auto const wrapped = next.wrap(key, owner);
        auto &update = db_.prepare("UPDATE data_key SET wrapped = ? WHERE number = ?");
        Query changed{update};
        update.bindNoCopy(1, wrapped.data(), static_cast<int>(wrapped.size()));
        update.bind(2, number);
        changed.run();
    }
}

std::string KeyRing::number_fault() {
    // Each event makes at most one key, and a key for its row. Numbers are not used again.
    auto query = db_.query(
        "SELECT (SELECT count(*) FROM sqlite_sequence WHERE name = 'data_key') <= 1"
        " AND coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'data_key'), 0)"
        " BETWEEN (SELECT coalesce(max(number), 0) FROM data_key)"
        " AND (SELECT 2 * coalesce(max(seq), 0) + 2 FROM event)");
    return query.step() && query.get<bool>(0) ? "" : "the count of data keys was changed";
}

std::vector<Wording> KeyRing::faults() {
    unlock();
    std::vector<Wording> faults;
    if (!master_) return faults;
    auto all = db_.query("SELECT number, owner, wrapped FROM data_key ORDER BY number");
    while (all.step())
        if (auto const owner = all.get<std::string>(1);
            !master_->unwrap(blob(all.statement().getColumn(2)), owner))
            faults.push_back(
                say("the data key {} ({}) cannot be unwrapped", all.get<std::int64_t>(0), owner));
    return faults;
}

void KeyRing::forget() {
    looked_ = false;
    changed_.reset();
    keys_.clear();
    owners_.clear();
    cases_.clear();
}

std::string owner_of(KeyRing &, CustomerRow const &row) {
    return row.id.text();
}

std::string owner_of(KeyRing &, ContactRow const &row) {
    return row.customer.text();
}

std::string owner_of(KeyRing &, DoubtRow const &row) {
    return row.customer.text();
}

std::string owner_of(KeyRing &keys, CaseRow const &row) {
    return keys.owner_of(row.id);
}

std::string owner_of(KeyRing &keys, MessageRow const &row) {
    return keys.owner_of(row.case_id);
}

std::string owner_of(KeyRing &keys, EvidenceRow const &row) {
    return keys.owner_of(row.case_id);
}

std::string owner_of(KeyRing &, ArticleRow const &) {
    return desk_owner;
}

std::string owner_of(KeyRing &, IncidentRow const &) {
    return desk_owner;
}

}  // namespace dcc::store
