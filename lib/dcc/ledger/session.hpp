#pragma once

#include <dcc/base/error.hpp>
#include <dcc/ledger/recorder.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/model/incident.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/rules/same_person.hpp>
#include <dcc/store/writer.hpp>
#include <dcc/wording/languages.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::ledger {

// The result of a use case: the case, customer, article or incident after the change, the new
// events, and notes for the person at the desk.
template <class T>
struct ReceiptOf {
    T item;
    std::vector<Event> events;
    std::vector<Note> notes;
};
using Receipt = ReceiptOf<Case>;

// When the object last changed; the earliest instant when it is new.
Instant last_change(Case const &item);
Instant last_change(Customer const &customer);
Instant last_change(Article const &article);
Instant last_change(Incident const &incident);

// The context of a use case: who acts, when, under which policy, on which desk. Every use case
// takes a session and is one transaction, or joins the transaction that is open. With dry_run the
// transaction is rolled back. Writer, policy and languages must outlive the session.
class Session {
  public:
    Session(store::Writer &writer, Policy const &policy, wording::Languages &languages,
            Acting acting, bool dry_run = false);

    store::Writer &writer() { return writer_; }
    Policy const &policy() const { return policy_; }
    wording::Languages &languages() { return languages_; }
    Acting const &acting() const { return recorder_.acting(); }
    std::string const &actor() const { return acting().actor; }
    // Who acts, for rules::same_person().
    rules::Doer doer() const { return {acting().actor, acting().user}; }
    rules::Users users() {
        return writer_.is_sandbox() ? rules::Users::sandbox : rules::Users::count;
    }
    // The time of what is done: the given one or the real time, read when the transaction began.
    Instant now() const { return recorder_.now(); }
    bool dry_run() const { return dry_run_; }
    rules::AdoptedTerms &adopted() { return adopted_; }

    // Checks that the user may act as this actor and at this time, and that the actor has the
    // permission (rules::refuse_acting, rules::refuse_access).
    std::optional<Refusal> refuse(Right right);

    // Begins a transaction, or joins the open one. The destructor of the one that began it rolls
    // back if it was not committed.
    class Transaction {
      public:
        explicit Transaction(Session &session);
        Transaction(Transaction const &) = delete;
        Transaction &operator=(Transaction const &) = delete;
        ~Transaction();
        // Commits, unless it joined another transaction or the session is a dry run.
        void commit();

      private:
        Session &session_;
        bool owner_;
        bool done_ = false;
    };

    // A part of a transaction that can be undone alone: the destructor undoes what was recorded
    // since, unless keep() was called.
    class Attempt {
      public:
        explicit Attempt(Session &session) : session_{session}, savepoint_{session.writer_} {}
        Attempt(Attempt const &) = delete;
        Attempt &operator=(Attempt const &) = delete;
        ~Attempt();
        void keep();

      private:
        Session &session_;
        store::Writer::Savepoint savepoint_;
        bool kept_ = false;
    };

    // ---- within a transaction
    // Records events at an instant for the object of the receipt: appends them,
    // applies them to it, and updates the tables. An erasure erases the texts that it names. A new
    // object needs its id set, nothing else. `dated` is import for an instant of an imported file;
    // whether a person has given it is found out (see Recorder). An instant that is not imported is
    // put off to the last change of the object: a clock that has run back stops nobody. The receipt
    // has a note when that was more than five minutes.
    template <class T>
    void record(ReceiptOf<T> &receipt, Instant at, std::vector<event::Payload> happened,
                Dating dated = Dating::clock);
    template <class T>
    void record(ReceiptOf<T> &receipt, Instant at, event::Payload happened,
                Dating dated = Dating::clock) {
        std::vector<event::Payload> one;
        one.push_back(std::move(happened));
        record(receipt, at, std::move(one), dated);
    }

    // Records the complete history of a new case: `tried` has the case after all events, and the
    // events without numbers. An event without an actor gets the actor of the session.
    void record_past(Receipt &tried);

    // Records an event about the desk itself or its staff.
    Event record(event::Payload happened) { return recorder_.record(std::move(happened)); }

    // Adopts a policy; false when the desk has it already.
    bool adopt(event::PolicyAdopted adopted) { return recorder_.adopt(std::move(adopted)); }

  private:
    // The instant, or the last change of the receipt's object if that is later.
    template <class T>
    Instant in_order(ReceiptOf<T> &receipt, Instant at);

    store::Writer &writer_;
    Policy const &policy_;
    wording::Languages &languages_;
    bool sandbox_;
    Recorder recorder_;
    bool dry_run_;
    rules::AdoptedTerms adopted_;
};

}  // namespace dcc::ledger
