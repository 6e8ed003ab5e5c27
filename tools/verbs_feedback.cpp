#include "verbs_feedback.hpp"

#include "common/desk.hpp"
#include "common/import_input.hpp"
#include "common/reject_file.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/exchange/import_feedback.hpp>

#include <charconv>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

struct FeedbackOptions {
    std::optional<CaseRef> item;
    desk::FeedbackArgs answer;
    std::vector<std::string> dimensions;
    std::optional<std::string> solved;
    std::optional<std::filesystem::path> import;
    std::optional<std::filesystem::path> reject;
};

// "speed=4"
Score read_score(std::string const &text) {
    auto const sign = text.find('=');
    Score score{text.substr(0, sign), 0};
    auto const *const end = text.data() + text.size();
    auto const [rest, error] =
        sign == std::string::npos ? std::from_chars_result{text.data(), std::errc::invalid_argument}
                                  : std::from_chars(text.data() + sign + 1, end, score.value);
    if (error != std::errc{} || rest != end)
        throw Error{ErrorKind::usage,
                    say("--dim: \"{}\" is not of the form NAME=1 to NAME=5", text)};
    return score;
}

void record(Context &context, FeedbackOptions &args) {
    auto &desk = write_desk(context);
    if (!args.item && args.answer.token.empty())
        throw Error{ErrorKind::usage, "CASE is missing",
                    "name the case, or the survey with --token TOKEN"};
    if (args.solved) args.answer.solved = *args.solved == "yes";
    for (auto const &text : args.dimensions) args.answer.dimensions.push_back(read_score(text));
    auto const id = args.item ? find_case(desk.writer, *args.item)
                              : accept(desk::find_invited(desk.writer, args.answer.token));
    print_receipt(context, desk, accept(desk::give_feedback(desk.session, id, args.answer)));
}

void import(Context &context, FeedbackOptions const &args) {
    WriteContext desk{context};
    ImportInput input{*args.import};
    RejectFile rejects{context,
                       args.reject ? *args.reject : input.reject_file(),
                       {{*args.import, "the file to import"}}};
    auto const result = exchange::import_feedback(
        desk.session, input.stream(), [&]() -> std::ostream & { return rejects.stream(); });
    rejects.finish();
    auto const complaints = [](exchange::FeedbackImport const &done) {
        std::vector<std::string> ids;
        for (auto const id : done.complaints) ids.push_back(id.text());
        return ids;
    };
    using exchange::FeedbackImport;
    Columns<FeedbackImport> columns{
        {"recorded", "Recorded", &FeedbackImport::recorded},
        {"present", "Already present", &FeedbackImport::present},
        {"rejected", "Rejected", &FeedbackImport::rejected},
    };
    columns.append({rejects.column<FeedbackImport>()});
    columns.append(
        {{"complaints", result.complaints.empty() ? "" : "Complaints opened", complaints}});
    print_import(context, {columns.row(result), {}}, result.rejected, rejects);
}

}  // namespace

void add_feedback(Tool &tool) {
    auto args = std::make_shared<FeedbackOptions>();
    auto &answer = args->answer;
    auto &verb = tool.verb("feedback", "record a customer's rating of a solution").writes();
    verb.details(
        "One answer for each resolution. Satisfaction at or below the policy's threshold, or a "
        "case "
        "not solved, opens a complaint about the case automatically. --import reads many answers "
        "from a CSV file with a column token or case, and any of csat, nps, ces, solved, channel, "
        "comment and the survey's dimensions; running it again changes nothing.");
    verb.positional("CASE", args->item, "the case; not needed with a token");
    verb.option("token", answer.token, "TOKEN", "the token of the survey that was mailed");
    verb.option("csat", answer.csat, "1..5", "overall satisfaction, 5 the best");
    verb.option("nps", answer.nps, "0..10", "how likely to recommend us");
    verb.option("ces", answer.ces, "1..7", "effort it took; the policy says what 7 means");
    verb.list("dim", args->dimensions, "NAME=1..5,…", "by the survey's dimensions: speed=4");
    verb.choice("solved", args->solved, {"yes", "no"}, "whether the problem is solved");
    verb.text("comment", answer.comment, "the customer's comment");
    verb.option("channel", answer.channel, "NAME", "the channel of the answer");
    verb.option("import", args->import, "FILE", "import answers from this CSV file");
    verb.option("reject", args->reject, "FILE", "where bad rows go; FILE.rejected unless given");
    verb.run(Right::case_feedback, [args](Context &context) {
        auto const &given = args->answer;
        bool const alone = !args->item && given.token.empty() && !given.csat && !given.nps &&
                           !given.ces && !args->solved && args->dimensions.empty() &&
                           given.comment.empty() && given.channel.empty();
        if (args->import && !alone)
            throw Error{ErrorKind::usage, "--import takes neither a case nor an answer",
                        "give them in its file"};
        if (args->import)
            import(context, *args);
        else
            record(context, *args);
    });
}

}  // namespace dcc::cli
