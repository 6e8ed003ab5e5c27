#include "verbs_facts.hpp"

#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "verbs_customer.hpp"
#include <dcc/desk/facts.hpp>
#include <dcc/desk/tags.hpp>

#include <map>

namespace dcc::cli {
namespace {

// The names of the facts that can become unknown, by their options.
std::map<std::string, std::string> clearable_facts() {
    std::map<std::string, std::string> names;
    each_case_fact(when_correcting, [&](auto const &fact) {
        if (fact.name != "subject") names[std::string{fact.option}] = fact.name;
    });
    return names;
}

std::vector<std::string> clearable_options() {
    std::vector<std::string> options;
    for (auto const &[option, name] : clearable_facts()) options.push_back(option);
    return options;
}

void add_case_customer(Tool &tool) {
    struct Args {
        Cases cases;
        CustomerId customer;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("customer", "give cases a customer, or another one").writes();
    verb.details(
        "For a case that was opened without a customer or for the wrong one. Facts that its "
        "category requires count if that customer has them. Replacing a customer needs a reason.");
    verb.cases(args->cases);
    verb.option("to", args->customer, "CUSTOMER", "whose they are: K7").required();
    verb.text("reason", args->reason, "why");
    verb.run(Right::case_facts, [args](Context &context) {
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::set_customer(session, id, args->customer, args->reason);
        });
    });
}

}  // namespace

void add_facts(Tool &tool) {
    struct Args {
        Cases cases;
        desk::FactsArgs facts;
        std::vector<FieldValue> fields;
        std::vector<std::string> cleared;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("facts", "supply or correct facts of cases").writes();
    verb.details(
        "A case that lacks facts which its category requires is not dispatched. When it has them "
        "all, "
        "the next 'dcc-route triage' handles it as a new case. For a return, an exchange or a "
        "repair "
        "the numbers must match the policy's patterns. Replacing a fact that is known needs a "
        "reason; the old one stays in the history. Ended cases can be corrected too.");
    verb.cases(args->cases);
    add_long_facts(verb, args->facts, when_correcting);
    verb.option("channel", args->facts.channel, "NAME", "the channel it really came by");
    add_facts(verb, args->facts, when_correcting);
    verb.option("field", args->fields, "ID=VALUE",
                "a field of the policy, not known any more with ID=; may be repeated");
    verb.list("clear", args->cleared, "FACT,…", clearable_options(),
              "facts that are not known any more, by the names of their options");
    verb.text("reason", args->facts.reason, "why a known fact is replaced");
    verb.option("customer", args->facts.customer.name, "NAME", "the customer's name, or K7");
    add_customer_options(verb, args->facts.customer);
    verb.run(Right::case_facts, [args](Context &context) {
        auto facts = args->facts;
        auto const names = clearable_facts();
        for (auto const &option : args->cleared) facts.cleared.push_back(names.at(option));
        for (auto const &field : args->fields)
            if (field.value.empty())
                facts.cleared.push_back(std::string{field_prefix} + field.id);
            else
                facts.given_fields.push_back(field);
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::facts(session, id, facts);
        });
    });
    add_case_customer(tool);
}

void add_tag(Tool &tool) {
    auto args = std::make_shared<desk::TagArgs>();
    auto &verb = add_change(
        tool, Right::case_tag, "tag", "give cases tags, and take tags away",
        [args](ledger::Session &session, CaseId id) { return desk::tag_case(session, id, *args); });
    verb.details(
        "Tags are words by which people find and count cases, also ended ones; customers never see "
        "them. Upper and lower case are the same. They are neither encrypted nor erased: write no "
        "personal data into them. [tags] in the policy can list those that are allowed.");
    verb.list("add", args->added, "TAG,…", "tags that they get");
    verb.list("remove", args->removed, "TAG,…", "tags that they lose");
}

}  // namespace dcc::cli
