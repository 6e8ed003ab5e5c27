#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>
#include <string>

namespace dcc::report {

// The staff, of one team if given: who is at work now, or until when not, and how much each has to
// do.
Table staff(store::Reader &reader, Policy const &policy, std::optional<std::string> const &team,
            Instant now);

// A person of the policy: the same, and their absences, recorded and of the policy, from now on.
Sheet show_person(store::Reader &reader, Policy const &policy, Person const &person, Instant now);

// The absences of these rows.
Table absences(std::vector<store::AbsenceRow> const &rows);

}  // namespace dcc::report
