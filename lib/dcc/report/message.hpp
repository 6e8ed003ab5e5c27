#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Whether the JSON of messages has the tokens of their surveys, by which customers answer. Only who
// may deliver messages may see them.
enum class Tokens { hidden, shown };

// A row for each message to a customer, oldest first. Without states or a case in the query: those
// that are not delivered yet.
Table list_messages(store::Reader &reader, store::MessageQuery const &query,
                    Tokens tokens = Tokens::hidden);

// The messages of these rows, as list_messages() shows them.
Table list_messages(store::Reader &reader, std::vector<store::MessageRow> const &rows,
                    Tokens tokens = Tokens::hidden);

// A message with its text and the state of its delivery. Refused as "no_such_message".
Outcome<Sheet> show_message(store::Reader &reader, Policy const &policy, MessageId id,
                            Tokens tokens = Tokens::hidden);

}  // namespace dcc::report
