#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>

#include <span>

namespace dcc::report {

// Why a case is where it is: which rule classified it, what made its priority, which SLA rule set
// its deadlines, and the verdict of dispatch on each candidate.
Sheet why(Case const &item, std::span<Event const> events);

}  // namespace dcc::report
