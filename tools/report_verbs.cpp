#include "report_verbs.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

using report::Dimension;

constexpr Seconds longest_ahead{7 * 86400};

// Runs `read`, whose errors are those of an option.
template <class Read>
auto of_option(std::string const &name, Read read) {
    try {
        return read();
    } catch (Error const &error) {
        throw Error{ErrorKind::usage, say("--{}: {}", name, error.what()), error.hint()};
    }
}

bool is_by(ScopeArgs const &args, Dimension dimension) {
    return std::ranges::count(args.by, dimension) > 0;
}

void check_comparison(ScopeArgs const &args) {
    if (!args.compare) return;
    if (!args.from) throw Error{ErrorKind::usage, "--compare needs --from"};
    if (args.cases) throw Error{ErrorKind::usage, "give either --compare or --cases"};
    for (auto const dimension :
         {Dimension::day, Dimension::week, Dimension::month, Dimension::quarter, Dimension::year})
        if (is_by(args, dimension))
            throw Error{
                ErrorKind::usage,
                say("--compare: no {} is in both periods, so do not give it to --by", dimension)};
}

Seconds span_ahead(Duration const &ahead) {
    if (ahead.in_business_days || ahead.seconds <= Seconds{0} || ahead.seconds > longest_ahead)
        throw Error{ErrorKind::usage, "--ahead: must be hours or days such as 8h, at most 7d"};
    return ahead.seconds;
}

}  // namespace

report::Scope scope_of(Context &context, ScopeArgs const &args, TimeFrame const &frame) {
    auto const now = frame.now;
    report::Scope scope;
    if (args.from) scope.from = args.from->in(frame);
    if (args.to) scope.before = args.to->end_in(frame);
    scope.as_of = args.as_of ? args.as_of->in(frame) : now;
    if (scope.as_of > now)
        throw Error{ErrorKind::usage, say("--as-of: {} is in the future, which nobody knows",
                                          context.zone().format(scope.as_of))};
    scope.by = args.by;
    if (scope.from && scope.before && *scope.before <= *scope.from)
        throw Error{ErrorKind::usage, "--to is not after --from"};
    if (args.as_of) require_order(scope.from, scope.as_of, "--from", "--as-of");
    return scope;
}

report::Scope scope_of(Context &context, ScopeArgs const &args, ReadContext const &desk) {
    if (args.zone) context.use_zone(of_option("tz", [&] { return Zone::load(*args.zone); }));
    auto scope = scope_of(context, args, frame_of(context, desk.policy, desk.now));
    if (args.zone) scope.zone = context.zone();
    scope.filter = of_option("where", [&] {
        return report::Filter{desk.policy, context.zone(), args.where, args.dimensions};
    });
    if (args.depth && *args.depth < 1) throw Error{ErrorKind::usage, "--depth: must be 1 or more"};
    if (args.depth && !is_by(args, Dimension::category))
        throw Error{ErrorKind::usage, "--depth needs --by category"};
    scope.depth = args.depth;
    check_comparison(args);
    if (args.compare && *scope.from > scope.as_of)
        throw Error{ErrorKind::usage, "--compare: the period has not begun"};
    scope.compare = args.compare;
    scope.cases = args.cases;
    if (args.ahead) scope.ahead = span_ahead(*args.ahead);
    return scope;
}

void declare_offers(Verb &verb, ScopeArgs &args, std::span<Dimension const> conditions,
                    Offers offers) {
    args.dimensions.assign(conditions.begin(), conditions.end());
    if (offers.where)
        verb.option("where", args.where, "FILTER",
                    "only cases for which the filter holds: channel:phone,web -team:none");
    if (offers.depth)
        verb.option("depth", args.depth, "N",
                    "count categories for the one above them at this depth; 1: top");
    if (offers.tz) verb.option("tz", args.zone, "ZONE", "read, group and print times in this zone");
    if (offers.compare)
        verb.choice("compare", args.compare, {"previous", "year"},
                    "compare with the period before, or with that of the year before");
    if (offers.cases) verb.flag("cases", args.cases, "list the cases behind the figures");
    if (offers.ahead)
        verb.option("ahead", args.ahead, "SPAN",
                    "also count the deadlines of the next hours, such as 8h");
    if (offers.fail_on)
        verb.option("fail-on", args.fail_on, "COLUMN<VALUE",
                    "end with status 1 if a row is below, or with > above, the value");
}

std::shared_ptr<ScopeArgs> declare_scope(Verb &verb, std::span<Dimension const> dimensions,
                                         Offers offers) {
    auto args = std::make_shared<ScopeArgs>();
    if (offers.bounds) {
        verb.option("from", args->from, "TIME", "from this day or instant on");
        verb.option("to", args->to, "TIME", "until the end of this day, or before this instant");
    }
    if (!dimensions.empty()) {
        std::vector<std::string> words;
        for (auto const dimension : dimensions) words.emplace_back(word(dimension));
        verb.choices("by", args->by, words, "a row for each of these, separated by commas");
    }
    verb.option("as-of", args->as_of, "TIME", "the state at this instant; now unless given");
    declare_offers(verb, *args, offers.where_over.empty() ? dimensions : offers.where_over, offers);
    return args;
}

void require_between(std::string_view option, std::int64_t value, std::int64_t least,
                     std::int64_t most) {
    if (value >= least && value <= most) return;
    throw Error{ErrorKind::usage,
                say("--{}: must be from {} to {}, not {}", option, least, most, value),
                say("the nearest is {}", value < least ? least : most)};
}

void print_report(Context &context, ScopeArgs const &args, Sheet const &sheet) {
    std::vector<std::string> lines;
    of_option("fail-on", [&] {
        for (auto const &text : args.fail_on)
            for (auto &line :
                 report::crossings(report::main_table(sheet), report::read_column_limit(text)))
                lines.push_back(std::move(line));
    });
    context.print(sheet);
    for (auto const &line : lines) context.note(line);
    if (!lines.empty()) throw Quit{1};
}

void add_report(Tool &tool, Right right, std::string const &name, Wording const &summary,
                std::string const &details, Report make, std::span<Dimension const> dimensions,
                Offers offers) {
    auto &verb = tool.verb(name, summary);
    verb.details(details);
    auto const args = declare_scope(verb, dimensions, offers);
    verb.run(right, [args, make = std::move(make)](Context &context) {
        ReadContext desk{context};
        print_report(context, *args,
                     make(desk.reader, desk.policy, scope_of(context, *args, desk)));
    });
}

}  // namespace dcc::cli
