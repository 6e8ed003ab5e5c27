#include "verbs_article.hpp"

#include "common/desk.hpp"
#include "verbs_search.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/report/article.hpp>
#include <dcc/rules/listed.hpp>

namespace dcc::cli {
namespace {

using Receive = std::function<Outcome<desk::ArticleReceipt>(ledger::Session &)>;

void write_article(Context &context, Receive const &use_case) {
    auto &desk = write_desk(context);
    auto const receipt = accept(use_case(desk.session));
    print_notes(context, receipt.notes);
    context.receipt(receipt.item.id.text(),
                    [&] { return report::show_article(desk.writer, receipt.item); });
}

void add_texts(Verb &verb, desk::ArticleArgs &args, char const *title, char const *body,
               bool needed = false) {
    auto title_option = verb.option("title", args.title, "TEXT", title);
    auto body_option = verb.text("body", args.body, body);
    if (needed) {
        title_option.required();
        body_option.required();
    }
    verb.option("category", args.category, "ID", "its category, from the policy");
    verb.option("language", args.language, "CODE", "its language, from the policy");
}

void add_writing(Verb &group) {
    auto fresh = std::make_shared<desk::ArticleArgs>();
    auto &add = group.verb("add", "write an article; prints its number").writes();
    add_texts(add, *fresh, "the title, in one line", "the article, in Markdown", true);
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
    edit.details("What is not given is kept. A retired article is in use again.");
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
    auto &retire =
        group.verb("retire", "no longer offer an article; it can still be read").writes();
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
    auto &from = group.verb("from-case", "write an article from a solved case").writes();
    from.details(
        "Title and text are the case's subject and its last answer unless given. Make sure that "
        "they "
        "contain no data of the customer.");
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
    auto &show = group.verb("show", "show an article, its versions and how often it was used");
    show.positional("ARTICLE", shown->id, "the article: A7");
    show.option("version", shown->version, "N", "this version; the last unless given");
    show.run(Right::case_article, [shown](Context &context) {
        ReadContext desk{context};
        context.print(accept(report::show_article(desk.reader, shown->id, shown->version)));
    });

    auto query = std::make_shared<report::ArticleQuery>();
    auto &list = group.verb("list", "list articles in use");
    list.list("category", query->categories, "ID,…", "of these categories and their subcategories");
    list.list("language", query->languages, "CODE,…", "in these languages");
    list.flag("all", query->retired, "also retired articles");
    list.run(Right::case_article, [query](Context &context) {
        ReadContext desk{context};
        auto wanted = *query;
        wanted.categories = with_those_below(desk.policy, query->categories);
        for (auto const &language : query->languages)
            if (auto no = rules::refuse_unlisted("language", language, desk.policy.desk.languages))
                throw Refused{*no};
        context.print(report::list_articles(desk.reader, wanted));
    });
}

}  // namespace

void add_article(Tool &tool) {
    auto &group = tool.verb("article", "the knowledge base: answers that can be reused");
    add_writing(group);
    add_reading(group);
    add_article_search(group);
}

}  // namespace dcc::cli
