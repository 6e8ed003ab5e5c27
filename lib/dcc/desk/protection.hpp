#pragma once

#include <dcc/base/error.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/store/protection.hpp>

#include <string>
#include <vector>

namespace dcc::desk {

// A new master key of the desk, which is recorded by its id.
struct KeyChange {
    store::Protection protection;
    std::vector<Note> notes;
};

// Why a protected desk cannot be protected, and why a plain one has no key.
Refusal refuse_protected(store::Protection const &now);
Refusal refuse_plain();

// Protects a plain desk: encrypts the personal data and texts of everything that it holds, in one
// transaction, compacts the file, and then encrypts its files of evidence. The index of the words
// of cases is kept only if `words`. With the key of a desk that is protected already, it finishes
// what was interrupted; else such a desk is refused.
Outcome<KeyChange> protect(ledger::Session &session, SecretKey const &master, bool words);

// Gives a protected desk another master key, in one transaction. What is encrypted stays as it is.
// Refuses a plain desk, and the key that the desk has.
Outcome<KeyChange> rotate_key(ledger::Session &session, SecretKey const &master);

}  // namespace dcc::desk
