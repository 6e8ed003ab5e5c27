#pragma once

#include <dcc/ledger/acting.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <filesystem>

namespace dcc::desk {

// Creates a desk file with its first events, and gives the head of its chain. The id of the desk is
// made here. Throws Error{cannot_create} when the file exists.
store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        event::DeskCreated created, ledger::Acting acting);

// The same in a store that was just created.
store::Head create_desk(store::Writer &writer, Policy const &policy, event::DeskCreated created,
                        ledger::Acting acting);

}  // namespace dcc::desk
