#pragma once

#include <dcc/model/staff.hpp>
#include <dcc/store/reader.hpp>

#include <vector>

namespace dcc::ledger {

// The recorded absences that end after the instant, for rules::Duty.
std::vector<event::StaffAbsent> absences(store::Reader &reader, Instant after);

}  // namespace dcc::ledger
