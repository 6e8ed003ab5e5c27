#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/wording/catalogue.hpp>

#include <span>

namespace dcc::report {

// The state of a case for its customer, in the language of the catalogue: its subject and status,
// the facts that we need, promised date, next appointment, and the messages between the customer
// and us. It contains nothing internal: no notes, no names or numbers of staff, no priorities, no
// drafts, no deadlines that were not promised. Of the events it shows only the messages.
Sheet customer_view(Policy const &policy, wording::Catalogue const &catalogue, Case const &item,
                    std::span<Event const> events);

}  // namespace dcc::report
