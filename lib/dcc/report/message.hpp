#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Messages to customers, a row each, oldest first: unless the query names states or a case, those
// that are not delivered yet.
Table list_messages(store::Reader &reader, store::MessageQuery const &query);

// The messages of these rows, as list_messages() shows them.
Table list_messages(store::Reader &reader, std::vector<store::MessageRow> const &rows);

// A message and what became of it, with its text. Refused as "no_such_message".
Outcome<Sheet> show_message(store::Reader &reader, Policy const &policy, PartId id);

}  // namespace dcc::report
