#include "verbs_backup.hpp"

#include "common/desk.hpp"
#include "common/output_file.hpp"
#include "common/progress.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/backup.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {
namespace {

struct BackupArgs {
    std::filesystem::path name;
    bool with_policy = false;
};

void backup(Context &context, BackupArgs const &args) {
    permit(context);
    require_no_part(context, args.name);
    store::Reader::open_to_copy(context.db(), context.timeout());
    if (context.dry_run())
        return context.note(say("would copy the desk to {}", args.name.string()));
    Progress progress{context, "backup"};
    auto const show = [&](std::int64_t done, std::int64_t) {
        progress.at(static_cast<std::uint64_t>(done));
    };
    auto const replaced =
        args.with_policy
            ? desk::back_up({context.db(), context.policy_file(), context.share()}, args.name, show)
            : desk::back_up(context.db(), args.name, show);
    if (replaced)
        context.note(say("{}: replaced the earlier backup, which ended with event {}",
                         args.name.string(), replaced->seq));
}

// Where the shared data is; an empty directory when there is none.
SharePlaces share_of(Context const &context) {
    try {
        return context.share();
    } catch (Error const &error) {
        if (error.kind() != ErrorKind::no_input) throw;
        return std::filesystem::path{};
    }
}

// How the policy of a restored desk stands to the desk: a word for programs, and what people should
// know about it.
struct PolicyState {
    std::string word;
    std::string note;
};

PolicyState state_of_policy(Context const &context, desk::Restored const &restored) {
    auto const file = context.policy_file().string();
    if (!restored.policy) return {"missing", say("the desk needs its policy: {}", file)};
    try {
        auto const print = load_policy(context).fingerprint;
        if (restored.recorded)
            return {"recorded", say("{}: the policy is the one that the desk adopted last, as its "
                                    "events have it; make sure that it is the right one",
                                    file)};
        auto const &adopted = restored.adopted;
        if (!adopted.empty() && adopted.back() == print) return {"adopted_last", {}};
        if (std::ranges::count(adopted, print) > 0)
            return {"adopted_earlier", say("{}: the desk adopted this policy earlier, but another "
                                           "one last; make sure that it is the right one",
                                           file)};
        return {"changed", say("{}: the desk has never adopted this policy, or a calendar that it "
                               "uses has changed; read it before anybody works by it",
                               file)};
    } catch (Error const &error) {
        std::string const all = error.what();
        return {"wrong",
                say("{}: the policy cannot be used: {}", file, all.substr(0, all.find('\n')))};
    }
}

void restore(Context &context, std::filesystem::path const &name) {
    permit(context);
    require_new_desk(context);
    if (context.dry_run())
        return context.note(say("would restore {} to {}", name.string(), context.db().string()));
    desk::Restored restored;
    {
        Progress progress{context, "verify"};
        restored = desk::restore(
            name, {context.db(), context.policy_file(), share_of(context)},
            [&](std::int64_t done, std::int64_t) { progress.at(static_cast<std::uint64_t>(done)); },
            context.key());
    }
    using desk::Restored;
    using ledger::Verdict;
    auto const head = [](Restored const &one) {
        return fmt::format("{}:{}", one.verdict.head.seq, hex(one.verdict.head.digest));
    };
    auto const policy = [&](Restored const &one) {
        return one.policy ? context.policy_file().string() : std::string{};
    };
    auto const &verdict = restored.verdict;
    auto const state = verdict.whole() ? state_of_policy(context, restored) : PolicyState{};
    Columns<Restored> const columns{
        {"db", "Desk", [&](Restored const &) { return context.db().string(); }},
        {"policy", "Policy", policy},
        {"policy_state", verdict.whole() ? "Policy state" : "",
         [&](Restored const &) { return state.word.empty() ? Cell{} : Cell{state.word}; }},
        {"share", restored.share.empty() ? "" : "Shared data", &Restored::share},
        {"whole", "Intact", part_of(&Restored::verdict, &Verdict::whole)},
        {"events", "Events", part_of(&Restored::verdict, &Verdict::events)},
        {"cases", "Cases", part_of(&Restored::verdict, &Verdict::cases)},
        {"erased", verdict.erased > 0 ? "Erased" : "",
         part_of(&Restored::verdict, &Verdict::erased)},
        {"unread", verdict.unread > 0 ? "Not checked" : "",
         part_of(&Restored::verdict, &Verdict::unread)},
        {"evidence", restored.evidence.files > 0 ? "Evidence" : "",
         part_of(&Restored::evidence, &desk::EvidenceVerdict::files)},
        {"head", "Head", head},
    };
    Columns<Wording> const problem_columns{
        {"problem", "Problem", [](Wording const &problem) { return problem; }}};
    Sheet sheet{columns.row(restored), {}};
    auto problems = verdict.problems;
    std::ranges::copy(restored.evidence.problems, std::back_inserter(problems));
    if (!problems.empty() || context.format() != Format::text)
        sheet.parts.push_back({"problems", "Problems", problem_columns.table_of(problems)});
    if (!problems.empty() || !context.quiet()) context.print(sheet);
    context.finish();
    if (!verdict.whole())
        throw Error{ErrorKind::io,
                    say("{}: the backup is not intact; nothing was restored", name.string()),
                    "use an earlier backup"};
    note_unread(context, verdict);
    note_evidence(context, restored.evidence);
    if (!state.note.empty()) context.note(state.note);
    if (!restored.share.empty())
        context.note(
            say("the desk keeps shared data of its own, which the tools do not "
                "have: {}",
                fmt::join(restored.share, ", ")));
    if (restored.evidence.problems.empty()) return;
    context.note(
        "the desk was restored without these files of evidence: look for an earlier backup");
    throw Quit{static_cast<int>(ErrorKind::io)};
}

}  // namespace

void add_backup(Tool &tool) {
    auto args = std::make_shared<BackupArgs>();
    auto &backup_verb = tool.verb("backup", "copy the desk while it is in use").maintains();
    backup_verb.details(
        "The copy keeps the mode, the owner and the group of the desk file. With the policy, it is "
        "a directory that contains all that the desk needs: the desk, the policy, the calendars, "
        "limits and languages, and anchors.txt if it is beside the desk. The files of evidence are "
        "in the directory FILE.files, or in desk.db.files within that directory. An earlier backup "
        "of the same desk is replaced; nothing else is.");
    backup_verb.positional("FILE", args->name, "the copy; an earlier one of this desk is replaced");
    backup_verb.flag("with-policy", args->with_policy, "make FILE a directory, with the policy");
    backup_verb.run(Right::admin_backup, [args](Context &context) { backup(context, *args); });

    auto name = std::make_shared<std::filesystem::path>();
    auto &restore_verb = tool.verb("restore", "make a desk of a backup").maintains();
    restore_verb.details(
        "Makes the desk --db, and its policy if the backup has it. Replaces nothing. The desk is "
        "verified before it gets its name; a backup that is not intact is not restored, and the "
        "status is 74. If only files of evidence are missing or changed, the desk is restored, the "
        "files are listed, and the status is 74 too.");
    restore_verb.positional("BACKUP", *name, "a backup: the directory, or the desk file alone");
    restore_verb.run(Right::admin_backup, [name](Context &context) { restore(context, *name); });
}

}  // namespace dcc::cli
