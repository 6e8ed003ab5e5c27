#pragma once

#include "common/desk.hpp"
#include "common/tool.hpp"
#include <dcc/report/scope.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::cli {

// The bounds and the grouping of a report, as given on the command line.
struct ScopeArgs {
    std::optional<When> from;
    std::optional<When> to;
    std::optional<When> as_of;
    std::vector<report::Dimension> by;
};

// Declares the bounds of a report and, unless there are none, the dimensions it can be grouped by.
std::shared_ptr<ScopeArgs> declare_scope(Verb &verb,
                                         std::span<report::Dimension const> dimensions);

// What the arguments mean at the instant of the call. Throws Error{usage} when the bounds are out
// of order or as_of is in the future.
report::Scope scope_of(Context &context, ScopeArgs const &args, TimeFrame const &frame);

// A report over a scope.
using Report = std::function<Sheet(store::Reader &, Policy const &, report::Scope const &)>;

// Adds the verb of a report that takes nothing but a scope.
void add_report(Tool &tool, Right right, std::string const &name, std::string const &summary,
                std::string const &details, Report make,
                std::span<report::Dimension const> dimensions);

}  // namespace dcc::cli
