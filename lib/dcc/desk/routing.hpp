#pragma once

#include <dcc/desk/intake.hpp>
#include <dcc/desk/session.hpp>
#include <dcc/rules/classify.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dcc::desk {

struct TriageArgs {
    Said said;
    bool dispatch = true;  // and give it to somebody
};

// Triage of any number of cases: classification by the policy's ordered rules, priority by its
// matrix, dispatch to the least loaded fitting person on duty. Holds what is made ready once.
class Triage {
  public:
    // The session must outlive it. Throws Error{policy} when a rule's pattern is wrong.
    explicit Triage(Session &session);
    ~Triage();

    // One case, one transaction (or part of the one that is open). What somebody said of the case
    // stands, the rest is decided anew by the policy. Deadlines that move are on record with old
    // and new time. A case that somebody holds keeps its holder.
    Outcome<Receipt> operator()(CaseId id, TriageArgs const &args = {});

  private:
    bool on_duty(Person const &person, Instant at);
    event::Assigned dispatch(std::string const &category);
    event::Triaged rate(Case const &item, Said const &said, std::string const &tier);

    Session &session_;
    rules::Classifier classifier_;
    std::map<std::string, Calendar> calendars_;
};

// Gives a case to a person, or to a team with nobody in person yet: `to` is the id of either.
// Refused as "unknown_holder", or "unchanged" when they hold it already.
Outcome<Receipt> assign(Session &session, CaseId id, std::string const &to);

}  // namespace dcc::desk
