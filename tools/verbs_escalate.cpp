#include "verbs_escalate.hpp"

#include "common/desk.hpp"
#include <dcc/desk/escalation.hpp>

namespace dcc::cli {

void add_escalate(Tool &tool) {
    auto &verb =
        tool.verb("escalate", "remind customers of waiting cases, and close these in the end")
            .maintains();
    verb.details(
        "For cron. The times are under [waiting] in the policy. A late run does each missed action "
        "once; a second run does nothing.");
    verb.run(Right::route_escalate, [](Context &context) {
        WriteContext desk{context};
        auto const escalated = accept(desk::escalate(desk.session));
        context.print(escalated.actions);
        print_notes(context, escalated.notes);
    });
}

}  // namespace dcc::cli
