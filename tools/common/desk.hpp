#pragma once

#include "common/context.hpp"
#include "common/report_error.hpp"
#include "common/tool.hpp"
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/policy/load.hpp>
#include <dcc/store/writer.hpp>

namespace dcc::cli {

// The policy of the call.
Policy load_policy(Context const &context);

// Throws Refused when the roles of whoever acts do not have the permission that the verb asks for.
// For verbs that maintain the desk file: if the policy cannot be read, everyone may use them.
void permit(Context &context);

// What follows asks for the verb's permission first, even where there is nothing to do.

// The desk of a verb that only looks: policy, reader and the present. Instants are read and printed
// in the desk's zone from here on.
struct ReadContext {
    Policy policy;
    store::Reader reader;
    Instant now;

    explicit ReadContext(Context &context);
};

// The desk of a verb that changes it, and the person at work.
struct WriteContext {
    Policy policy;
    wording::Languages languages;
    store::Writer writer;
    ledger::Session session;

    explicit WriteContext(Context &context, bool bulk = false);
    WriteContext(WriteContext const &) = delete;
    WriteContext &operator=(WriteContext const &) = delete;
};

// Throws Refused when there is no such case.
CaseId find_case(store::Reader &reader, CaseRef const &ref);
Case load_case(store::Reader &reader, CaseRef const &ref);

// Each category with all below it. Throws Refused for one that the policy does not have.
std::vector<std::string> with_those_below(Policy const &policy,
                                          std::vector<std::string> const &ids);

// A time as the call gave it, in the desk's zone.
std::optional<Instant> instant_of(std::optional<When> const &when, Context const &context,
                                  Instant now);

// How many rows a list shows at most.
class Limit {
  public:
    void declare(Verb &verb);

    std::int64_t rows() const { return given_ == 0 ? -1 : given_; }  // negative: all

    // Says below a table that there may be more `things`.
    void note(Table &table, std::string_view things) const;

  private:
    std::int64_t given_ = 50;
};

// Runs a use case on each case of the call and prints the receipts.
using UseCase = std::function<Outcome<ledger::Receipt>(ledger::Session &, CaseId)>;
void change_cases(Context &context, Cases const &cases, UseCase const &use_case);

// On standard error, with what can be done.
void print_notes(Context const &context, std::vector<Note> const &notes);

// Prints what became of a case, and its notes.
void print_receipt(Context &context, WriteContext &desk, ledger::Receipt const &receipt);

}  // namespace dcc::cli
