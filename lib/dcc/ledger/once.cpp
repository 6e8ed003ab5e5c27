#include <dcc/ledger/once.hpp>

#include <utility>

#include <fmt/format.h>

namespace dcc::ledger {

Once::Once(Session &session, event::CallMade call)
    : session_{session}, call_{std::move(call)}, transaction_{session} {}

Outcome<std::optional<event::CallMade>> Once::earlier() {
    auto made = session_.writer().call_with(call_.key);
    if (made && (made->call != call_.call || made->arguments != call_.arguments))
        return Refusal{"key_used",
                       say("the key \"{}\" belongs to {}", call_.key,
                           made->call == call_.call ? Wording{"a call with other arguments"}
                                                    : say("another call, {}", made->call)),
                       "use a key of its own for each call, and the same one to repeat it"};
    return made;
}

void Once::complete(std::vector<std::string> receipt) {
    call_.receipt = std::move(receipt);
    session_.record(call_);
    transaction_.commit();
}

}  // namespace dcc::ledger
