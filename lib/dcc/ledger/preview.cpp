#include <dcc/ledger/preview.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <utility>

namespace dcc::ledger {

Case preview(Session &session, Case item, event::Payload payload) {
    Event event;
    event.case_id = item.id;
    event.seq = item.last_event;
    event.at = std::max(session.now(), item.updated_at);
    event.payload = std::move(payload);
    rules::apply(item, event, session.adopted());
    return item;
}

}  // namespace dcc::ledger
