#include <dcc/desk/callback.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

std::optional<Refusal> refuse_rule(Policy const &policy, std::string const &rule) {
    if (rule.empty())
        return Refusal{"no_rule", "the rule that asked for the call is not given",
                       Hint{Remedy::give, "give it", {"callback.rule"}}};
    std::vector<std::string> names;
    for (auto const &callback : policy.complaints.callbacks) names.push_back(callback.name);
    return rules::refuse_unlisted("rule", rule, names);
}

}  // namespace

Outcome<CustomerReceipt> record_callback(ledger::Session &session, CustomerId id,
                                         std::string const &rule, CallbackResult result,
                                         std::string const &body) {
    if (auto no = session.refuse(Right::complaint_callback)) return *no;
    if (auto no = refuse_rule(session.policy(), rule)) return *no;
    ledger::Session::Transaction transaction{session};
    auto customer = ledger::load(session.writer(), id);
    if (!customer) return no_such(id);
    // Calls are in order, also when a clock was wrong.
    auto const at = customer->callbacks.empty()
                        ? session.now()
                        : std::max(session.now(), customer->callbacks.back().at);
    CustomerReceipt receipt{std::move(*customer), {}, {}};
    session.record(receipt, at, event::CustomerCalled{rule, result, body});
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
