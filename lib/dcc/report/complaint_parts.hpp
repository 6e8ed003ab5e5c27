#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <span>

namespace dcc::report {

// What the sheet of a complaint or an improvement action shows beside that of a case.

// Its own fields; none for other cases.
Columns<Case> complaint_columns(Policy const &policy, Case const &item);

// A row for each round.
Table rounds_of(Case const &item);

// Every version of the decision, with what became of it.
Table proposals_of(std::span<Event const> events);

// A row for each remedy that was approved.
Table remedies_of(Case const &item);

// A row for each file of evidence.
Table evidence_of(Case const &item);

}  // namespace dcc::report
