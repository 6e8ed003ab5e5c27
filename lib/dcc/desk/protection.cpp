#include <dcc/desk/evidence.hpp>
#include <dcc/desk/protection.hpp>
#include <dcc/learn/model_file.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/files.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {

Refusal refuse_protected(store::Protection const &now) {
    return {"protected_already",
            say("the desk is protected already, by the master key {}", now.master),
            {}};
}

Refusal refuse_plain() {
    return {"not_protected", "the desk is not protected", {}};
}

namespace {

void note_traces(ledger::Session &session, KeyChange &done) {
    if (session.writer().has_traces())
        done.notes.emplace_back(
            "another program reads the desk, so that its file holds in plain what is now encrypted "
            "until it is compacted",
            Hint{Remedy::compact_desk, "compact the file when that program has ended"});
}

// Finishes the protection by that key if it was interrupted: before the file was compacted, or
// before all files of evidence were encrypted. Nothing when there is nothing to finish.
std::optional<KeyChange> finish(ledger::Session &session, SecretKey const &master) {
    auto &writer = session.writer();
    auto const now = writer.protection();
    if (!now || now->master != store::id_of(master)) return std::nullopt;
    bool const is_compact = writer.is_compact();
    if (is_compact && store::Files{writer}.plain().empty()) return std::nullopt;
    KeyChange done{*now, {}};
    if (session.dry_run()) return done;
    if (!is_compact) writer.compact();
    done.notes = encrypt_evidence(session);
    note_traces(session, done);
    return done;
}

// Before the former key is needed, which is gone when a change of the key is repeated.
std::optional<Refusal> refuse_same(ledger::Session &session, SecretKey const &master) {
    auto const now = session.writer().protection();
    if (!now || now->master != store::id_of(master)) return std::nullopt;
    return Refusal{"same_key", say("the desk has the master key {} already", now->master), {}};
}

}  // namespace

Outcome<KeyChange> protect(ledger::Session &session, SecretKey const &master, bool words) {
    if (auto no = session.refuse(Right::admin_key)) return *no;
    if (auto finished = finish(session, master)) return *finished;
    ledger::Session::Transaction transaction{session};
    if (auto const now = session.writer().protection()) return refuse_protected(*now);
    session.record(event::DeskProtected{store::id_of(master), words});
    session.writer().protect(master);
    KeyChange done{session.writer().protection().value(), {}};
    transaction.commit();
    if (!session.dry_run() && !session.writer().in_transaction()) {
        std::ranges::move(encrypt_evidence(session), std::back_inserter(done.notes));
        if (learn::remove_model(session.writer().path()))
            done.notes.emplace_back(
                "the model of categories was made for a plain desk and is removed",
                Hint{Remedy::learn, "make another"});
    }
    note_traces(session, done);
    done.notes.push_back(
        "without the master key nobody can read the personal data and texts of this desk and of "
        "its backups: keep a copy of the key away from them");
    done.notes.push_back(
        "copies of the desk, such as backups and exports, that were made before are not encrypted");
    return done;
}

Outcome<KeyChange> rotate_key(ledger::Session &session, SecretKey const &master) {
    if (auto no = session.refuse(Right::admin_key)) return *no;
    if (auto finished = finish(session, master)) return *finished;
    if (auto no = refuse_same(session, master)) return *no;
    ledger::Session::Transaction transaction{session};
    auto const before = session.writer().protection();
    if (!before) return refuse_plain();
    session.record(event::KeyRotated{store::id_of(master), before->master});
    session.writer().rotate(master);
    KeyChange done{session.writer().protection().value(), {}};
    transaction.commit();
    note_traces(session, done);
    done.notes.push_back(
        say("backups that were made before still need the master key {}", before->master));
    return done;
}

}  // namespace dcc::desk
