#include "verbs_evidence.hpp"

#include "common/desk.hpp"
#include "common/earlier.hpp"
#include "common/output_file.hpp"
#include "common/places.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/desk/evidence.hpp>

#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

namespace dcc::cli {
namespace {

namespace fs = std::filesystem;

// ---- add

struct AddArgs {
    CaseRef item;
    fs::path file;
    std::optional<std::string> name;
    std::string note;
};

// Standard input, which cannot be read twice; of a longer one than is allowed a byte too much.
std::string read_input(std::int64_t most) {
    std::string all(static_cast<std::size_t>(most) + 1, '\0');
    std::cin.read(all.data(), static_cast<std::streamsize>(all.size()));
    all.resize(static_cast<std::size_t>(std::cin.gcount()));
    return all;
}

Content read_file_of_caller(fs::path const &name) {
    auto file = std::make_shared<InputFile const>(name);
    require_readable(find_caller(environment, ::getuid()), file->number(), name);
    return content_of(std::move(file));
}

void add(Context &context, AddArgs const &args) {
    bool const is_input = args.file == "-";
    auto const read = [&](std::int64_t most) {
        return is_input ? content_of(read_input(most)) : read_file_of_caller(args.file);
    };
    desk::EvidenceArgs evidence;
    bool const has_key = context.call().has_value();
    if (has_key) {
        auto const most = load_policy(context).complaints.evidence_bytes;
        evidence.content = read(most);
        if (auto const content = identify(evidence.content, most))
            context.add_to_call(content->digest);
    }
    auto &desk = write_desk(context);
    if (!has_key) evidence.content = read(desk.policy.complaints.evidence_bytes);
    evidence.name = args.name.value_or(is_input ? "" : args.file.filename().string());
    evidence.body = args.note;
    auto const added =
        accept(desk::add_evidence(desk.session, find_case(desk.writer, args.item), evidence));
    print_notes(context, added.receipt.notes);
    context.receipt(added.file.ref.part.text(), [&] {
        return Sheet{evidence_columns().row(added.file), {}};
    });
}

void add_add(Verb &group) {
    auto args = std::make_shared<AddArgs>();
    auto &verb = group.verb("add", "add a file to a complaint; prints its number").writes();
    verb.details(
        "The file is copied, and named by the digest of its content: the original may go. What the "
        "policy allows is in [complaints.evidence].");
    verb.positional("CASE", args->item, "the complaint: C42, 42 or ext:ABC-7");
    verb.positional("FILE", args->file, "the file; - is standard input, and needs --name");
    verb.option("name", args->name, "TEXT", "its name; that of FILE unless given");
    verb.text("note", args->note, "what it shows, and where it comes from");
    verb.run(Right::complaint_investigate, [args](Context &context) { add(context, *args); });
}

// ---- list

void add_evidence_list(Verb &group) {
    auto item = std::make_shared<CaseRef>();
    auto &verb = group.verb("list", "list the files of a complaint");
    verb.positional("CASE", *item, "the complaint: C42, 42 or ext:ABC-7");
    verb.run(Right::complaint_show, [item](Context &context) {
        ReadContext desk{context};
        auto const list = accept(desk::list_evidence(desk.reader, find_case(desk.reader, *item)));
        context.print(evidence_columns().table_of(list, "No evidence."));
    });
}

// ---- get

struct GetArgs {
    EvidenceId id;
    fs::path out;
};

void get(Context &context, GetArgs const &args) {
    bool const is_file = args.out != "-";
    // A file of the caller's making among those of the account could make it do more.
    if (is_file && context.through_sudo())
        throw Error{ErrorKind::no_permission, "no file is written through sudo",
                    "write to standard output: --out -"};
    if (is_file) require_no_part(context, args.out);
    ReadContext desk{context};
    auto const evidence = accept(desk::find_evidence(desk.reader, args.id));
    store::Files files{desk.reader};
    if (!is_file) {
        // Nobody is given a part of a file that turns out to be changed.
        files.read(evidence.ref, [](std::string_view) { return true; });
        return files.read(evidence.ref, [&](std::string_view part) {
            context.output().write(part);
            return !context.output().closed();
        });
    }
    NewFile file{args.out};
    file.create(access_in(directory_of(args.out)));
    files.read(evidence.ref, [&](std::string_view part) {
        file.append(part);
        return true;
    });
    file.keep();
}

void add_get(Verb &group) {
    auto args = std::make_shared<GetArgs>();
    auto &verb = group.verb("get", "give out a file of a complaint");
    verb.positional("EVIDENCE", args->id, "the file: C42.e1");
    verb.option("out", args->out, "FILE", "where to; it must not exist; - is standard output")
        .required();
    verb.run(Right::complaint_show, [args](Context &context) { get(context, *args); });
}

// ---- maintenance

void verify(Context &context, Cases const &cases) {
    ReadContext desk{context};
    std::vector<CaseId> ids;
    for (auto const &ref : cases.refs) ids.push_back(find_case(desk.reader, ref));
    auto const verdict = desk::verify_evidence(desk.reader, ids);
    using desk::EvidenceVerdict;
    Columns<EvidenceVerdict> const head{
        {"whole", "Intact", [](EvidenceVerdict const &one) { return one.problems.empty(); }},
        {"files", "Files", &EvidenceVerdict::files},
        {"unread", verdict.unread > 0 ? "Not checked" : "", &EvidenceVerdict::unread},
    };
    Columns<Wording> const problem_columns{
        {"problem", "Problem", [](Wording const &problem) { return problem; }}};
    Columns<std::string> const unused_columns{
        {"file", "Unused file", [](std::string const &name) { return name; }}};
    Sheet sheet{head.row(verdict), {}};
    auto const add = [&](char const *name, char const *title, Table table) {
        if (!table.rows.empty() || context.format() != Format::text)
            sheet.parts.push_back({name, title, std::move(table)});
    };
    add("problems", "Problems", problem_columns.table_of(verdict.problems));
    add("unused", "Unused files", unused_columns.table_of(verdict.unused));
    if (!verdict.problems.empty() || !context.quiet()) context.print(sheet);
    context.finish();
    if (!verdict.problems.empty()) throw Quit{static_cast<int>(ErrorKind::io)};
}

void add_evidence_verify(Verb &group) {
    auto cases = std::make_shared<Cases>();
    auto &verb = group.verb("verify", "verify that all files are there and unchanged");
    verb.details(
        "Of these complaints, or of all; then it also lists the files that belong to none. The "
        "status is 74 if a file is missing or was changed.");
    verb.cases(*cases, "the complaints; all unless given").optional();
    verb.run(Right::complaint_show, [cases](Context &context) { verify(context, *cases); });
}

void add_prune(Verb &group) {
    auto &verb = group.verb("prune", "remove the files that belong to no complaint").maintains();
    verb.details(
        "An erasure removes them itself, unless it is interrupted. Also files that an interrupted "
        "'add' has left.");
    verb.run(Right::admin_redact, [](Context &context) {
        WriteContext desk{context};
        auto const count = accept(desk::prune_evidence(desk.session));
        context.note(say("{} files: {}", context.dry_run() ? "would remove" : "removed", count));
    });
}

}  // namespace

void add_evidence(Tool &tool) {
    auto &group = tool.verb("evidence", "the files of complaints");
    add_add(group);
    add_evidence_list(group);
    add_get(group);
    add_evidence_verify(group);
    add_prune(group);
}

}  // namespace dcc::cli
