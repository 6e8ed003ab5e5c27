#include <dcc/base/digest.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/recorder.hpp>

#include <set>
#include <utility>

namespace dcc::ledger {

Recorder::Recorder(store::Writer &writer, Policy const &policy, std::string actor, Instant now)
    : writer_{writer}, policy_{policy}, actor_{std::move(actor)}, now_{now} {}

Event Recorder::append(Event event) {
    put_policy_on_record();
    return stamp(std::move(event));
}

Event Recorder::stamp(Event event) {
    event.recorded_at = now_;
    if (event.actor.empty()) event.actor = actor_;
    writer_.append(event);
    return event;
}

void Recorder::put_policy_on_record() {
    if (std::exchange(on_record_, true) || writer_.knows_policy(policy_.fingerprint)) return;
    adopt(adoption_of(policy_));
}

bool Recorder::adopt(event::PolicyAdopted adopted) {
    put_policy_on_record();
    if (writer_.knows_policy(adopted.policy)) return false;
    std::set<Digest> named;  // two names may mean the same calendar
    std::erase_if(adopted.calendars, [&](auto const &calendar) {
        return !named.insert(calendar.print).second || writer_.calendar(calendar.print);
    });
    Event event;
    event.at = now_;
    event.payload = std::move(adopted);
    event = stamp(std::move(event));
    writer_.put(rows_of(std::get<event::PolicyAdopted>(event.payload), event.seq));
    return true;
}

void Recorder::create_desk(std::string const &pack) {
    Event event;
    event.at = now_;
    event.payload = event::DeskCreated{hex(digest(random_salt(), pack)).substr(0, 32), pack};
    stamp(std::move(event));
    put_policy_on_record();
}

}  // namespace dcc::ledger
