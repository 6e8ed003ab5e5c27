#include "verbs_facts.hpp"

#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include <dcc/desk/facts.hpp>

namespace dcc::cli {

void add_facts(Tool &tool) {
    struct Args {
        Cases cases;
        CaseFacts facts;
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
    verb.run(Right::case_facts, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::facts(session, id, args->facts);
        });
    });
}

}  // namespace dcc::cli
