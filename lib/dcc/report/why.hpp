#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>

#include <span>

namespace dcc::report {

// How a case was classified and assigned: the rule that classified it and what it found in the
// text, the source of its priority and what raised it, what a person gave instead and why, the SLA
// rule that set its deadlines, and the verdict of dispatch on each candidate. Also what a
// model has suggested, if it has.
Sheet why(Case const &item, std::span<Event const> events);

}  // namespace dcc::report
