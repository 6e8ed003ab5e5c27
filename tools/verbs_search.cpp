#include "verbs_search.hpp"

#include "common/desk.hpp"
#include "common/filter_words.hpp"
#include <dcc/report/search.hpp>
#include <dcc/report/suggest.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {
namespace {

std::string joined(std::vector<std::string> const &words) {
    return fmt::format("{}", fmt::join(words, " "));
}

std::size_t checked_limit(std::int64_t limit) {
    if (limit < 1 || limit > 1000) throw Error{ErrorKind::usage, "--limit: must be 1 to 1000"};
    return static_cast<std::size_t>(limit);
}

constexpr auto how_words_are_given =
    "All words must occur. A Chinese word is found anywhere in a text, a word of another script "
    "only "
    "as a whole word; case and width do not matter. Words in quotation marks must be adjacent: "
    "'\"no signal\"'. An asterisk at the end of a word matches any ending.";

}  // namespace

void add_search(Tool &tool) {
    struct Args {
        std::vector<std::string> words;
        report::SearchQuery query;
        std::vector<std::string> categories;
        std::string where;
        std::int64_t limit = 20;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("search", "find cases by words in their texts");
    verb.details(say(
        "{}\nThey must occur in one text of the case: subject and body, a message, a note or an "
        "answer. Cases with the words in their subject come first, then the newest texts. Matches "
        "are marked by 【】. Before all others come cases that the text names - by their number, "
        "external id, or by a name, number or address of their customer - and those "
        "that "
        "have it as a tag.",
        how_words_are_given));
    verb.positional("TEXT", args->words, "the words");
    verb.list("state", args->query.states, "STATE,…", "cases in these states");
    verb.list("category", args->categories, "ID,…", "of these categories and their subcategories");
    verb.flag("open", args->query.only_open, "only open cases");
    verb.option("where", args->where, "FILTER", "only cases for which the filter holds");
    verb.option("limit", args->limit, "N", "at most N; 20 unless given");
    verb.run(Right::case_search, [args](Context &context) {
        ReadContext desk{context};
        auto query = args->query;
        query.text = joined(args->words);
        query.limit = checked_limit(args->limit);
        query.categories = with_those_below(desk.policy, args->categories);
        query.where = read_filter(context, desk, args->where);
        query.named = read_names(context, desk, query.text);
        context.print(accept(report::search_cases(desk.reader, query)));
    });
}

void add_article_search(Verb &group) {
    struct Args {
        std::vector<std::string> words;
        std::int64_t limit = 20;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("search", "find articles by words, the best first");
    verb.details(how_words_are_given);
    verb.positional("TEXT", args->words, "the words");
    verb.option("limit", args->limit, "N", "at most N; 20 unless given");
    verb.run(Right::case_article, [args](Context &context) {
        ReadContext desk{context};
        context.print(accept(
            report::search_articles(desk.reader, joined(args->words), checked_limit(args->limit))));
    });
}

void add_suggest(Tool &tool) {
    struct Args {
        std::vector<std::string> words;
        std::optional<std::string> body;
        std::optional<CaseRef> ref;
        std::int64_t limit = 10;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("suggest", "find articles and solved cases that are similar to a text");
    verb.details(
        "Similar ones share the rarer words of the text, which are shown; the most similar come "
        "first. An article ranks higher the more often cases answered with it stayed solved.");
    verb.positional("TEXT", args->words, "the text: what the customer asks").optional();
    verb.text("body", args->body, "the text, as an option");
    verb.option("case", args->ref, "CASE", "the subject and body of this case");
    verb.option("limit", args->limit, "N", "at most N; 10 unless given");
    verb.run(Right::intake_suggest, [args](Context &context) {
        if ((args->words.empty() ? 0 : 1) + (args->body ? 1 : 0) + (args->ref ? 1 : 0) != 1)
            throw Error{ErrorKind::usage, "one of TEXT, --body or --case is required",
                        "try 'dcc-intake suggest --help'"};
        ReadContext desk{context};
        auto text = args->body.value_or(joined(args->words));
        std::optional<CaseId> but;
        if (args->ref) {
            auto const item = load_case(desk.reader, *args->ref);
            but = item.id;
            text = item.subject + "\n" + item.body;
        }
        context.print(report::suggest(desk.reader, text, but, checked_limit(args->limit)));
    });
}

}  // namespace dcc::cli
