#include "verbs_desk.hpp"

#include "common/desk.hpp"
#include "common/output_file.hpp"
#include "common/progress.hpp"
#include "verbs_anchor.hpp"
#include "verbs_backup.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/desk/desk.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/exchange/export_jsonl.hpp>
#include <dcc/ledger/rebuild.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/policy/share.hpp>
#include <dcc/rules/access.hpp>

#include <algorithm>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

ledger::Progress show(Progress &progress) {
    return [&progress](std::int64_t done, std::int64_t) {
        progress.at(static_cast<std::uint64_t>(done));
    };
}

// "SEQ:DIGEST", as --anchor reads it.
std::string anchor_text(store::Head const &head) {
    return fmt::format("{}:{}", head.seq, hex(head.digest));
}

// ---- init

std::string toml_text(std::string_view text) {
    std::string quoted = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

// The entry in the staff list that makes whoever creates a desk its admin; empty if it has them.
std::string admin_entry(Context &context, Policy const &policy) {
    if (!policy.role("admin") || policy.person(context.actor())) return {};
    auto const actor = toml_text(context.actor());
    auto entry = fmt::format(
        "\n# Who created this desk. Add other people in the same way. logins are their names in "
        "the "
        "operating\n# system, if these differ from the id.\n"
        "[[staff]]\nid = {0}\nname = {0}\nroles = [\"admin\"]\n",
        actor);
    if (context.user() != context.actor())
        entry += fmt::format("logins = [{}]\n", toml_text(context.user()));
    return entry;
}

std::filesystem::path find_pack(Context const &context, std::string const &pack) {
    auto source = context.share().common / "packs" / pack / "policy.toml";
    std::error_code failed;
    bool const is_there = is_file_name(pack) && std::filesystem::exists(source, failed);
    if (failed)
        throw Error{ErrorKind::no_input,
                    say("cannot read {}: {}", source.string(), failed.message())};
    if (!is_there)
        throw Error{ErrorKind::usage, say("there is no pack \"{}\"", pack),
                    Hint{Remedy::list_packs, "see the list of packs"}};
    return source;
}

// An existing policy is the administrator's own: it is kept, and no pack is used.
bool keeps_policy(Context const &context) {
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(context.policy_file(), none));
}

// Copies a pack's policy beside the desk.
void copy_policy(Context &context, std::filesystem::path const &source) {
    auto const &file = context.policy_file();
    auto const policy = dcc::load_policy(source, context.share(), context.cache());
    auto const directory = directory_of(file);
    std::error_code code;
    std::filesystem::create_directories(directory, code);
    if (code)
        throw Error{ErrorKind::cannot_create,
                    say("{}: cannot create: {}", file.string(), code.message())};
    NewFile copy{file};
    copy.create(access_in(directory), read_file(source) + admin_entry(context, policy));
    copy.keep();
}

struct InitArgs {
    std::string pack = "center";
    bool sandbox = false;
};

void init(Context &context, InitArgs const &args) {
    auto const &db = context.db();
    require_new_desk(context);
    if (!store::Writer::is_free(db))
        throw Error{ErrorKind::cannot_create, say("{}: exists already", db.string()),
                    "name another file with --db"};
    auto const source = find_pack(context, args.pack);
    bool const kept = keeps_policy(context);
    if (kept)
        context.note(say("keeping the existing policy: {}; the pack \"{}\" is not used",
                         context.policy_file().string(), args.pack));
    if (context.dry_run()) {
        context.note(
            say("would create {} with the policy {}", db.string(), context.policy_file().string()));
        return;
    }
    if (!kept) copy_policy(context, source);
    auto const policy = load_policy(context);
    context.use_desk(policy.desk.zone, policy.desk.language);
    auto const acting = context.acting();
    if (!args.sandbox)
        if (auto no = rules::refuse_acting(policy, acting.actor, acting.user, acting.given,
                                           acting.clock()))
            throw Refused{*no};
    auto const head =
        desk::create_desk(db, policy, {{}, kept ? "" : args.pack, args.sandbox}, acting);
    Columns<store::Head> const columns{
        {"db", "Desk", [&](store::Head const &) { return db.string(); }},
        {"policy", "Policy", [&](store::Head const &) { return context.policy_file().string(); }},
        {"head", "Head", anchor_text},
    };
    context.receipt(db.string(), [&] { return Sheet{columns.row(head), {}}; });
}

// ---- maintenance

store::Head read_anchor(std::string const &text) {
    auto const colon = text.find(':');
    store::Head head;
    auto const digest = colon == std::string::npos
                            ? std::nullopt
                            : parse_digest(std::string_view{text}.substr(colon + 1));
    if (!digest)
        throw Error{ErrorKind::usage, say("--anchor: \"{}\" is not SEQ:DIGEST", text),
                    "'dcc-admin verify' prints it as the head; for a file of signed anchors name "
                    "the --public-key"};
    read_value(text.substr(0, colon), head.seq);
    head.digest = *digest;
    return head;
}

struct VerifyArgs {
    std::optional<std::string> anchor;
    std::optional<std::filesystem::path> public_key;
};

ledger::Anchors read_anchors(VerifyArgs const &args) {
    if (args.public_key) {
        if (!args.anchor)
            throw Error{ErrorKind::usage, "--public-key: name the file of anchors by --anchor too"};
        PublicKey const key{read_file(*args.public_key), args.public_key->string()};
        return ledger::read_anchors(*args.anchor, read_file(*args.anchor), key);
    }
    return args.anchor ? ledger::Anchors{read_anchor(*args.anchor)} : ledger::Anchors{};
}

