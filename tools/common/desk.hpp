#pragma once

#include "common/context.hpp"
#include "common/report_error.hpp"
#include <dcc/ledger/session.hpp>
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
struct Reading {
    Policy policy;
    store::Reader reader;
    Instant now;

    explicit Reading(Context &context);
};

// The desk of a verb that changes it, and the person at work.
struct Writing {
    Policy policy;
    wording::Languages languages;
    store::Writer writer;
    ledger::Session session;

    explicit Writing(Context &context, bool bulk = false);
    Writing(Writing const &) = delete;
    Writing &operator=(Writing const &) = delete;
};

// Throws Refused when there is no such case.
CaseId find_case(store::Reader &reader, CaseRef const &ref);
Case load_case(store::Reader &reader, CaseRef const &ref);

// Runs a use case on each case of the call and prints the receipts.
using UseCase = std::function<Outcome<ledger::Receipt>(ledger::Session &, CaseId)>;
void change_cases(Context &context, Cases const &cases, UseCase const &use_case);

// On standard error, with what can be done.
void print_notes(Context const &context, std::vector<Note> const &notes);

// Prints what became of a case, and its notes.
void print_receipt(Context &context, Writing &desk, ledger::Receipt const &receipt);

}  // namespace dcc::cli
