#pragma once

#include <dcc/ledger/session.hpp>

#include <string>
#include <vector>

namespace dcc::desk {

// A case that went to somebody else.
struct Passed {
    CaseId id;
    std::string team;
    std::string from;  // empty: nobody
    std::string to;    // empty: the team
    std::string why;   // "waiting", "absent", "at capacity", "left", "busier"
    std::string subject;
};

// Dispatches what waits: service cases and complaints in the queue of a team, the earliest deadline
// first, and service cases that are open again while their assignee is absent, full or gone. All in
// one transaction. Reads no queue while nobody of its team is on duty and has room.
std::vector<Passed> dispatch_waiting(ledger::Session &session);

// Whether cases move too that absent people, or people who are gone, have begun.
enum class Begun { stays, moves };

// Dispatches what waits, and moves service cases that nobody has begun: from people who are absent
// or gone, to their substitute or as dispatch decides, and from people who are busier than others,
// as long as that makes the larger of the two shares of capacity in use smaller. With Begun::moves
// all open cases and complaints of people who are absent or gone. All in one transaction. Refused
// as "not_permitted".
Outcome<std::vector<Passed>> rebalance(ledger::Session &session, Begun begun = Begun::stays);

// Looks again at a case that is open again: it leaves an incident that is over, and if its assignee
// cannot keep it, it is dispatched anew, within the open transaction, with a note. To be called
// when it had ended. Actions are left alone.
void look_again(ledger::Session &session, ledger::Receipt &reopened);

}  // namespace dcc::desk
