#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/ledger/progress.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/policy/share.hpp>
#include <dcc/store/protection.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::desk {

// The names of the files in a backup that is a directory. Beside them are `anchors.txt`, if it was
// beside the desk, and the shared data that the desk can use, in share_folders.
constexpr std::string_view backup_desk = "desk.db";
constexpr std::string_view backup_policy = "policy.toml";

// Where a desk is, or is to be restored.
struct DeskFiles {
    std::filesystem::path desk;
    std::filesystem::path policy;
    SharePlaces share;
};

// An earlier backup that a new one has replaced: its newest event.
using Replaced = std::optional<store::Head>;

// Copies a desk, even while it is in use, to a new file, and its files of evidence to a directory
// beside that (store/files.hpp). The copy gets its name when all of it is there. Evidence that is
// missing is left out. An earlier backup of this desk, whose events the desk all has, is replaced:
// there is always one or the other. Throws Error{cannot_create} when the name is taken by anything
// else, when the file cannot be created or there is other evidence, Error{io} when the disk is
// full. `progress` counts pages of the desk file.
Replaced back_up(std::filesystem::path const &desk, std::filesystem::path const &file,
                 ledger::Progress const &progress);

// The same with the desk's policy, the shared data and what is beside the desk, to a directory,
// which is complete or does not exist. All files keep their access. An earlier backup is replaced
// if it has no other files. Also throws Error{no_input} when there is no policy.
Replaced back_up(DeskFiles const &from, std::filesystem::path const &directory,
                 ledger::Progress const &progress);

struct Restored {
    ledger::Verdict verdict;   // of the restored desk; if it is not intact, nothing was restored
    EvidenceVerdict evidence;  // what is missing or changed was so in the backup
    bool policy = false;       // whether the policy is at its place
    bool recorded = false;     // it was written from the events
    // The fingerprints of the policies that the desk has adopted, in that order. One of them may be
    // in force again after a later one, and the last may have come with an import.
    std::vector<Digest> adopted = {};
    // The shared data that now lies beside the desk ("calendars/cn.toml"), sorted: what the common
    // one lacks or has with other content.
    std::vector<std::string> share = {};
};

// Makes a desk of a backup: of a directory that back_up() made, or of a desk file alone. A desk of
// an older schema is upgraded. The desk is verified before it gets its name, and comes last, so
// that a restore that was interrupted can be repeated. Replaces nothing: throws
// Error{cannot_create} when there is a desk or its log, or another policy. Throws Error{no_input}
// when there is no such backup. `progress` counts what verify() counts. Without the `key` of a
// protected desk, its personal data, texts and files are not verified. A desk is also restored when
// files of evidence are missing or changed. If a desk file alone is restored where there is no
// policy, the desk gets the one that it adopted last, with its calendars, from its events.
Restored restore(std::filesystem::path const &backup, DeskFiles const &to,
                 ledger::Progress const &progress, store::KeySource key = {});

}  // namespace dcc::desk
