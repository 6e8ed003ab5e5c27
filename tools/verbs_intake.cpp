#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "tools.hpp"
#include "verbs_channel.hpp"
#include "verbs_customer.hpp"
#include "verbs_import.hpp"
#include "verbs_search.hpp"
#include <dcc/desk/opening.hpp>

namespace dcc::cli {
namespace {

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
        WriteContext desk{context};
        if (args->answer || args->article)
            args->open.answer = desk::Answer{args->answer.value_or(""), args->article};
        if (args->received)
            args->open.received = args->received->in(context.zone(), desk.session.now());
        print_receipt(context, desk, accept(desk::open_case(desk.session, args->open)));
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
    add_customer(tool);
    add_channel(tool);
    return tool;
}

}  // namespace dcc::cli
