#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>

namespace dcc::rules {

// What an event makes of a case beside its state and clocks: facts, solution, messages, visits,
// feedback. An event about a part that the case does not have changes nothing.
void fold_work(Case &item, Event const &event);

}  // namespace dcc::rules
