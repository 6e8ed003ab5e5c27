#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// What belongs to one case, as its sheet shows it.

// Every version of the solution, and what became of it.
Table versions_of(std::span<Event const> events);

Table visits_of(Case const &item);
Table messages_of(Case const &item);
Table feedback_of(Case const &item);

// Cases that this one is linked with, and how.
Table linked_with(store::Reader &reader, Case const &item);

}  // namespace dcc::report
