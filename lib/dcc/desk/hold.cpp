#include <dcc/base/text.hpp>
#include <dcc/desk/hold.hpp>
#include <dcc/model/remedy.hpp>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

}  // namespace

Outcome<ledger::Receipt> hold(ledger::Session &session, CaseId id, std::string const &reason) {
    if (is_blank(reason))
        return Refusal{"no_reason",
                       "a legal hold needs a reason",
                       Hint{Remedy::give, "give a reason", {"hold.reason"}},
                       {"reason"}};
    return ledger::change(
        session, id, Right::admin_hold, Step::hold, [&](Case const &item) -> Outcome<Payloads> {
            if (item.held)
                return Refusal{"held", say("{} is under a legal hold already", id.text()),
                               Hint{Remedy::show_history, "see its history", {id.text()}}};
            return Payloads{event::Held{reason}};
        });
}

Outcome<ledger::Receipt> release(ledger::Session &session, CaseId id, std::string const &reason) {
    return ledger::change(
        session, id, Right::admin_hold, Step::hold, [&](Case const &item) -> Outcome<Payloads> {
            if (!item.held)
                return Refusal{"not_held", say("{} is not under a legal hold", id.text()),
                               Hint{Remedy::show_history, "see its history", {id.text()}}};
            return Payloads{event::Released{reason}};
        });
}

}  // namespace dcc::desk
