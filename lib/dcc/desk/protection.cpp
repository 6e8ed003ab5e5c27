#include <dcc/desk/protection.hpp>

#include <fmt/format.h>

namespace dcc::desk {

Refusal refuse_protected(store::Protection const &now) {
    return {"protected_already",
            fmt::format("the desk is protected already, by the master key {}", now.master),
            {}};
}

Refusal refuse_plain() {
    return {"not_protected", "the desk is not protected", {}};
}

Outcome<KeyChange> protect(ledger::Session &session, SecretKey const &master, bool words) {
    if (auto no = session.refuse(Right::admin_key)) return *no;
    ledger::Session::Transaction transaction{session};
    if (auto const now = session.writer().protection()) return refuse_protected(*now);
    session.record(event::DeskProtected{store::id_of(master), words});
    session.writer().protect(master);
    KeyChange done{session.writer().protection().value(), {}};
    transaction.commit();
    done.notes.push_back(
        "without the master key nobody can read the personal data and texts of this desk and of "
        "its backups: keep a copy of the key away from them");
    done.notes.push_back(
        "copies of the desk, such as backups and exports, that were made before are not encrypted");
    return done;
}

Outcome<KeyChange> rotate_key(ledger::Session &session, SecretKey const &master) {
    if (auto no = session.refuse(Right::admin_key)) return *no;
    ledger::Session::Transaction transaction{session};
    auto const before = session.writer().protection();
    if (!before) return refuse_plain();
    if (before->master == store::id_of(master))
        return Refusal{
            "same_key", fmt::format("the desk has the master key {} already", before->master), {}};
    session.record(event::KeyRotated{store::id_of(master), before->master});
    session.writer().rotate(master);
    KeyChange done{session.writer().protection().value(), {}};
    transaction.commit();
    done.notes.push_back(
        fmt::format("backups that were made before still need the master key {}", before->master));
    return done;
}

}  // namespace dcc::desk
