#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "common/progress.hpp"
#include "common/reject_file.hpp"
#include "tools.hpp"
#include "verbs_knowledge.hpp"
#include <dcc/base/csv.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/exchange/import.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/channel.hpp>
#include <dcc/report/customer.hpp>
#include <dcc/rules/listed.hpp>

#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {
namespace {

// ---- cases

void add_customer_options(Verb &verb, desk::CustomerArgs &customer) {
    verb.option("phone", customer.phone, "NUMBER", "the customer's phone number");
    verb.option("email", customer.email, "ADDRESS", "the customer's mail address");
    verb.option("language", customer.language, "CODE",
                fmt::format("the customer's language: {}",
                            fmt::join(known_languages(environment), " or ")));
    verb.option("tier", customer.tier, "NAME", "the customer's tier, one of the policy's");
}

void add_open(Tool &tool) {
    struct Args {
        desk::OpenArgs open;
        std::optional<When> received;
        std::optional<std::string> answer;
        std::optional<ArticleId> article;
    };
    auto args = std::make_shared<Args>();
    auto &open = args->open;
    auto &verb = tool.verb("open", "take in a matter; prints the case's number").writes();
    verb.details(
        "A customer with the same phone number or mail address is taken for the same one; a name "
        "alone never is. --customer K7 names a customer the desk knows.");
    verb.option("channel", open.channel, "NAME", "how it reached us").required();
    verb.option("customer", open.customer.name, "NAME", "who asks: a name, or K7");
    add_customer_options(verb, open.customer);
    add_long_facts(verb, open, at_opening);
    verb.option("category", open.rating.category, "ID", "its category; else triage finds one");
    verb.option("impact", open.rating.impact, "NAME", "how much it harms");
    verb.option("urgency", open.rating.urgency, "NAME", "how soon it must end");
    add_facts(verb, open, at_opening);
    verb.option("received", args->received, "TIME", "when it reached us; now unless given");
    verb.text("answer", args->answer, "it is answered at once: what the customer is told");
    verb.option("article", args->article, "ARTICLE",
                "it is answered at once from this article: A7, whose text is the answer unless "
                "--answer is given");
    verb.run(Right::intake_open, [args](Context &context) {
        Writing desk{context};
        if (args->answer || args->article)
            args->open.answer = desk::Answer{args->answer.value_or(""), args->article};
        if (args->received)
            args->open.received = args->received->in(context.zone(), desk.session.now());
        print_receipt(context, desk, accept(desk::open_case(desk.session, args->open)));
    });
}

// ---- import

bool is_json(std::filesystem::path const &file) {
    auto const ending = file.extension();
    return ending == ".jsonl" || ending == ".ndjson";
}

struct ImportArgs {
    std::filesystem::path file;
    std::optional<std::filesystem::path> map;
    std::optional<std::filesystem::path> reject;
};

std::vector<std::string> heading_of(std::istream &input) {
    std::vector<std::string> heading;
    read_csv(input, ',', [&](CsvRow &row) {
        heading = std::move(row.fields);
        return false;
    });
    input.clear();
    input.seekg(0);
    return heading;
}

exchange::ImportResult run_import(Context &context, ImportArgs const &args, Writing &desk,
                                  RejectFile &rejects) {
    auto input = open_input(args.file);
    Progress progress{context, "import"};
    exchange::ImportOptions const options{
        .source = args.file.filename().string(),
        .rejects = [&]() -> std::ostream & { return rejects.stream(); },
        .progress = [&](std::int64_t lines) { progress.at(static_cast<std::uint64_t>(lines)); }};
    if (is_json(args.file) && !args.map)
        return exchange::import_jsonl(desk.session, input, options);
    auto const mapping = args.map ? read_mapping(read_file(*args.map), args.map->string())
                                  : plain_mapping(heading_of(input));
    return exchange::import_csv(desk.session, input, mapping, options);
}

void import(Context &context, ImportArgs const &args) {
    Writing desk{context, true};
    RejectFile rejects{context, args.reject.value_or(args.file.string() + ".rejected")};
    auto const result = run_import(context, args, desk, rejects);
    rejects.finish();
    bool const in_file = result.rejected > 0 && !context.dry_run();
    Sheet sheet;
    sheet.head.columns = {{"imported", "Imported"},
                          {"present", "Already there"},
                          {"rejected", "Set aside"},
                          {"reject_file", in_file ? "In file" : ""}};
    sheet.head.rows = {{result.imported, result.present, result.rejected,
                        in_file ? Cell{rejects.path().string()} : Cell{}}};
    if (!context.quiet() || context.format() != Format::text) context.print(sheet);
    context.finish();
    if (result.rejected > 0) throw_rejected(context, result.rejected, rejects.path());
}

void add_import(Tool &tool) {
    auto args = std::make_shared<ImportArgs>();
    auto &verb =
        tool.verb("import", "take over cases with their past from CSV or JSON Lines").writes();
    verb.details(
        "Running it again changes nothing: rows are known by their external id, and an import that "
        "was interrupted goes on where it stopped. Bad rows are set aside with line number and "
        "reason, good ones kept; the status is then 65. The mapping file is told of in "
        "dcc-policy(5); "
        "without one the columns must bear the names of fields. A file that ends in .jsonl is "
        "taken "
        "for what 'dcc-admin export' writes.");
    verb.positional("FILE", args->file, "the table or the lines");
    verb.option("map", args->map, "FILE", "how columns become fields: a TOML file");
    verb.option("reject", args->reject, "FILE", "where bad rows go; FILE.rejected unless given");
    verb.run(Right::intake_import, [args](Context &context) { import(context, *args); });
}

// ---- customers and channels

void add_customers(Tool &tool) {
    auto &group = tool.verb("customer", "the customers the desk knows");

    auto customer = std::make_shared<desk::CustomerArgs>();
    auto &add = group.verb("add", "add a customer; prints the number").writes();
    add.positional("NAME", customer->name, "the name").optional();
    add_customer_options(add, *customer);
    add.option("prefers", customer->preferred_channel, "NAME", "the channel the customer prefers");
    add.option("external-id", customer->external_id, "ID", "the customer's id elsewhere");
    add.run(Right::intake_customer, [customer](Context &context) {
        Writing desk{context};
        auto const receipt = accept(desk::add_customer(desk.session, *customer));
        print_notes(context, receipt.notes);
        context.receipt(receipt.customer.id.text(), [&] {
            return report::show_customer(desk.writer, ledger::customer_row(receipt.customer),
                                         desk.session.now());
        });
    });

    auto ids = std::make_shared<std::vector<CustomerId>>();
    auto &show = group.verb("show", "a customer and all their cases");
    show.positional("CUSTOMER", *ids, "the customers: K7");
    show.run(Right::intake_customer, [ids](Context &context) {
        Reading desk{context};
        if (ids->size() > 1) context.expect_several();
        for (auto const id : *ids) {
            auto const row = desk.reader.find(id);
            if (!row)
                throw Refused{{"no_such_customer", "there is no customer " + id.text(),
                               "see 'dcc-intake customer find'"}};
            context.print_one(report::show_customer(desk.reader, *row, desk.now));
        }
    });

    auto text = std::make_shared<std::string>();
    auto &find = group.verb("find", "find customers by phone, mail address, external id or name");
    find.positional("TEXT", *text, "all of a number, address or id, or how the name begins");
    find.run(Right::intake_customer, [text](Context &context) {
        Reading desk{context};
        context.print(report::list_customers(desk.reader.find_customers(*text, 100)));
    });

    group.verb("list", "all customers").run(Right::intake_customer, [](Context &context) {
        Reading desk{context};
        std::vector<store::CustomerRow> rows;
        desk.reader.each_customer([&](store::CustomerRow &&row) {
            rows.push_back(std::move(row));
            return true;
        });
        auto table = report::list_customers(rows);
        table.empty = "No customer yet.";
        context.print(table);
    });
}

void add_channels(Tool &tool) {
    auto &group = tool.verb("channel", "the channels by which matters reach the desk");
    group.verb("list", "all channels of the policy").run(everyone, [](Context &context) {
        auto const policy = load_policy(context);
        context.print(report::list_channels(policy));
    });
    auto name = std::make_shared<std::string>();
    auto &show = group.verb("show", "one channel, and whether it is open now");
    show.positional("NAME", *name, "the channel");
    show.run(everyone, [name](Context &context) {
        auto const policy = load_policy(context);
        context.use_zone(Zone::load(policy.desk.zone));
        if (auto no = rules::refuse_unlisted("channel", *name, policy.channels)) throw Refused{*no};
        context.print(report::show_channel(policy, *policy.channel(*name), context.now()));
    });
}

}  // namespace

Tool make_intake_tool() {
    Tool tool{"dcc-intake", "take in what customers bring"};
    tool.section("Cases");
    add_open(tool);
    add_import(tool);
    add_suggest(tool);
    tool.section("Customers and channels");
    add_customers(tool);
    add_channels(tool);
    return tool;
}

}  // namespace dcc::cli
