#pragma once

#include <dcc/report/past.hpp>
#include <dcc/report/scope.hpp>

#include <functional>

namespace dcc::report {

// A complaint with the dimensions of its case, both as they were at the instant of a report. Valid
// only during the call.
struct Filed {
    store::ComplaintRow const &row;
    Dimensions values;
};

Dimensions dimensions_of(Filed const &filed);

// Visits the complaints received in scope that its conditions accept, in no particular order. What
// only the case has is empty, unless scope.by or scope.filter names it.
void each_filed(store::Reader &reader, Past &past, Scope const &scope,
                std::function<void(Filed const &)> const &visit);

}  // namespace dcc::report
