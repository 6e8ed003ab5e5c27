#pragma once

#include "common/desk.hpp"
#include "common/tool.hpp"
#include <dcc/report/column_limit.hpp>
#include <dcc/report/scope.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// The bounds and the grouping of a report, as given on the command line, and what else it offers.
struct ScopeArgs {
    std::optional<When> from;
    std::optional<When> to;
    std::optional<When> as_of;
    std::vector<report::Dimension> by;
    std::vector<report::Dimension> dimensions;  // of the conditions
    std::vector<std::string> where;
    std::optional<int> depth;
    std::optional<std::string> zone;
    std::optional<report::Comparison> compare;
    bool cases = false;
    std::optional<Duration> ahead;
    std::vector<std::string> fail_on;
};

// What a report takes besides its instant and its grouping. A report must not offer what it
// ignores.
struct Offers {
    bool bounds = true;    // it counts what happened from one time to another
    bool where = false;    // it applies the scope's filter, and groups by the scope
    bool depth = false;    // it groups by category, and by the scope
    bool tz = false;       // it groups by the scope, and prints in its zone
    bool compare = false;  // it applies the scope's comparison
    bool cases = false;    // it can list the cases it counts
    bool ahead = false;    // it can look ahead
    bool fail_on = false;  // it is printed by print_report()
    // The dimensions of its conditions, where they are not those of its grouping.
    std::span<report::Dimension const> where_over{};
};

// Declares the bounds of a report and, unless there are none, the dimensions it can be grouped by.
std::shared_ptr<ScopeArgs> declare_scope(Verb &verb, std::span<report::Dimension const> dimensions,
                                         Offers offers = {});

// Declares only what else the report offers, with the dimensions of its conditions.
void declare_offers(Verb &verb, ScopeArgs &args, std::span<report::Dimension const> conditions,
                    Offers offers);

// Throws Error{usage} unless the number of an option is in the range, and says which is the
// nearest.
void require_between(std::string_view option, std::int64_t value, std::int64_t least,
                     std::int64_t most);

// What the arguments mean at the instant of the call: bounds and grouping only. Throws Error{usage}
// when the bounds are out of order or as_of is in the future.
report::Scope scope_of(Context &context, ScopeArgs const &args, TimeFrame const &frame);

// The same with all that the report offers. From here on times are read and printed in the zone of
// the call.
report::Scope scope_of(Context &context, ScopeArgs const &args, ReadContext const &desk);

// Prints a report. Then, if a row of its main table crosses a limit of the call, it names each such
// row on standard error and throws Quit{1}.
void print_report(Context &context, ScopeArgs const &args, Sheet const &sheet);

// A report over a scope.
using Report = std::function<Sheet(store::Reader &, Policy const &, report::Scope const &)>;

// Adds the verb of a report that takes nothing but a scope.
void add_report(Tool &tool, Right right, std::string const &name, Wording const &summary,
                std::string const &details, Report make,
                std::span<report::Dimension const> dimensions, Offers offers = {});

}  // namespace dcc::cli
