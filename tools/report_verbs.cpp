#include "report_verbs.hpp"

#include <utility>

namespace dcc::cli {

report::Scope scope_of(Context &context, ScopeArgs const &args, TimeFrame const &frame) {
    auto const now = frame.now;
    report::Scope scope;
    if (args.from) scope.from = args.from->in(frame);
    if (args.to) scope.before = args.to->end_in(frame);
    scope.as_of = args.as_of ? args.as_of->in(frame) : now;
    if (scope.as_of > now)
        throw Error{ErrorKind::usage, "--as-of: " + context.zone().format(scope.as_of) +
                                          " is in the future, which nobody knows"};
    scope.by = args.by;
    if (scope.from && scope.before && *scope.before <= *scope.from)
        throw Error{ErrorKind::usage, "--to is not after --from"};
    if (args.as_of) require_order(scope.from, scope.as_of, "--from", "--as-of");
    return scope;
}

std::shared_ptr<ScopeArgs> declare_scope(Verb &verb,
                                         std::span<report::Dimension const> dimensions) {
    auto args = std::make_shared<ScopeArgs>();
    verb.option("from", args->from, "TIME", "from this day or instant on");
    verb.option("to", args->to, "TIME", "until the end of this day, or before this instant");
    if (!dimensions.empty()) {
        std::vector<std::string> words;
        for (auto const dimension : dimensions) words.emplace_back(word(dimension));
        verb.choices("by", args->by, words, "a row for each of these, separated by commas");
    }
    verb.option("as-of", args->as_of, "TIME", "the state at this instant; now unless given");
    return args;
}

void add_report(Tool &tool, Right right, std::string const &name, std::string const &summary,
                std::string const &details, Report make,
                std::span<report::Dimension const> dimensions) {
    auto &verb = tool.verb(name, summary);
    verb.details(details);
    auto const args = declare_scope(verb, dimensions);
    verb.run(right, [args, make = std::move(make)](Context &context) {
        ReadContext desk{context};
        context.print(make(desk.reader, desk.policy,
                           scope_of(context, *args, frame_of(context, desk.policy, desk.now))));
    });
}

}  // namespace dcc::cli
