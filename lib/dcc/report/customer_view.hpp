#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/wording/catalogue.hpp>

#include <span>

namespace dcc::report {

// Where a case stands, in words fit for its customer, in the language of the catalogue:
// what it is about, what is being done, what we wait for, when to expect what, and what was said
// between us. Nothing internal is in it: no notes, no names or numbers of staff, no priorities, no
// drafts, no deadlines that were not told. What it shows of the past are the customer's messages
// and ours alone.
Sheet customer_view(Policy const &policy, wording::Catalogue const &catalogue, Case const &item,
                    std::span<Event const> events);

}  // namespace dcc::report
