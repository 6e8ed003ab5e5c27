#pragma once

#include <dcc/base/wording.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/store/complaint_rows.hpp>
#include <dcc/store/protection.hpp>
#include <dcc/store/rows.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dcc::store {

class Db;

// The keys of a protected desk. They are unwrapped when they are needed first, and kept by the
// connection.
class KeyRing {
  public:
    explicit KeyRing(Db &db) : db_{db} {}
    KeyRing(KeyRing const &) = delete;
    KeyRing &operator=(KeyRing const &) = delete;

    void use(KeySource source) { source_ = std::move(source); }

    // How the desk is protected; null: it is plain. Looked up once.
    Protection const *protection();
    // Looks it up in the events, which alone decide: another connection may have changed it.
    void look();

    // Whether there is a master key, right or wrong.
    bool has_key() const { return master_ || source_; }
    // Gets the master key of a protected desk. Throws Error{no_input} when it is missing or wrong.
    void unlock();
    // Uses this master key from here on, if the transaction is committed.
    void unlock(SecretKey const &master);
    void committed();

    // Texts, encrypted with the data key of that number, in base64. `place` names table, column
    // and row. Reading throws Error{io} when the key is missing or the text was changed.
    std::string encrypt(std::int64_t key, std::string_view text, std::string_view place);
    std::string decrypt(std::int64_t key, std::string_view text, std::string_view place);

    // The same as bytes, for a part of a file.
    std::string encrypt_bytes(std::int64_t key, std::string_view bytes, std::string_view place);
    std::string decrypt_bytes(std::int64_t key, std::string_view bytes, std::string_view place);

    // The same for the column of a row: "NUMBER:BASE64".
    std::string encrypt_column(std::string const &owner, std::string_view text,
                               std::string_view place);
    std::string decrypt_column(std::string_view text, std::string_view place);

    // A keyed digest of a text, to look it up in a column.
    std::string blind(std::string_view column, std::string_view text);

    // The data key of an owner, which is made if there is none.
    std::int64_t key_of(std::string const &owner);
    // Who owns texts of a case: the customer it was opened for, or else the case itself.
    std::string owner_of(CaseId id);
    // The same for a case that is being opened.
    void opened(CaseId id, std::optional<CustomerId> customer);

    // Wraps every data key with another master key.
    void rewrap(SecretKey const &master);
    // The data keys that cannot be unwrapped, one line each.
    std::vector<Wording> faults();

    // What is wrong with the count from which data keys get their numbers; empty: nothing.
    std::string number_fault();

    // Forgets everything that a transaction that was undone may have changed.
    void forget();

  private:
    std::optional<Protection> recorded();
    std::optional<std::int64_t> find_key(std::string const &owner);
    SecretKey const &data_key(std::int64_t number);
    SecretKey unwrapped(std::int64_t number, std::string_view wrapped, std::string const &owner);
    [[noreturn]] void damaged(Wording const &what) const;

    Db &db_;
    KeySource source_;
    bool looked_ = false;
    std::optional<Protection> protection_;
    std::optional<SecretKey> changed_;  // the master key, if the transaction has changed it
    std::optional<SecretKey> master_;   // that wraps the data keys: derived from the master key
    std::unordered_map<std::int64_t, SecretKey> keys_;
    std::unordered_map<std::string, std::int64_t> owners_;
    std::unordered_map<std::int64_t, std::string> cases_;
};

// The owners that are no person: the desk, for texts about nobody, and the look-up of columns.
inline constexpr char const *desk_owner = "desk";
inline constexpr char const *lookup_owner = "lookup";

// Who owns the personal columns of a row.
std::string owner_of(KeyRing &keys, CustomerRow const &row);
std::string owner_of(KeyRing &keys, ContactRow const &row);
std::string owner_of(KeyRing &keys, DoubtRow const &row);
std::string owner_of(KeyRing &keys, CaseRow const &row);
std::string owner_of(KeyRing &keys, MessageRow const &row);
std::string owner_of(KeyRing &keys, EvidenceRow const &row);
std::string owner_of(KeyRing &keys, ArticleRow const &row);
std::string owner_of(KeyRing &keys, IncidentRow const &row);

}  // namespace dcc::store
