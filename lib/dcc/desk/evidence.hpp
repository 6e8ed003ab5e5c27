#pragma once

#include <dcc/base/content.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/store/files.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Evidence of complaints: files that were submitted or collected, stored once beside the desk
// (store/files.hpp).

struct EvidenceArgs {
    Content content;
    std::string name;  // of the file, perhaps with its directories, which are left out
    std::string body;  // what it shows, and where it comes from
};

// A file of evidence as its event describes it.
struct EvidenceFile {
    store::FileRef ref;
    std::string media;
    std::string name;  // empty when it was erased
    std::string body;
    std::string by;
    Instant at;
};

struct AddedEvidence {
    EvidenceFile file;
    ledger::Receipt receipt;
};

// Makes a file a part of a complaint. Who has an interest in the complaint may add evidence too.
// The file is stored before the event is recorded; if the transaction fails, it is left without
// use. The content is read twice. Refused when the state of the complaint ("illegal_step") or the
// actor's roles ("not_permitted") forbid it; as "no_name", as "empty_file", as "too_large" and
// "media_not_allowed" by the policy, and as "unchanged" when the complaint has the file already;
// but if that was lost or changed, it is put back, without an event. Throws Error{no_input} when
// the content cannot be read, or is changed meanwhile.
Outcome<AddedEvidence> add_evidence(ledger::Session &session, CaseId id, EvidenceArgs const &args);

// The evidence of a complaint, in order. Refused as "no_such_case".
Outcome<std::vector<EvidenceFile>> list_evidence(store::Reader &reader, CaseId id);

// One of them, which can be read from the store. Refused as "no_such_evidence", and as "erased".
Outcome<EvidenceFile> find_evidence(store::Reader &reader, EvidenceId id);

struct EvidenceVerdict {
    std::int64_t files = 0;           // that events name, and were not erased
    std::int64_t unread = 0;          // whose content was not checked, for want of the master key
    std::vector<Wording> problems;    // one line for each file that is not there and whole
    std::vector<std::string> unused;  // names of files that no event names
};

// Checks that every file that an event names and that was not erased is there and whole; of some
// complaints, or of all. `unused` is found when all are checked. Reads every one of these files.
EvidenceVerdict verify_evidence(store::Reader &reader, std::vector<CaseId> const &cases = {});
// The same of files in another directory.
EvidenceVerdict verify_evidence(store::Reader &reader, store::Files &files,
                                std::vector<CaseId> const &cases = {});

// Removes the files that no event names: after an erasure, or a transaction that failed. Gives
// their number; in a dry run it is the number that would be removed.
Outcome<std::int64_t> prune_evidence(ledger::Session &session);

// The same after texts were erased, with a note if there were any. Nothing is done in a dry run,
// nor within a transaction: what it erased is not sure yet. Throws Error{io}.
std::optional<Note> remove_unused(ledger::Session &session);

// After the desk became protected: encrypts the plain files, and then removes these. Gives notes on
// those that were changed before, and stay as they are. It can be repeated when it was interrupted
// or has thrown an error.
std::vector<Note> encrypt_evidence(ledger::Session &session);

}  // namespace dcc::desk
