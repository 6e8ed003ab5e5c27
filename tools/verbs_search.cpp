#include "verbs_search.hpp"

#include "common/desk.hpp"
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
    if (limit < 1 || limit > 1000)
        throw Error{ErrorKind::usage, "--limit: a number from 1 to 1000 is wanted"};
    return static_cast<std::size_t>(limit);
}

constexpr auto how_words_are_given =
    "All of the words must occur, each as it stands: a word of Chinese wherever it stands in a "
    "text, of other scripts as a whole word, case and width aside. Words in quotation marks must "
    "follow one another: '\"no signal\"'. An asterisk at the end of a word stands for any ending.";

}  // namespace

void add_search(Tool &tool) {
    struct Args {
        std::vector<std::string> words;
        report::SearchQuery query;
        std::vector<std::string> categories;
        std::int64_t limit = 20;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("search", "find cases by words in their texts");
    verb.details(
        std::string{how_words_are_given} +
        "\nThey must occur in one text of the case: what it was opened with, a message, a note or "
        "an answer. Cases with the words in their subject come first, then the newest texts. Hits "
        "are marked by 【】.");
    verb.positional("TEXT", args->words, "the words");
    verb.list("state", args->query.states, "STATE,…", "cases in these states");
    verb.list("category", args->categories, "ID,…", "of these categories and those below");
    verb.flag("open", args->query.only_open, "open cases");
    verb.option("limit", args->limit, "N", "at most so many; 20 unless given");
    verb.run(Right::case_search, [args](Context &context) {
        ReadContext desk{context};
        auto query = args->query;
        query.text = joined(args->words);
        query.limit = checked_limit(args->limit);
        query.categories = with_those_below(desk.policy, args->categories);
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
    verb.option("limit", args->limit, "N", "at most so many; 20 unless given");
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
    auto &verb = tool.verb("suggest",
                           "articles and solved cases that are like a text, the most alike first");
    verb.details(
        "What is alike shares the rarer words of the text; they are shown. Articles count more the "
        "oftener cases answered with them stayed solved.");
    verb.positional("TEXT", args->words, "what the customer asks").optional();
    verb.text("body", args->body, "the same as an option");
    verb.option("case", args->ref, "CASE", "what this case was opened with");
    verb.option("limit", args->limit, "N", "at most so many; 10 unless given");
    verb.run(Right::intake_suggest, [args](Context &context) {
        if ((args->words.empty() ? 0 : 1) + (args->body ? 1 : 0) + (args->ref ? 1 : 0) != 1)
            throw Error{ErrorKind::usage, "one of TEXT, --body or --case is wanted",
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
