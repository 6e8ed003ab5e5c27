#include "verbs_show.hpp"

#include <dcc/report/case_parts.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/customer_view.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/wording/languages.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {
namespace {

struct ShowCaseArgs {
    Cases cases;
    bool for_reader = false;
    std::string language;
};

void require_language(wording::Languages const &languages, std::string const &language,
                      std::string const &tool) {
    auto const known = languages.names();
    if (std::ranges::count(known, language) == 0)
        throw Error{ErrorKind::usage,
                    say("--language: \"{}\" is none of {}", language, fmt::join(known, ", ")),
                    say("try '{} show --help'", tool)};
}

// In the language asked for, else the customer's, else the desk's.
wording::Catalogue const &catalogue_for(wording::Languages &languages, ReadContext &desk,
                                        std::string const &language, Case const &item) {
    if (!language.empty()) return languages.in(language);
    auto const customer = item.customer ? desk.reader.find(*item.customer) : std::nullopt;
    return languages.in(customer ? customer->language : "", desk.policy.desk.language);
}

}  // namespace

void add_show(Tool &tool, Shown const &shown) {
    auto args = std::make_shared<ShowCaseArgs>();
    auto &verb = tool.verb("show", shown.summary);
    verb.cases(args->cases, shown.cases_help);
    verb.flag("for-" + shown.reader, args->for_reader, shown.reader_help);
    verb.option("language", args->language, "LANGUAGE", shown.language_help);
    verb.run(shown.right, [args, find = shown.find, name = tool.name()](Context &context) {
        ReadContext desk{context};
        auto adopted = ledger::adopted_terms_of(desk.reader);
        wording::Languages languages{context.share()};
        if (!args->language.empty()) require_language(languages, args->language, name);
        for_each_case(context, args->cases, [&](CaseRef const &ref) {
            auto const events = desk.reader.events(find(desk.reader, ref));
            auto const item = rules::replay(events, adopted);
            if (args->for_reader)
                context.print_one(report::customer_view(
                    desk.policy, catalogue_for(languages, desk, args->language, item), item,
                    report::with_merged(desk.reader, events)));
            else
                context.print_one(
                    report::show_case(desk.reader, adopted, desk.policy, item, events, desk.now));
        });
    });
}

}  // namespace dcc::cli
