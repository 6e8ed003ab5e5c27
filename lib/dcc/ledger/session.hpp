#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/store/writer.hpp>
#include <dcc/wording/languages.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::ledger {

// What a desk has promised, fetched from its store as it is needed; with a policy also what that
// promises, on record or not yet. Reader and policy must outlive it.
rules::AdoptedTerms adopted_terms_of(store::Reader &reader, Policy const *policy = nullptr);

// A case as its events stand. Nothing when the desk has none of that id.
std::optional<Case> load(store::Reader &reader, rules::AdoptedTerms &adopted, CaseId id);

// "C42", "42" or "ext:ABC-7". Refused as "no_such_case" when there is none.
Outcome<CaseId> find_case(store::Reader &reader, std::string_view text);

// Puts a policy on record within the writer's transaction: its sources, its promises and the
// calendars they run by. Nothing happens when the desk knows it.
void adopt(store::Writer &writer, Policy const &policy, std::string const &actor, Instant now);

// What a use case gives back: the case as it is now, what happened to it, and what the person at
// the desk should know.
struct Receipt {
    Case item;
    std::vector<Event> events;
    std::vector<Note> notes;
};

// A person at work: who acts, when, under which policy, on which desk. Writer, policy and languages
// must outlive it. Every use case takes one and is one transaction, unless a Batch holds several
// together. With dry_run everything is decided and rolled back again.
class Session {
  public:
    Session(store::Writer &writer, Policy const &policy, wording::Languages &languages,
            std::string actor, Instant now, bool dry_run = false);

    store::Writer &writer() { return writer_; }
    Policy const &policy() const { return policy_; }
    wording::Languages &languages() { return languages_; }
    std::string const &actor() const { return actor_; }
    Instant now() const { return now_; }
    bool dry_run() const { return dry_run_; }
    rules::AdoptedTerms &adopted() { return adopted_; }

    // Opens a transaction, or joins the one that is open; on commit() the policy is on record.
    // Rolls back when it dies uncommitted.
    class Transaction {
      public:
        explicit Transaction(Session &session);
        Transaction(Transaction const &) = delete;
        Transaction &operator=(Transaction const &) = delete;
        ~Transaction();
        void commit();

      private:
        Session &session_;
        bool owner_;
        bool done_ = false;
    };

    // Appends what happened and returns it with its number. The policy comes on record first.
    Event append(Event event);

    // Appends what happened to the case at an instant and folds it in.
    void record(Receipt &receipt, Instant at, event::Payload payload);

    // Brings the tables beside the events in line with the case, which they last were after the
    // event `since`.
    void put(Case const &item, std::int64_t since = 0);

  private:
    store::Writer &writer_;
    Policy const &policy_;
    wording::Languages &languages_;
    std::string actor_;
    Instant now_;
    bool dry_run_;
    bool on_record_ = false;  // the policy
    rules::AdoptedTerms adopted_;
};

// Decides what happens to a case that may take the step: payloads in order, or a refusal.
using Decide = std::function<Outcome<std::vector<event::Payload>>(Case const &)>;

// What follows from what has happened, in the same transaction: messages to the customer.
using After = std::function<void(Receipt &)>;

// The one way in which an existing case changes: access, existence, lifecycle and time are checked,
// the decision taken, the events appended, the case written. `right` is the
// permission it takes.
Outcome<Receipt> change(Session &session, CaseId id, Right right, Step step, Decide const &decide,
                        After const &after = {});

}  // namespace dcc::ledger
