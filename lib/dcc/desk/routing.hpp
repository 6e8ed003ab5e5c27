#pragma once

#include <dcc/desk/duty.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/rules/classify.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dcc::desk {

struct TriageArgs {
    GivenRating rating;
    std::string reason;    // why a person gives this rating
    bool dispatch = true;  // also assign the case
};

// Triage of any number of cases: classification by the policy's ordered rules, priority by its
// matrix, dispatch to the least loaded suitable person on duty. The object keeps what is prepared
// once for all cases.
class Triage {
  public:
    // The session must outlive it. Throws Error{policy} when a rule's pattern is wrong.
    explicit Triage(ledger::Session &session);
    ~Triage();

    // Triages one case in one transaction, or within the open one. A rating given by a person, now
    // or earlier, is kept; the rest is decided again by the policy. Deadlines that move are
    // recorded with old and new time. An assigned case keeps its assignee. A case that lacks facts
    // which its category requires is not dispatched, unless the policy allows it. The policy's own
    // priority is recorded beside one that is given now. Refused as rules::refuse_rating() refuses,
    // and as "nothing_given" with a reason but no rating.
    Outcome<ledger::Receipt> operator()(CaseId id, TriageArgs const &args = {});

  private:
    event::Assigned dispatch(std::string const &category);
    event::Triaged rate(Case const &item, TriageArgs const &args, std::vector<Note> &notes);

    ledger::Session &session_;
    rules::Classifier classifier_;
    bool asks_earlier_;
    Duty duty_;
};

// The refusal "incomplete" when the case is not assigned yet, lacks facts that its category
// requires, and the policy does not dispatch such cases; else nothing. An assigned case can always
// be reassigned.
std::optional<Refusal> refuse_incomplete(Policy const &policy, Case const &item);

// Assigns a case to a person, or to a team without a person: `to` is the id of either. Refused as
// "unknown_holder", "unchanged" when it is already assigned so, or as refuse_incomplete() refuses.
Outcome<ledger::Receipt> assign(ledger::Session &session, CaseId id, std::string const &to);

}  // namespace dcc::desk
