#include <dcc/base/text.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/media.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

constexpr std::size_t most_name = 255;  // bytes, as file systems allow
constexpr std::size_t most_problems = 100;

// The name without directories, also of another operating system, and without what could control a
// terminal.
std::string base_name(std::string_view name) {
    auto const last = name.find_last_of("/\\");
    if (last != std::string_view::npos) name.remove_prefix(last + 1);
    return std::string{trim(printable(name))};
}

// The beginning of a content.
std::string head_of(Content const &content) {
    std::string head;
    content([&](std::string_view part) {
        head = part.substr(0, rules::media_head);
        return false;
    });
    return head;
}

Refusal refuse_large(std::int64_t most) {
    return {"too_large",
            say("the file is larger than the policy allows ({} MiB)", most >> 20),
            "give a smaller one, or raise largest_mb under [complaints.evidence] in the policy",
            {"file"}};
}

std::optional<Refusal> refuse_name(std::string const &name) {
    if (!name.empty() && name.size() <= most_name) return std::nullopt;
    return Refusal{"no_name",
                   name.empty() ? "the file has no name"
                                : say("the name of the file is longer than {} bytes", most_name),
                   Hint{Remedy::give, "give it a name", {"evidence.name"}},
                   {"name"}};
}

std::optional<Refusal> refuse_media(Policy const &policy, std::string const &media) {
    auto const &list = policy.complaints.evidence_media;
    if (rules::is_allowed(list, media)) return std::nullopt;
    return Refusal{"media_not_allowed",
                   say("a file of the type {} is no evidence by the policy", media),
                   say("the policy allows {}", fmt::join(list, ", ")),
                   {"file"}};
}

Refusal refuse_known(EvidenceId part) {
    return {"unchanged", say("{} has the file already: {}", part.case_id.text(), part.text()), {}};
}

// The file with that content which the complaint has already.
Evidence const *known(Case const &item, Digest const &digest) {
    for (auto const &one : item.complaint->evidence)
        if (!one.erased && one.digest == digest) return &one;
    return nullptr;
}

// Whose data key encrypts the files of a case: the customer it was opened for, or the case.
std::string owner_of(store::Reader &reader, CaseId id) {
    for (auto const &event : reader.events(id))
        if (auto const *opened = std::get_if<event::Opened>(&event.payload))
            if (opened->customer) return opened->customer->text();
    return id.text();
}

EvidenceFile file_of(Event const &event, event::EvidenceAdded const &added, store::FileRef ref) {
    return {std::move(ref), added.media, added.name, added.body, event.actor, event.at};
}

std::string problem_of(store::FileState state) {
    using enum store::FileState;
    switch (state) {
        case missing: return "is missing";
        case changed: return "was changed";
        case unreadable: return "cannot be read";
        case plain: return "is not encrypted, and the desk is protected";
        case whole:
        case unread: break;
    }
    return {};
}

}  // namespace

Outcome<AddedEvidence> add_evidence(ledger::Session &session, CaseId id, EvidenceArgs const &args) {
    if (auto no = session.refuse(Right::complaint_investigate)) return *no;
    auto const &policy = session.policy();
    event::EvidenceAdded added;
    added.name = base_name(args.name);
    added.body = args.body;
    if (auto no = refuse_name(added.name)) return *no;
    // Before the transaction, so that others need not wait for it.
    auto const content = dcc::identify(args.content, policy.complaints.evidence_bytes);
    if (!content) return refuse_large(policy.complaints.evidence_bytes);
    if (content->size == 0)
        return Refusal{"empty_file", "the file is empty", "give one with a content", {"file"}};
    added.media = rules::media_of(added.name, head_of(args.content));
    if (auto no = refuse_media(policy, added.media)) return *no;
    added.digest = content->digest;
    added.size = content->size;
    store::Files files{session.writer()};
    store::FileRef ref{{id, 0}, added.digest, added.size, {}};
    auto receipt = ledger::change(
        session, id, Right::complaint_investigate, Step::evidence,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const *had = known(item, content->digest);
            ref.part.number =
                had ? had->number : static_cast<int>(item.complaint->evidence.size()) + 1;
            ref.owner = owner_of(session.writer(), item.id);
            if (had && files.check(ref) == store::FileState::whole) return refuse_known(ref.part);
            if (!session.dry_run()) files.put(session.writer(), ref, args.content);
            if (had) return Payloads{};
            added.number = ref.part.number;
            return Payloads{added};
        });
    if (!receipt) return receipt.refusal();
    if (!receipt->events.empty())
        return AddedEvidence{file_of(receipt->events.front(), added, ref), *receipt};
    receipt->notes.emplace_back(
        say("{} is this file, which was lost or changed: it is put back", ref.part.text()));
    return AddedEvidence{*find_evidence(session.writer(), ref.part), *receipt};
}

