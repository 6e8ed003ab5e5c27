#include "verbs_import.hpp"

#include "common/desk.hpp"
#include "common/import_input.hpp"
#include "common/progress.hpp"
#include "common/reject_file.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/base/encoding.hpp>
#include <dcc/exchange/import.hpp>

#include <iostream>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

struct ImportArgs {
    std::filesystem::path file;
    std::optional<std::filesystem::path> map;
    std::optional<std::filesystem::path> reject;
    std::optional<std::string> encoding;
};

exchange::ImportResult run_import(Context &context, ImportArgs const &args, WriteContext &desk,
                                  ImportInput &input, RejectFile &rejects) {
    Progress progress{context, "import"};
    exchange::ImportOptions const options{
        .source = args.file.filename().string(),
        .rejects = [&]() -> std::ostream & { return rejects.stream(); },
        .progress = [&](std::int64_t lines) { progress.at(static_cast<std::uint64_t>(lines)); }};
    if (input.is_json()) {
        if (args.map || args.encoding)
            throw Error{ErrorKind::usage,
                        "--map and --encoding are for tables, not for JSON Lines"};
        return exchange::import_jsonl(desk.session, input.stream(), options);
    }
    auto mapping = args.map ? read_mapping(read_file(*args.map), args.map->string()) : Mapping{};
    if (args.encoding) mapping.encoding = *args.encoding;
    return exchange::import_csv(desk.session, input.stream(), mapping, options);
}

// What became of the numbers that customers were told.
Table renumbered(std::vector<exchange::Renumbered> const &cases) {
    using exchange::Renumbered;
    return Columns<Renumbered>{{"there", "Case there", &Renumbered::there},
                               {"here", "Case here", &Renumbered::here}}
        .table_of(cases);
}

void import(Context &context, ImportArgs const &args) {
    if (args.encoding && !is_encoding(*args.encoding))
        throw Error{ErrorKind::usage,
                    say("--encoding: the system has no encoding \"{}\"", *args.encoding),
                    "convert the table to UTF-8 before"};
    WriteContext desk{context, true};
    std::vector<UsedFile> used{{args.file, "the file to import"}};
    if (args.map) used.emplace_back(*args.map, "the mapping");
    ImportInput input{args.file};
    RejectFile rejects{context, args.reject ? *args.reject : input.reject_file(), used};
    auto const result = run_import(context, args, desk, input, rejects);
    rejects.finish();
    using exchange::ImportResult;
    Columns<ImportResult> columns{
        {"imported", "Imported", &ImportResult::imported},
        {"present", "Already present", &ImportResult::present},
        {"rejected", "Rejected", &ImportResult::rejected},
        {"texts", result.texts > 0 ? "No number or address" : "", &ImportResult::texts},
        {"doubts", result.doubts > 0 ? "Doubtful customers" : "", &ImportResult::doubts},
    };
    columns.append({rejects.column<ImportResult>()});
    Sheet sheet{columns.row(result), {}};
    if (!result.renumbered.empty() || context.format() != Format::text)
        sheet.parts.push_back(
            {"renumbered", "Cases with another number here", renumbered(result.renumbered)});
    print_import(context, sheet, result.rejected, rejects);
}

}  // namespace

void add_import(Tool &tool) {
    auto args = std::make_shared<ImportArgs>();
    auto &verb =
        tool.verb("import", "import cases with their history from CSV or JSON Lines").maintains();
    verb.details(
        "Running it again changes nothing: rows are identified by their external id, and an "
        "interrupted import continues where it stopped. Bad rows are rejected with line number and "
        "reason, good ones are imported; the status is then 65. dcc-policy(5) describes the "
        "mapping "
        "file; without one the columns must have the names of fields. A file whose name ends in "
        ".jsonl, or which begins with {, must be in the format of 'dcc-admin export': its cases "
        "keep their numbers where these are free. The file - is standard input.");
    verb.positional("FILE", args->file, "the table or the lines");
    verb.option("map", args->map, "FILE", "how columns become fields: a TOML file");
    verb.option("encoding", args->encoding, "NAME",
                "of the table, such as GB18030 or Windows-1252; UTF-8 unless given");
    verb.option("reject", args->reject, "FILE", "where bad rows go; FILE.rejected unless given");
    verb.run(Right::intake_import, [args](Context &context) { import(context, *args); });
}

}  // namespace dcc::cli
