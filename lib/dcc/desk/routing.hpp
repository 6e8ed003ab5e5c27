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
    bool dispatch = true;  // and give it to somebody
};

// Triage of any number of cases: classification by the policy's ordered rules, priority by its
// matrix, dispatch to the least loaded fitting person on duty. Holds what is made ready once.
class Triage {
  public:
    // The session must outlive it. Throws Error{policy} when a rule's pattern is wrong.
    explicit Triage(ledger::Session &session);
    ~Triage();

    // One case, one transaction (or part of the one that is open). What somebody said of the case
    // stands, the rest is decided anew by the policy. Deadlines that move are on record with old
    // and new time. A case that somebody holds keeps its holder; one that lacks facts which its
    // category requires is given to nobody, unless the policy allows it.
    Outcome<ledger::Receipt> operator()(CaseId id, TriageArgs const &args = {});

  private:
    event::Assigned dispatch(std::string const &category);
    event::Triaged rate(Case const &item, GivenRating const &said, std::vector<Note> &notes);

    ledger::Session &session_;
    rules::Classifier classifier_;
    Duty duty_;
};

// Refused as "incomplete" when nobody holds the case yet, it lacks facts that its category
// requires, and the policy does not dispatch such cases. Who holds it may pass it on, whatever it
// lacks.
std::optional<Refusal> refuse_incomplete(Policy const &policy, Case const &item);

// Gives a case to a person, or to a team with nobody in person yet: `to` is the id of either.
// Refused as "unknown_holder", "unchanged" when they hold it already, or "incomplete" when nobody
// holds it and it lacks facts, unless the policy allows it.
Outcome<ledger::Receipt> assign(ledger::Session &session, CaseId id, std::string const &to);

}  // namespace dcc::desk