Outcome<std::vector<EvidenceFile>> list_evidence(store::Reader &reader, CaseId id) {
    auto const events = reader.events(id);
    if (events.empty()) return ledger::no_such(id);
    std::vector<EvidenceFile> list;
    for (auto const &event : events) {
        auto const *added = std::get_if<event::EvidenceAdded>(&event.payload);
        if (!added) continue;
        auto const ref = reader.file({id, added->number});
        if (!ref)
            throw Error{ErrorKind::io,
                        say("the desk is damaged: it has no row of {}",
                            EvidenceId{id, added->number}.text()),
                        Hint{Remedy::verify_desk, "verify the desk"}};
        list.push_back(file_of(event, *added, *ref));
    }
    return list;
}

Outcome<EvidenceFile> find_evidence(store::Reader &reader, EvidenceId id) {
    auto const list = list_evidence(reader, id.case_id);
    if (!list) return list.refusal();
    for (auto const &one : *list) {
        if (one.ref.part != id) continue;
        if (one.ref.erased)
            return Refusal{"erased", say("the file {} was erased", id.text()),
                           Hint{Remedy::show_history, "see when", {id.case_id.text()}}};
        return one;
    }
    return Refusal{"no_such_evidence", say("there is no evidence {}", id.text()),
                   Hint{Remedy::list_evidence, "see what there is", {id.case_id.text()}}};
}

EvidenceVerdict verify_evidence(store::Reader &reader, std::vector<CaseId> const &cases) {
    store::Files files{reader};
    return verify_evidence(reader, files, cases);
}

EvidenceVerdict verify_evidence(store::Reader &reader, store::Files &files,
                                std::vector<CaseId> const &cases) {
    std::vector<store::FileRef> refs;
    reader.each_file([&](store::FileRef &&ref) {
        if (cases.empty() || std::ranges::count(cases, ref.part.case_id) > 0)
            refs.push_back(std::move(ref));
        return true;
    });
    EvidenceVerdict verdict;
    for (auto const &ref : refs) {
        auto const state = files.check(ref);
        if (state == store::FileState::unread) ++verdict.unread;
        auto const problem = problem_of(state);
        if (!problem.empty()) {
            // Somebody may have erased it meanwhile.
            auto const now = reader.file(ref.part);
            if (!now || now->erased) continue;
            if (verdict.problems.size() < most_problems)
                verdict.problems.push_back(
                    say("{}: the file of evidence {}", ref.part.text(), problem));
        }
        ++verdict.files;
    }
    if (cases.empty()) verdict.unused = files.unused();
    return verdict;
}

namespace {

std::vector<std::string> remove_all_unused(ledger::Session &session) {
    // Nobody adds a file meanwhile.
    ledger::Session::Transaction const transaction{session};
    store::Files files{session.writer()};
    auto unused = files.unused();
    if (!session.dry_run())
        for (auto const &name : unused) files.remove(name);
    return unused;
}

// An error after the work that cannot be undone was committed.
Error left_over(Error const &error, char const *what, char const *hint) {
    return {error.kind(), fmt::format("{}: {}", what, error.what()), hint};
}

}  // namespace

Outcome<std::int64_t> prune_evidence(ledger::Session &session) {
    if (auto no = session.refuse(Right::admin_redact)) return *no;
    return std::ssize(remove_all_unused(session));
}

std::optional<Note> remove_unused(ledger::Session &session) {
    if (session.dry_run() || session.writer().in_transaction()) return std::nullopt;
    std::error_code none;
    if (!std::filesystem::exists(store::files_beside(session.writer().path()), none))
        return std::nullopt;
    try {
        auto const removed = remove_all_unused(session);
        if (removed.empty()) return std::nullopt;
        return Note{say("files of evidence that were removed: {}", removed.size())};
    } catch (Error const &error) {
        throw left_over(error, "the texts were erased, but not all files of evidence removed",
                        "remove the unused files later");
    }
}

namespace {

std::vector<Note> encrypt_files(ledger::Session &session) {
    std::vector<Note> notes;
    store::Files files{session.writer()};
    if (files.plain().empty()) return notes;
    std::vector<store::FileRef> done;
    {
        ledger::Session::Transaction transaction{session};
        std::vector<store::FileRef> refs;
        session.writer().each_file([&](store::FileRef &&ref) {
            refs.push_back(std::move(ref));
            return true;
        });
        for (auto const &ref : refs) {
            if (files.encrypt(session.writer(), ref))
                done.push_back(ref);
            else
                notes.emplace_back(say(
                    "the file of {} was changed before; it stays as it is, and is not encrypted",
                    ref.part.text()));
        }
        for (auto const &name : files.unused()) files.remove(name);
        transaction.commit();
    }
    // Not before the data keys of the encrypted files are on record.
    for (auto const &ref : done) files.remove_plain(ref);
    return notes;
}

}  // namespace

std::vector<Note> encrypt_evidence(ledger::Session &session) {
    try {
        return encrypt_files(session);
    } catch (Error const &error) {
        throw left_over(error, "the desk is protected, but not all files of evidence are encrypted",
                        "protect it again with the same key");
    }
}

}  // namespace dcc::desk
