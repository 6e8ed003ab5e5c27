#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/rules/detail/clockwork.hpp>

#include <string>

namespace dcc::rules {

// The part of the fold over the events of a case that complaints and improvement actions have for
// themselves.
class ComplaintFold {
  public:
    ComplaintFold(Case &item, Event const &event, AdoptedTerms &adopted, Clockwork &clocks)
        : item_{item}, event_{event}, at_{event.at}, adopted_{adopted}, clocks_{clocks} {}

    // The complaint is registered with the case.
    void open(event::Opened const &opened);
    // A person handles it from now on; empty for none.
    void assign(std::string const &person);

    void operator()(event::Acknowledged const &);
    void operator()(event::Assessed const &assessed);
    void operator()(event::EvidenceAdded const &added);
    void operator()(event::FindingAdded const &);
    void operator()(event::Recused const &recused);
    void operator()(event::RemedyProposed const &proposed);
    void operator()(event::RemedyApproved const &approved);
    void operator()(event::RemedyReturned const &returned);
    void operator()(event::Decided const &decided);
    void operator()(event::OutcomeRecorded const &recorded);
    void operator()(event::Extended const &extended);
    void operator()(event::RemedyDone const &done);
    void operator()(event::Withdrawn const &);
    void operator()(event::CauseFound const &found);
    void operator()(event::Planned const &planned);
    void operator()(event::ActionDone const &);
    void operator()(event::ActionVerified const &verified);

  private:
    void investigate();
    void begin_round(event::OutcomeRecorded const &recorded);
    void end_complaint();

    Case &item_;
    Event const &event_;
    Instant at_;
    AdoptedTerms &adopted_;
    Clockwork &clocks_;
};

}  // namespace dcc::rules
