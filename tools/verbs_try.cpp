#include "verbs_try.hpp"

#include "common/desk.hpp"
#include <dcc/report/trial.hpp>
#include <dcc/rules/text_tests.hpp>

#include <memory>

namespace dcc::cli {

void add_try(Tool &tool) {
    struct Args {
        std::string subject;
        std::string body;
        report::TrialRequest request;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("try", "show what triage would decide on a text, and why");
    verb.details(
        "Nothing is recorded. For people who write the rules: which rule matches, what it found, "
        "what raised the rating, which other rules match, and where letters of a word stand in the "
        "text without being that word.");
    verb.positional("TEXT", args->subject, "the subject of a request, or all of it");
    verb.text("body", args->body, "the text of the request below the subject");
    auto &known = args->request.known;
    verb.option("channel", known.channel, "ID", "as if it came by this channel");
    verb.option("tier", known.tier, "NAME", "as if from a customer of this tier");
    verb.option("tag", known.tags, "TAG", "as if from a customer with this tag");
    verb.option("case-tag", known.case_tags, "TAG", "as if the case had this tag");
    verb.option("field", known.fields, "ID=VALUE", "as if the case had this value of a field");
    verb.option("product", known.product, "ID", "as if about this product");
    verb.option("earlier", known.earlier, "ID", "as if the customer's last case had this category");
    verb.flag("repeat", args->request.repeat, "as if it repeated an earlier case");
    auto &given = args->request.given;
    verb.option("category", given.category, "ID", "with this category instead of the rules'");
    verb.option("impact", given.impact, "NAME", "with this impact");
    verb.option("urgency", given.urgency, "NAME", "with this urgency");
    verb.run(Right::route_why, [args](Context &context) {
        ReadContext desk{context};
        if (auto no = report::refuse_trial(desk.policy, args->request)) throw Refused{*no};
        args->request.text = rules::request_text(args->subject, args->body);
        context.print(report::trial(desk.policy, args->request));
    });
}

}  // namespace dcc::cli
