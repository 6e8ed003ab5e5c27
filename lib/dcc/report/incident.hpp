#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/incident.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Incidents with the number of their cases, those that are open or all, in the order of ids.
Table list_incidents(store::Reader &reader, Instant now, bool all);

// One incident: how long it lasts or lasted, what of its cases was promised and kept, the
// checklist, the updates, the cases; while it is open also open cases with the same words, which
// may belong to it. Refused as "no_such_incident".
Outcome<Sheet> show_incident(store::Reader &reader, Policy const &policy, IncidentId id,
                             Instant now);

}  // namespace dcc::report
