#include "verbs_key.hpp"

#include "common/desk.hpp"
#include "common/master_key.hpp"
#include "common/output_file.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/protection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/files.hpp>

#include <memory>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// The key of a file, which is made if it is not there. A trial makes a key and no file.
SecretKey key_of_file(Context const &context, std::filesystem::path const &file) {
    require_no_desk_file(context, file);
    std::error_code none;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, none)))
        return read_master_key(file);
    return context.dry_run() ? SecretKey::generate() : make_master_key(file);
}

void print(Context &context, desk::KeyChange const &change) {
    using store::Protection;
    Columns<Protection> const columns{
        {"key", "Master key", &Protection::master},
        {"words", "Words kept", &Protection::words},
    };
    print_notes(context, change.notes);
    context.receipt(change.protection.master, [&] {
        return Sheet{columns.row(change.protection), {}};
    });
}

void init(Context &context, bool words) {
    if (!context.key())
        throw Error{ErrorKind::usage, "the master key must be given",
                    "name its file with --key-file; it is made if it is not there"};
    WriteContext desk{context};
    auto const now = desk.writer.protection();
    // Of a protected desk, its file may not be compact yet, and files may be left to encrypt.
    if (now && desk.writer.is_compact() && store::Files{desk.writer}.plain().empty())
        throw Refused{desk::refuse_protected(*now)};
    auto const master =
        !now && context.key_file() ? key_of_file(context, *context.key_file()) : context.key()();
    print(context, accept(desk::protect(desk.session, master, words)));
}

void rotate(Context &context, std::filesystem::path const &to) {
    WriteContext desk{context};
    if (!desk.writer.protection()) throw Refused{desk::refuse_plain()};
    std::error_code none;
    // A missing or wrong key is named before a file is made. Without a new file, the desk may have
    // the other key already.
    if (!std::filesystem::exists(std::filesystem::symlink_status(to, none)))
        ledger::Session::Transaction const unlocked{desk.session};
    print(context, accept(desk::rotate_key(desk.session, key_of_file(context, to))));
}

struct Status {
    std::optional<store::Protection> protection;
    std::string given;  // the id of the key that is given, if any
    bool compacted = true;
};

void status(Context &context) {
    ReadContext desk{context};
    Status const now{desk.reader.protection(),
                     context.key() ? store::id_of(context.key()()) : std::string{},
                     desk.reader.is_compact()};
    if (!now.compacted)
        print_notes(context, {{"unused parts of the file may still hold texts in plain, since the "
                               "last change of its keys was interrupted or disturbed by a reader",
                               Hint{Remedy::compact_desk, "compact the file"}}});
    auto const key = [](Status const &one) {
        return one.protection ? one.protection->master : std::string{};
    };
    Columns<Status> const columns{
        {"protected", "Protected", [](Status const &one) { return one.protection.has_value(); }},
        {"key", now.protection ? "Master key" : "", key},
        {"given", now.given.empty() ? "" : "Given key", &Status::given},
        {"words", now.protection ? "Words kept" : "",
         [](Status const &one) { return !one.protection || one.protection->words; }},
        {"compacted", now.protection ? "Compacted" : "", &Status::compacted},
    };
    context.print(Sheet{columns.row(now), {}});
}

}  // namespace

void add_key(Tool &tool) {
    auto &key = tool.verb("key", "encrypt personal data in the desk file");

    auto words = std::make_shared<bool>(false);
    auto &init_verb = key.verb("init", "encrypt the personal data of the desk").maintains();
    init_verb.details(
        "Encrypts names, numbers, addresses and all texts, also those that the desk holds already, "
        "and prints the id of the master key. The file --key-file is made if it is not there. "
        "Without that key nobody can read them any more, not even from a backup: keep a copy of "
        "it away from the desk. Backups and exports that were made before stay as they are. Files "
        "of evidence are encrypted last; if that was interrupted, run it again.");
    init_verb.flag("keep-words", *words,
                   "keep the index of words, which 'dcc-case search' needs; it shows the texts");
    init_verb.run(Right::admin_key, [words](Context &context) { init(context, *words); });

    auto to = std::make_shared<std::filesystem::path>();
    auto &rotate_verb = key.verb("rotate", "change the master key").maintains();
    rotate_verb.details(
        "Texts stay as they are: only their keys are encrypted with the new master key. Older "
        "backups still need the former one.");
    rotate_verb.option("to", *to, "FILE", "the new master key; the file is made if it is not there")
        .required();
    rotate_verb.run(Right::admin_key, [to](Context &context) { rotate(context, *to); });

    key.verb("status", "whether the desk is protected, and by which master key")
        .run(Right::admin_key, status);
}

}  // namespace dcc::cli
