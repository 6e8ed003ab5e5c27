#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/templates.hpp>

#include <span>
#include <string>

namespace dcc::report {

// Where a case stands, in words fit for its customer, in "zh" or "en" (the wording is of the same):
// what it is about, what is being done, what we wait for, when to expect what, and what was said
// between us. Nothing internal is in it: no notes, no names or numbers of staff, no priorities, no
// drafts, no deadlines that were not told. What it shows of the past are the customer's messages
// and ours alone.
Sheet customer_view(Policy const &policy, Wording const &wording, Case const &item,
                    std::span<Event const> events, std::string const &language);

}  // namespace dcc::report
