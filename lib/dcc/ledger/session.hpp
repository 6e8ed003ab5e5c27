#pragma once

#include <dcc/base/error.hpp>
#include <dcc/ledger/recorder.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/writer.hpp>
#include <dcc/wording/languages.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::ledger {

// What a use case gives back: a case, a customer or an article as it is now, what happened to it,
// and what the person at the desk should know.
template <class T>
struct ReceiptOf {
    T item;
    std::vector<Event> events;
    std::vector<Note> notes;
};
using Receipt = ReceiptOf<Case>;

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
    std::string const &actor() const { return recorder_.actor(); }
    Instant now() const { return recorder_.now(); }
    bool dry_run() const { return dry_run_; }
    rules::AdoptedTerms &adopted() { return adopted_; }

    // Opens a transaction, or joins the one that is open. Rolls back when it dies uncommitted.
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

    // ---- within a transaction
    // Records what happened at an instant to the case, customer or article of the receipt: appends
    // it, folds it in, and brings the tables in line. Of something new the id is set, nothing else.
    template <class T>
    void record(ReceiptOf<T> &receipt, Instant at, std::vector<event::Payload> happened);
    template <class T>
    void record(ReceiptOf<T> &receipt, Instant at, event::Payload happened) {
        std::vector<event::Payload> one;
        one.push_back(std::move(happened));
        record(receipt, at, std::move(one));
    }

    // Records the whole past of a case as it was tried out: the case that its events make, the
    // events without numbers, and without an actor where that is who acts here.
    void record_past(Receipt &tried);

    // Puts a policy on record; false when the desk knows it.
    bool adopt(event::PolicyAdopted adopted) { return recorder_.adopt(std::move(adopted)); }

  private:
    store::Writer &writer_;
    Policy const &policy_;
    wording::Languages &languages_;
    Recorder recorder_;
    bool dry_run_;
    rules::AdoptedTerms adopted_;
};

}  // namespace dcc::ledger
