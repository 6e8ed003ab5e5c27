#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// The desk at a glance, on one screen: what came, was resolved and reopened in the last `days`
// times 24 hours until scope.as_of, against as many before; satisfaction and complaints of the
// same; what is open, late, due until midnight, waiting, and to be told to customers by hand at
// that instant; the open cases of each team; and the five cases whose deadline passed first. All of
// it is of the cases that the conditions of the scope accept.
//
// Throws Error{no_input} for a protected desk without its master key: subjects are shown.
Sheet summary(store::Reader &reader, Policy const &policy, Scope const &scope, int days);

}  // namespace dcc::report
