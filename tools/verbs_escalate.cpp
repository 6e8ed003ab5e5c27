#include "verbs_escalate.hpp"

#include "common/desk.hpp"
#include <dcc/desk/escalation.hpp>

#include <fmt/format.h>

namespace dcc::cli {

void add_escalate(Tool &tool) {
    auto args = std::make_shared<desk::EscalateArgs>();
    auto &verb =
        tool.verb("escalate", "warn of deadlines, announce missed ones, remind waiting customers")
            .maintains();
    verb.details(
        "For cron, every few minutes. Announces what is due by [[escalation]] in the policy, sends "
        "the reminders of [waiting] and closes cases that waited too long, and calls the programs "
        "of [[hook]]. A late run does each missed action once; a second run does nothing.");
    verb.flag("all", args->all, "look at all open cases, not only at what is due");
    verb.run(Right::route_escalate, [args](Context &context) {
        WriteContext desk{context};
        auto const escalated = accept(desk::escalate(desk.session, *args));
        context.print(escalated.actions);
        print_notes(context, escalated.notes);
        auto const &hooks = escalated.hooks;
        if (hooks.failed == 0) return;
        context.finish();
        for (std::size_t i = 1; i < hooks.failures.size(); ++i) context.note(hooks.failures[i]);
        throw Refused{
            {"hook_failed",
             say("calls of hooks that failed: {}, first {}", hooks.failed, hooks.failures.front()),
             "check the programs under [[hook]] in the policy"}};
    });
}

}  // namespace dcc::cli
