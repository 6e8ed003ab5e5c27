#pragma once

#include <dcc/desk/learning.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/staffing.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/rules/classify.hpp>

#include <memory>
#include <optional>
#include <string>

namespace dcc::desk {

struct TriageArgs {
    GivenRating rating;
    std::string reason;    // why a person gives this rating
    bool dispatch = true;  // also assign the case
};

// Triage of any number of cases: classification by the policy's ordered rules, and where the policy
// wants that by what the desk has learned; priority by its matrix, dispatch to the least loaded
// suitable person on duty. The object keeps what is prepared once for all cases.
class Triage {
  public:
    // The session must outlive it. Throws Error{policy} when a rule's pattern is wrong.
    explicit Triage(ledger::Session &session);
    ~Triage();

    // Triages one case in one transaction, or within the open one. A rating given by a person, now
    // or earlier, is kept; the rest is decided again by the policy. Deadlines that move are
    // recorded with old and new time. An assigned case keeps its assignee; one in the queue of a
    // team stays there, unless it gets another category. A case that lacks facts which its category
    // requires is not dispatched, unless the policy allows it. The policy's own priority is
    // recorded beside one that is given now. Refused as rules::refuse_rating() refuses, and as
    // "nothing_given" with a reason but no rating. Throws as learn::read_model() does when a model
    // is asked.
    Outcome<ledger::Receipt> operator()(CaseId id, TriageArgs const &args = {});

  private:
    event::Triaged rate(Case const &item, TriageArgs const &args, std::vector<Note> &notes);
    void suggest(Case const &item, ClassifyRule const *rule, event::Triaged &triaged,
                 std::vector<Note> &notes);

    ledger::Session &session_;
    rules::Classifier classifier_;
    bool asks_earlier_;
    Staffing staffing_;
    Suggesting suggesting_;
    bool missed_model_ = false;  // a note has said that there is none
};

// The refusal "incomplete" when the case is not assigned yet, lacks facts that its category
// requires, and the policy does not dispatch such cases; else nothing. An assigned case can always
// be reassigned.
std::optional<Refusal> refuse_incomplete(Policy const &policy, Case const &item);

// Dispatches a case anew among the members of its team, whoever has it. Refused as
// refuse_incomplete() refuses, as "no_team" when neither the case nor its category has one, and as
// "unchanged" when nobody else is found.
Outcome<ledger::Receipt> dispatch_case(ledger::Session &session, CaseId id);

// Assigns a case to a person, or to a team without a person. Refused as Staffing::choose() and
// refuse_incomplete() refuse, and as "unchanged" when it is already assigned so.
Outcome<ledger::Receipt> assign(ledger::Session &session, CaseId id, Holder const &to);

}  // namespace dcc::desk
