#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "tools.hpp"
#include "verbs_channel.hpp"
#include "verbs_customer.hpp"
#include "verbs_import.hpp"
#include "verbs_search.hpp"
#include <dcc/desk/opening.hpp>
#include <dcc/report/glance.hpp>

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
    auto &verb = tool.verb("open", "open a case for a request; prints the case's number").writes();
    verb.details(
        "A customer with the same phone number or mail address is the same customer; the name "
        "alone "
        "does not identify one. --customer K7 names a customer that the desk has.");
    verb.option("channel", open.channel, "NAME", "the channel of the request").required();
    verb.option("customer", open.customer.name, "NAME", "the customer: a name, or K7");
    add_customer_options(verb, open.customer);
    add_long_facts(verb, open, at_opening);
    verb.option("category", open.rating.category, "ID", "its category; set by triage unless given");
    verb.option("impact", open.rating.impact, "NAME", "its impact, from the policy");
    verb.option("urgency", open.rating.urgency, "NAME", "its urgency, from the policy");
    add_facts(verb, open, at_opening);
    verb.list("tag", open.tags, "TAG,…", "words to find and count it by");
    verb.option("field", open.given_fields, "ID=VALUE", "a field of the policy; may be repeated");
    verb.option("received", args->received, "TIME", "when it was received; now unless given");
    verb.text("answer", args->answer, "resolve the case at once with this answer");
    verb.option("article", args->article, "ARTICLE",
                "resolve the case at once from this article: A7; its text is the answer unless "
                "--answer is given");
    verb.run(Right::intake_open, [args](Context &context) {
        auto &desk = write_desk(context);
        if (args->answer || args->article)
            args->open.answer = desk::Answer{args->answer.value_or(""), args->article};
        if (args->received)
            args->open.received =
                args->received->in(frame_of(context, desk.policy, desk.session.now()));
        print_receipt(context, desk, accept(desk::open_case(desk.session, args->open)));
    });
}

}  // namespace

Tool make_intake_tool() {
    Tool tool{"dcc-intake", "take in the requests of customers"};
    tool.at_a_glance(Right::intake_open, [](Context &context) {
        ReadContext desk{context};
        context.print(report::glance_at_channels(desk.policy, desk.now));
    });
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
