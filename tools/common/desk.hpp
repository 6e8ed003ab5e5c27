#pragma once

#include "common/context.hpp"
#include "common/report_error.hpp"
#include "common/tool.hpp"
#include <dcc/desk/evidence.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/policy/load.hpp>
#include <dcc/store/writer.hpp>

#include <span>

namespace dcc::cli {

// The policy of the call.
Policy load_policy(Context const &context);

// Throws Refused when the actor's roles do not have the permission that the verb needs, by the
// desk's own policy. For verbs that maintain the desk file: if that policy is missing or wrong, the
// owner of the desk file and the superuser may use them (and are told so), and everybody else gets
// Error{no_permission}.
void permit(Context &context);

// The two contexts below check the verb's permission first, and throw Refused.

// The desk of a verb that only reads: policy, reader and the present. From here on instants are
// read and printed in the desk's zone.
struct ReadContext {
    Policy policy;
    store::Reader reader;
    Instant now;

    explicit ReadContext(Context &context);
};

// The desk of a verb that changes it: policy, writer and the session of the actor.
struct WriteContext {
    Policy policy;
    wording::Languages languages;
    store::Writer writer;
    ledger::Session session;

    // Throws Error{usage} when the call has a key: see write_once().
    explicit WriteContext(Context &context, bool bulk = false);
    WriteContext(WriteContext const &) = delete;
    WriteContext &operator=(WriteContext const &) = delete;

  private:
    friend WriteContext &write_desk(Context &context);
    WriteContext(Context &context, store::Writer::Options options);
};

// The same for a verb that answers with receipts, until the call ends. If the call has a key, all
// that it does is one transaction. Throws Repeated when an earlier call with the key has done it,
// and Refused when that was another call.
WriteContext &write_desk(Context &context);

// The id of a case. Throws Refused when there is no such case.
CaseId find_case(store::Reader &reader, CaseRef const &ref);

// A case, replayed from its events. Throws Refused when there is no such case.
Case load_case(store::Reader &reader, CaseRef const &ref);

// The customer whose cases and contacts stand for this one, or for whom they were merged. Throws
// Refused when there is no such customer.
CustomerId find_customer(store::Reader &reader, CustomerId id);

// Each category with all its subcategories. Throws Refused for one that the policy does not have.
std::vector<std::string> with_those_below(Policy const &policy,
                                          std::vector<std::string> const &ids);

// What times of the call depend on. The hours are those of the default service terms, for
// the resolution. The policy must outlive it.
TimeFrame frame_of(Context const &context, Policy const &policy, Instant now);

// A time as the call gave it.
std::optional<Instant> instant_of(std::optional<When> const &when, TimeFrame const &frame);

// Throws Error{usage} when both are given and `to` is before `from`; the names are those of the
// options.
void require_order(std::optional<Instant> from, std::optional<Instant> to,
                   std::string_view from_name, std::string_view to_name);

// The --state option of a list of cases of these kinds.
void add_states(Verb &verb, std::vector<State> &states, std::span<CaseKind const> kinds);

// The --limit option of a list: how many rows it shows at most.
class Limit {
  public:
    void declare(Verb &verb);

    // Negative: all. Throws Error{usage} for a negative number.
    std::int64_t rows() const;

    // Marks a table that there may be more `things`.
    void note(Table &table, Wording const &things) const;

  private:
    std::int64_t given_ = 50;
};

using UseCase = std::function<Outcome<ledger::Receipt>(ledger::Session &, CaseId)>;

// Runs a use case on each case of the call and prints the receipts.
void change_cases(Context &context, Cases const &cases, UseCase const &use_case);

// Prints notes with their hints on standard error.
void print_notes(Context const &context, std::vector<Note> const &notes);

// Notes that texts of a protected desk were not verified, if so.
void note_unread(Context const &context, ledger::Verdict const &verdict);

// Notes which files of evidence were not verified, and which nobody needs, if so.
void note_evidence(Context const &context, desk::EvidenceVerdict const &verdict);

// Prints the notes of a receipt and its case.
void print_receipt(Context &context, WriteContext &desk, ledger::Receipt const &receipt);

// A verb that runs a use case on each case of the call.
Verb &add_change(Tool &tool, Right right, std::string const &name, Wording const &summary,
                 UseCase use_case);

}  // namespace dcc::cli
