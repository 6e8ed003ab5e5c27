#pragma once

#include <dcc/ledger/session.hpp>

namespace dcc::ledger {

// The case as an event with this payload would leave it, were it recorded now; nothing is recorded.
Case preview(Session &session, Case item, event::Payload payload);

}  // namespace dcc::ledger
