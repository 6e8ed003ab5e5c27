#include "verbs_learn.hpp"

#include "common/desk.hpp"
#include <dcc/base/text.hpp>
#include <dcc/desk/learning.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/learning.hpp>
#include <dcc/rules/classify.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

constexpr std::size_t most_reasons = 5;

struct LearnCall {
    bool evaluate = false;
    std::int64_t rounds = 10;
    std::int64_t limit = 20'000;
};

// What was left out, so that nobody takes the figures for those of all cases.
void note_left_out(Context const &context, desk::Learnable const &learnable) {
    auto const &lesson = learnable.lesson;
    for (auto const &[category, cases] : lesson.too_few)
        context.note(say("category {} has {} of at least {} cases and is left out", category, cases,
                         learn::least_cases));
    for (auto const &[category, cases] : learnable.unknown)
        context.note(
            say("category {} is not in the policy: {} cases are left out", category, cases));
    if (learnable.without_text > 0)
        context.note(say("{} cases without a text are left out", learnable.without_text));
}

void learn(Context &context, LearnCall const &call) {
    if (call.limit < 1) throw Error{ErrorKind::usage, "--limit: must be at least 1"};
    if (call.rounds < 1 || call.rounds > 100)
        throw Error{ErrorKind::usage, "--rounds: must be 1 to 100"};
    ReadContext desk{context};
    auto const learnable =
        accept(desk::learnable(desk.reader, desk.policy, static_cast<std::size_t>(call.limit)));
    note_left_out(context, learnable);
    if (call.evaluate) {
        std::vector<learn::Figures> rounds;
        for (std::uint64_t round = 0; round < static_cast<std::uint64_t>(call.rounds); ++round)
            rounds.push_back(learn::evaluate(learnable.lesson, round));
        return context.print(report::evaluation(rounds));
    }
    auto const model = desk::learn_from(desk.reader, learnable, desk.now);
    if (!context.dry_run()) learn::write_model(desk.reader.path(), model);
    context.print(report::model(model));
}

// The model of the desk. Throws Error{no_input} when there is none.
learn::Model const &required(desk::Suggesting &suggesting) {
    if (auto const *model = suggesting.model()) return *model;
    throw Error{ErrorKind::no_input, "this desk has no model of categories yet",
                Hint{Remedy::learn, "make one"}};
}

// What the model finds for a text, also categories that it holds improbable.
report::Suggestions suggestions_for(desk::Suggesting &suggesting, learn::CaseText const &text,
                                    std::size_t limit) {
    report::Suggestions found;
    found.model = suggesting.fingerprint();
    for (auto const &one : suggesting.likely(text)) {
        if (found.found.size() == limit) break;
        found.found.push_back(
            {one.category, one.probability, suggesting.reasons(one.category, text, most_reasons)});
    }
    return found;
}

void add_learning(Tool &tool) {
    auto call = std::make_shared<LearnCall>();
    auto &verb =
        tool.verb("learn", "make the model that suggests categories, from classified cases")
            .maintains();
    verb.details(
        "It learns from the cases whose category a person has given, and prints how well it does "
        "on cases that it has not seen. The model is a file beside the desk, which holds no text. "
        "What triage does with it is said under [suggest] in the policy.");
    verb.flag("evaluate", call->evaluate,
              "only print figures, of several rounds of cross-validation");
    verb.option("rounds", call->rounds, "N", "so many rounds; 10 unless given");
    verb.option("limit", call->limit, "N", "the newest N cases at most; 20000 unless given");
    verb.run(Right::route_learn, [call](Context &context) { learn(context, *call); });
}

void add_model(Tool &tool) {
    auto &verb = tool.verb("model", "show the model that suggests categories, and its figures");
    verb.run(Right::route_why, [](Context &context) {
        ReadContext desk{context};
        desk::Suggesting suggesting{desk.reader};
        context.print(report::model(required(suggesting)));
    });
}

void add_suggest_category(Tool &tool) {
    struct Args {
        Cases cases;
        std::optional<std::string> subject;
        std::optional<std::string> body;
        std::int64_t limit = 3;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("suggest", "show the categories that the model suggests, and why");
    verb.details(
        "Also shows what triage would make of it. The words are those of the text which speak most "
        "for a category rather than for the others.");
    verb.cases(args->cases).optional();
    verb.option("subject", args->subject, "TEXT", "a text in place of cases");
    verb.text("body", args->body, "its body");
    verb.option("limit", args->limit, "N", "at most N categories; 3 unless given");
    verb.run(Right::route_why, [args](Context &context) {
        bool const text = args->subject || args->body;
        bool const cases = !args->cases.refs.empty() || args->cases.several;
        if (text == cases)
            throw Error{ErrorKind::usage, "either CASE or --subject and --body are required",
                        "try 'dcc-route suggest --help'"};
        if (args->limit < 1 || args->limit > 1000)
            throw Error{ErrorKind::usage, "--limit: must be 1 to 1000"};
        ReadContext desk{context};
        desk::Suggesting suggesting{desk.reader};
        required(suggesting);
        rules::Classifier const classifier{desk.policy};
        auto const print = [&](std::string const &id, learn::CaseText const &wanted,
                               rules::CaseAttributes const &attributes) {
            auto found = suggestions_for(suggesting, wanted, static_cast<std::size_t>(args->limit));
            found.of = id;
            auto const fitting =
                classifier.match(rules::request_text(wanted.subject, wanted.body), attributes);
            if (fitting) found.by_rule = fitting->rule->category;
            context.print_one(report::suggestions(found, desk.policy));
        };
        if (text) return print({}, {args->subject.value_or(""), args->body.value_or("")}, {});
        for_each_case(context, args->cases, [&](CaseRef const &ref) {
            auto const item = load_case(desk.reader, ref);
            auto const customer = item.customer ? desk.reader.find(*item.customer) : std::nullopt;
            rules::CaseAttributes attributes{item.channel, {}, {}, {}, item.product, {}, {}};
            attributes.case_tags = item.tags;
            attributes.fields = all_fields(item);
            if (customer) {
                attributes.tier = customer->tier;
                attributes.tags = split_words(customer->tags);
            }
            print(item.id.text(), {item.subject, item.body}, attributes);
        });
    });
}

}  // namespace

void add_learn(Tool &tool) {
    add_learning(tool);
    add_model(tool);
    add_suggest_category(tool);
}

}  // namespace dcc::cli
