#include "verbs_knowledge.hpp"

#include "common/desk.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/report/article.hpp>
#include <dcc/report/search.hpp>
#include <dcc/report/suggest.hpp>
#include <dcc/rules/listed.hpp>

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

// Each category with all below it.
std::vector<std::string> with_those_below(Policy const &policy,
                                          std::vector<std::string> const &ids) {
    std::vector<std::string> list;
    for (auto const &id : ids) {
        if (auto no = rules::refuse_unlisted("category", id, policy.categories)) throw Refused{*no};
        for (auto const &category : policy.categories)
            if (policy.is_within(category.id, id)) list.push_back(category.id);
    }
    return list;
}

constexpr auto how_words_are_given =
    "All of the words must occur, each as it stands: a word of Chinese wherever it stands in a "
    "text, of other scripts as a whole word, case and width aside. Words in quotation marks must "
    "follow one another: '\"no signal\"'. An asterisk at the end of a word stands for any ending.";

// ---- articles

using Receive = std::function<Outcome<desk::ArticleReceipt>(ledger::Session &)>;

void write_article(Context &context, Receive const &use_case) {
    Writing desk{context};
    auto const receipt = accept(use_case(desk.session));
    print_notes(context, receipt.notes);
    context.receipt(receipt.article.id.text(),
                    [&] { return report::show_article(desk.writer, receipt.article); });
}

void add_texts(Verb &verb, desk::ArticleArgs &args, char const *title, char const *body,
               bool needed = false) {
    auto title_option = verb.option("title", args.title, "TEXT", title);
    auto body_option = verb.text("body", args.body, body);
    if (needed) {
        title_option.required();
        body_option.required();
    }
    verb.option("category", args.category, "ID", "its category, one of the policy's");
    verb.option("language", args.language, "CODE", "its language, one of the policy's");
}

void add_writing(Verb &group) {
    auto fresh = std::make_shared<desk::ArticleArgs>();
    auto &add = group.verb("add", "write an article; prints its number").writes();
    add_texts(add, *fresh, "what it is about, in a line", "the article, in Markdown", true);
    add.run(Right::case_article, [fresh](Context &context) {
        write_article(context,
                      [&](ledger::Session &session) { return desk::add_article(session, *fresh); });
    });

    struct Edit {
        ArticleId id;
        desk::ArticleArgs args;
    };
    auto edited = std::make_shared<Edit>();
    auto &edit = group.verb("edit", "write the next version of an article").writes();
    edit.details("What is not given stays as it was. A retired article is in use again.");
    edit.positional("ARTICLE", edited->id, "the article: A7");
    add_texts(edit, edited->args, "another title", "another text, in Markdown");
    edit.run(Right::case_article, [edited](Context &context) {
        write_article(context, [&](ledger::Session &session) {
            return desk::edit_article(session, edited->id, edited->args);
        });
    });

    struct Retire {
        ArticleId id;
        std::string reason;
    };
    auto retired = std::make_shared<Retire>();
    auto &retire = group.verb("retire", "offer an article no more; it stays readable").writes();
    retire.positional("ARTICLE", retired->id, "the article: A7");
    retire.text("reason", retired->reason, "why").required();
    retire.run(Right::case_article, [retired](Context &context) {
        write_article(context, [&](ledger::Session &session) {
            return desk::retire_article(session, retired->id, retired->reason);
        });
    });

    struct FromCase {
        CaseRef ref;
        desk::ArticleArgs args;
    };
    auto taken = std::make_shared<FromCase>();
    auto &from = group.verb("from-case", "make an article of a solved case").writes();
    from.details(
        "Title and text are the case's subject and its last answer unless given. See that nothing "
        "of the customer's stays in them.");
    from.positional("CASE", taken->ref, "the case: C42, 42 or ext:ABC-7");
    add_texts(from, taken->args, "instead of the case's subject", "instead of its answer");
    from.run(Right::case_article, [taken](Context &context) {
        write_article(context, [&](ledger::Session &session) {
            return desk::article_from_case(session, find_case(session.writer(), taken->ref),
                                           taken->args);
        });
    });
}

void add_reading(Verb &group) {
    struct Show {
        ArticleId id;
        std::optional<int> version;
    };
    auto shown = std::make_shared<Show>();
    auto &show = group.verb("show", "an article, its versions and how well it served");
    show.positional("ARTICLE", shown->id, "the article: A7");
    show.option("version", shown->version, "N", "as it was in this version");
    show.run(Right::case_article, [shown](Context &context) {
        Reading desk{context};
        context.print(accept(report::show_article(desk.reader, shown->id, shown->version)));
    });

    auto query = std::make_shared<report::ArticleQuery>();
    auto &list = group.verb("list", "list articles: those in use");
    list.list("category", query->categories, "ID,…", "of these categories and those below");
    list.list("language", query->languages, "CODE,…", "in these languages");
    list.flag("all", query->retired, "retired ones too");
    list.run(Right::case_article, [query](Context &context) {
        Reading desk{context};
        auto wanted = *query;
        wanted.categories = with_those_below(desk.policy, query->categories);
        for (auto const &language : query->languages)
            if (auto no = rules::refuse_unlisted("language", language, desk.policy.desk.languages))
                throw Refused{*no};
        context.print(report::list_articles(desk.reader, wanted));
    });

    struct Search {
        std::vector<std::string> words;
        std::int64_t limit = 20;
    };
    auto args = std::make_shared<Search>();
    auto &search = group.verb("search", "find articles by words, the best first");
    search.details(how_words_are_given);
    search.positional("TEXT", args->words, "the words");
    search.option("limit", args->limit, "N", "at most so many; 20 unless given");
    search.run(Right::case_article, [args](Context &context) {
        Reading desk{context};
        context.print(accept(
            report::search_articles(desk.reader, joined(args->words), checked_limit(args->limit))));
    });
}

}  // namespace

void add_article(Tool &tool) {
    auto &group =
        tool.verb("article", "the knowledge base: what solved a matter, to be found again");
    add_writing(group);
    add_reading(group);
}

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
        Reading desk{context};
        auto query = args->query;
        query.text = joined(args->words);
        query.limit = checked_limit(args->limit);
        query.categories = with_those_below(desk.policy, args->categories);
        context.print(accept(report::search_cases(desk.reader, query)));
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
        Reading desk{context};
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