void verify(Context &context, VerifyArgs const &args) {
    permit(context);
    auto const anchors = read_anchors(args);
    auto reader = store::Reader::open(context.db(), context.timeout(), context.key());
    ledger::Verdict verdict;
    {
        Progress progress{context, "verify", static_cast<std::uint64_t>(2 * reader.event_count())};
        verdict = ledger::verify(reader, anchors, show(progress));
    }
    // Damaged tables do not say which files there should be.
    auto evidence = verdict.whole() ? desk::verify_evidence(reader) : desk::EvidenceVerdict{};
    std::ranges::move(evidence.problems, std::back_inserter(verdict.problems));
    using ledger::Verdict;
    Columns<Verdict> const columns{
        {"whole", "Intact", &Verdict::whole},
        {"events", "Events", &Verdict::events},
        {"cases", "Cases", &Verdict::cases},
        {"anchors", verdict.anchors > 0 ? "Anchors" : "", &Verdict::anchors},
        {"erased", verdict.erased > 0 ? "Erased" : "", &Verdict::erased},
        {"unread", verdict.unread > 0 ? "Not checked" : "", &Verdict::unread},
        {"evidence", evidence.files > 0 ? "Evidence" : "",
         [&](Verdict const &) { return evidence.files; }},
        {"head", "Head", [](Verdict const &one) { return anchor_text(one.head); }},
    };
    Columns<Wording> const problem_columns{
        {"problem", "Problem", [](Wording const &problem) { return problem; }}};
    Sheet sheet{columns.row(verdict), {}};
    if (!verdict.whole() || context.format() != Format::text)
        sheet.parts.push_back({"problems", "Problems", problem_columns.table_of(verdict.problems)});
    if (!verdict.whole() || !context.quiet()) context.print(sheet);
    context.finish();
    note_unread(context, verdict);
    note_evidence(context, evidence);
    if (!verdict.whole()) throw Quit{static_cast<int>(ErrorKind::io)};
}

void add_verify(Tool &tool) {
    auto args = std::make_shared<VerifyArgs>();
    auto &verb = tool.verb("verify", "verify that nothing was changed or lost");
    verb.details(
        "Checks SQLite's integrity and foreign keys, the schema, the chain of events, every text "
        "against its digest, every table against the events, and every file of evidence; names the "
        "first event that fails. "
        "The chain alone does not show that nobody has rewritten it: keep signed anchors elsewhere "
        "(see the verb anchor), and check that the chain contains all of them. The status is 74 if "
        "the desk is not intact.");
    verb.option("anchor", args->anchor, "FILE",
                "signed anchors, with --public-key; or a head SEQ:DIGEST");
    verb.option("public-key", args->public_key, "FILE", "the key that signed the anchors");
    verb.run(Right::admin_verify, [args](Context &context) {
        try {
            verify(context, *args);
        } catch (Error const &error) {
            if (error.hint().remedy != Remedy::mend_desk) throw;
            throw Error{error.kind(), error.what(),
                        Hint{Remedy::rebuild_desk, "rebuild the desk or restore a backup"}};
        }
    });
}

void rebuild(Context &context) {
    permit(context);
    if (context.dry_run()) {
        store::Reader::open(context.db(), context.timeout());
        return context.note(Wording{"would rebuild all tables from the events"});
    }
    std::int64_t cases = 0;
    {
        // Only the rebuild itself learns from a damaged desk how many events it has.
        std::optional<Progress> shown;
        cases = ledger::rebuild(
            context.db(), context.timeout(),
            [&](std::int64_t done, std::int64_t total) {
                if (!shown) shown.emplace(context, "rebuild", static_cast<std::uint64_t>(total));
                shown->at(static_cast<std::uint64_t>(done));
            },
            context.key());
    }
    context.note(counted(cases, "1 case rebuilt", "{} cases rebuilt"));
}

// Writes to the tool's Output, which handles full disks and closed pipes.
class ToOutput : public std::streambuf {
  public:
    explicit ToOutput(Output &output) : output_{output} {}

  protected:
    std::streamsize xsputn(char const *text, std::streamsize size) override {
        output_.write({text, static_cast<std::size_t>(size)});
        return size;
    }
    int_type overflow(int_type c) override {
        char const one = traits_type::to_char_type(c);
        output_.write({&one, 1});
        return c;
    }

  private:
    Output &output_;
};

void export_desk(Context &context) {
    permit(context);
    auto reader = store::Reader::open(context.db(), context.timeout(), context.key());
    Progress progress{context, "export", static_cast<std::uint64_t>(reader.event_count())};
    ToOutput buffer{context.output()};
    std::ostream stream{&buffer};
    stream.exceptions(std::ios::badbit);
    exchange::export_jsonl(reader, stream, show(progress));
}

}  // namespace

void add_init(Tool &tool) {
    auto args = std::make_shared<InitArgs>();
    auto &verb = tool.verb("init", "create a desk and, beside it, a policy to edit").maintains();
    verb.details(
        "Whoever creates the desk becomes its admin: they are added to the staff list of the "
        "policy, where other people can be added in the same way. A sandbox is a desk for trials: "
        "everyone may act there as anyone and at any time, past or future.");
    verb.option("pack", args->pack, "NAME", "the policy to start from; center unless given");
    verb.flag("sandbox", args->sandbox, "a desk for trials");
    verb.run(everyone, [args](Context &context) { init(context, *args); });
}

void add_maintenance(Tool &tool) {
    add_verify(tool);
    add_anchor(tool);
    tool.verb("rebuild", "rebuild all tables from the events")
        .maintains()
        .run(Right::admin_rebuild, rebuild);
    add_backup(tool);
    tool.verb("export", "write all events and customers as JSON Lines")
        .run(Right::admin_export, export_desk);
}

}  // namespace dcc::cli
