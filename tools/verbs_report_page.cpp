#include "verbs_report_page.hpp"

#include "common/output_file.hpp"
#include "report_verbs.hpp"
#include <dcc/base/new_file.hpp>
#include <dcc/report/facts.hpp>
#include <dcc/report/page.hpp>

namespace dcc::cli {
namespace {

// People get one table. Programs get row after row, so that a desk of any size needs no memory.
void print_facts(Context &context, ReadContext &desk, report::Scope const &scope) {
    auto table = report::facts_table(desk.policy);
    if (context.format() == Format::text) {
        report::each_fact(desk.reader, desk.policy, scope, [&](std::vector<Cell> &&row) {
            table.rows.push_back(std::move(row));
            return true;
        });
        return context.print(table);
    }
    bool first = true;
    Sheet one{std::move(table), {}};
    context.expect_several();
    report::each_fact(desk.reader, desk.policy, scope, [&](std::vector<Cell> &&row) {
        first = false;
        one.head.rows.assign(1, std::move(row));
        context.print_one(one);
        return !context.output().closed();
    });
    bool const has_heading = context.format() == Format::csv || context.format() == Format::tsv;
    if (first && has_heading) context.print(one.head);
}

void add_facts_report(Tool &tool) {
    auto &verb = tool.verb("facts", "one row a case, for programs that analyse data");
    verb.details(
        "Of cases received from --from to --to: their ids, times, dimensions, clocks, counts and "
        "the last answer of the customer, with stable columns and without personal texts. Use it "
        "with --format csv or jsonl; as text only the first columns are shown.");
    auto const args =
        declare_scope(verb, {}, {.where = true, .where_over = report::case_dimensions});
    verb.run(Right::report_facts, [args](Context &context) {
        ReadContext desk{context};
        print_facts(context, desk, scope_of(context, *args, desk));
    });
}

struct PageArgs {
    std::filesystem::path file;
    std::optional<std::string> language;
};

std::string page_text(Context &context, ReadContext &desk, report::Scope const &scope,
                      std::string const &language) {
    auto const file = context.share().file("languages/" + language + ".toml");
    auto const share = file.parent_path().parent_path();
    auto const texts = wording::load_page_texts(share, language);
    auto const labels = wording::load_page_labels(share, language);
    return chart::html(report::page(desk.reader, desk.policy, scope, texts, labels), labels,
                       Zone::load(desk.policy.desk.zone));
}

// Nobody sees an unfinished page, and one that cannot be written leaves the old one.
void write_page(Context &context, std::filesystem::path const &file, std::string const &text) {
    require_no_part(context, file);
    NewFile made{file, Existing::replace};
    made.create(access_in(directory_of(file)), text);
    made.keep();
}

void add_page(Tool &tool) {
    auto page = std::make_shared<PageArgs>();
    auto &verb = tool.verb("page", "the page for management: one HTML file with charts");
    verb.details(
        "Key figures, charts and their tables of the cases received from --from to --to, and of "
        "what happened in that time: by day up to a month, by week up to half a year, by month "
        "above. The file needs no other one, loads nothing and runs nothing. With --as-of, the "
        "same call gives the same bytes.");
    verb.positional("FILE", page->file, "the file to write, replaced if it exists; -: print it");
    auto const args =
        declare_scope(verb, {}, {.where = true, .where_over = report::case_dimensions});
    verb.choice("lang", page->language, {"zh", "en"}, "its language; the desk's unless given");
    verb.run(Right::report_page, [args, page](Context &context) {
        ReadContext desk{context};
        auto const text = page_text(context, desk, scope_of(context, *args, desk),
                                    page->language.value_or(desk.policy.desk.language));
        if (page->file == "-")
            context.output().write(text);
        else
            write_page(context, page->file, text);
    });
}

}  // namespace

void add_page_reports(Tool &tool) {
    add_facts_report(tool);
    add_page(tool);
}

}  // namespace dcc::cli
