#include "verbs_facts.hpp"

#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "verbs_customer.hpp"
#include <dcc/desk/facts.hpp>

namespace dcc::cli {
namespace {

void add_case_customer(Tool &tool) {
    struct Args {
        Cases cases;
        CustomerId customer;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("customer", "give cases a customer, or another one").writes();
    verb.details(
        "For a case that was opened without a customer or for the wrong one. Facts that its "
        "category requires count if that customer has them.");
    verb.cases(args->cases);
    verb.option("to", args->customer, "CUSTOMER", "whose they are: K7").required();
    verb.run(Right::case_facts, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::set_customer(session, id, args->customer);
        });
    });
}

}  // namespace

void add_facts(Tool &tool) {
    struct Args {
        Cases cases;
        desk::FactsArgs facts;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("facts", "supply or correct facts of cases").writes();
    verb.details(
        "A case that lacks facts which its category requires is not dispatched. When it has them "
        "all, "
        "the next 'dcc-route triage' handles it as a new case. For a return, an exchange or a "
        "repair "
        "the numbers must match the policy's patterns.");
    verb.cases(args->cases);
    add_facts(verb, args->facts, when_correcting);
    verb.option("customer", args->facts.customer.name, "NAME", "the customer's name, or K7");
    add_customer_options(verb, args->facts.customer);
    verb.run(Right::case_facts, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::facts(session, id, args->facts);
        });
    });
    add_case_customer(tool);
}

}  // namespace dcc::cli
