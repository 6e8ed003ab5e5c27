#include "verbs_quality.hpp"

#include "common/desk.hpp"
#include "report_verbs.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/quality.hpp>
#include <dcc/report/quality.hpp>
#include <dcc/report/training.hpp>

#include <charconv>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// "tone=4"
std::pair<std::string, int> read_points(std::string const &text) {
    auto const sign = text.find('=');
    int points = 0;
    auto const *const end = text.data() + text.size();
    auto const [rest, error] =
        sign == std::string::npos ? std::from_chars_result{text.data(), std::errc::invalid_argument}
                                  : std::from_chars(text.data() + sign + 1, end, points);
    if (error != std::errc{} || rest != end)
        throw Error{ErrorKind::usage, say("--item: \"{}\" is not of the form NAME=POINTS", text)};
    return {text.substr(0, sign), points};
}

void add_sample(Verb &group) {
    auto args = std::make_shared<report::SampleArgs>();
    auto &verb = group.verb("sample", "draw resolved cases for review");
    verb.details(
        "Draws from the cases that were resolved from --from to --to and are not open now. Each "
        "stratum of --by gets its share of --size. The same seed draws the same cases from the "
        "same desk.");
    auto const scope = std::make_shared<ScopeArgs>();
    verb.option("seed", args->seed, "TEXT", "any text or number, such as the week of the review")
        .required();
    verb.option("size", args->size, "N", "how many cases").required();
    std::vector<std::string> words;
    for (auto const dimension : report::quality_dimensions) words.emplace_back(word(dimension));
    verb.choices("by", scope->by, words, "the strata: a share for each value, separated by commas");
    verb.option("from", scope->from, "TIME", "resolved on this day or instant, or later");
    verb.option("to", scope->to, "TIME", "resolved until the end of this day, or before it");
    declare_offers(verb, *scope, report::quality_dimensions, {.where = true, .tz = true});
    verb.run(Right::report_quality, [args, scope](Context &context) {
        constexpr std::int64_t most = 100'000;
        require_between("size", args->size, 1, most);
        ReadContext desk{context};
        args->scope = scope_of(context, *scope, desk);
        context.print(report::quality_sample(desk.reader, desk.policy, *args));
    });
}

void add_score(Verb &group) {
    struct Args {
        CaseRef item;
        std::vector<std::string> points;
        rules::ReviewGiven given;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("score", "record the review of a resolved case").writes();
    verb.details(
        "The criteria and the grades of faults are those of the policy. Nobody reviews a case that "
        "they worked on. What follows a fault is recorded with 'dcc-report quality step'.");
    verb.positional("CASE", args->item, "the case: C42, 42 or ext:ABC-7");
    verb.list("item", args->points, "NAME=POINTS,…", "the points of each criterion: tone=4")
        .required();
    verb.option("fault", args->given.fault, "NAME", "the grade of the fault; none unless given");
    verb.text("comment", args->given.comment, "what the reviewer found");
    verb.run(Right::quality_score, [args](Context &context) {
        auto &desk = write_desk(context);
        for (auto const &text : args->points) args->given.points.push_back(read_points(text));
        print_receipt(context, desk,
                      accept(desk::score_quality(desk.session, find_case(desk.writer, args->item),
                                                 args->given)));
    });
}

void add_step(Verb &group) {
    struct Args {
        CaseRef item;
        std::string step;
        std::optional<int> review;
        std::string comment;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("step", "record that a step after a fault is done").writes();
    verb.details("The steps of a grade are done in the order of the policy.");
    verb.positional("CASE", args->item, "the case: C42, 42 or ext:ABC-7");
    verb.positional("STEP", args->step, "the step, from the path of the grade");
    verb.option("review", args->review, "N", "the review; the newest with steps left unless given");
    verb.text("comment", args->comment, "what was done");
    verb.run(Right::quality_score, [args](Context &context) {
        auto &desk = write_desk(context);
        print_receipt(context, desk,
                      accept(desk::do_fault_step(desk.session, find_case(desk.writer, args->item),
                                                 args->review, args->step, args->comment)));
    });
}

void add_quality_show(Verb &group) {
    auto &verb = group.verb("show", "scores, faults and what followed, agreement of reviewers");
    verb.details(
        "Of reviews made from --from to --to. The score is the share of the points that the form "
        "allows; its mean has Student's interval (95 %), shares have Wilson's. Faults whose path "
        "is not finished are listed with the next step.");
    auto const args = declare_scope(verb, report::quality_dimensions,
                                    {.where = true, .tz = true, .fail_on = true});
    verb.run(Right::report_quality, [args](Context &context) {
        ReadContext desk{context};
        print_report(context, *args,
                     report::quality(desk.reader, desk.policy, scope_of(context, *args, desk)));
    });
}

// ---- training

void add_record(Verb &group) {
    struct Args {
        desk::TrainingArgs training;
        std::optional<When> held;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("record", "record that people were trained").writes();
    verb.details(
        "Recording the same people, topic and time again corrects the category. --withdraw records "
        "that the training did not take place.");
    auto &training = args->training;
    verb.list("person", training.people, "STAFF,…", "who was trained").required();
    verb.option("topic", training.topic, "TEXT", "what it was about, in one line").required();
    verb.option("category", training.category, "ID", "the category of cases it is to improve");
    verb.option("held", args->held, "TIME", "when it took place; now unless given");
    verb.flag("withdraw", training.withdrawn, "it did not take place");
    verb.run(Right::training_record, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const frame = frame_of(context, desk.policy, desk.session.now());
        args->training.held = instant_of(args->held, frame).value_or(frame.now);
        auto const receipt = accept(desk::record_training(desk.session, args->training));
        print_notes(context, receipt.notes);
        if (receipt.rows.size() > 1) context.expect_several();
        for (auto const &row : receipt.rows)
            context.receipt(row.person, [&] { return Sheet{report::training_rows({row}), {}}; });
    });
}

void add_training_show(Verb &group) {
    auto &verb = group.verb("show", "who was trained on what, and whether the figures moved");
    verb.details(
        "Of trainings held from --from to --to. Compares the cases of these people, of the "
        "training's category if it has one, that were received in a window before it and in one of "
        "the same length after it: 90 days or the time since, at least 7 days. \"better\" and "
        "\"worse\" are said only when Newcombe's interval (95 %) of the difference excludes 0.");
    auto const args =
        declare_scope(verb, {}, {.where = true, .tz = true, .where_over = report::case_dimensions});
    verb.run(Right::report_training, [args](Context &context) {
        ReadContext desk{context};
        context.print(report::training(desk.reader, desk.policy, scope_of(context, *args, desk)));
    });
}

}  // namespace

void add_quality(Tool &tool) {
    auto &group = tool.verb("quality", "review how cases were handled");
    add_sample(group);
    add_score(group);
    add_step(group);
    add_quality_show(group);
}

void add_training(Tool &tool) {
    auto &group = tool.verb("training", "what people were trained on, and its effect");
    add_record(group);
    add_training_show(group);
}

}  // namespace dcc::cli
