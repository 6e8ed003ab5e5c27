#include "verbs_escalate.hpp"

#include "common/desk.hpp"
#include <dcc/desk/escalation.hpp>

namespace dcc::cli {

void add_escalate(Tool &tool) {
    auto &verb =
        tool.verb("escalate", "remind customers of cases that wait, and close these in the end")
            .writes();
    verb.details(
        "For cron. When, the policy says under [waiting]. What is due follows from what happened, "
        "so a late run does once what was missed, and a second one nothing.");
    verb.run(Right::route_escalate, [](Context &context) {
        WriteContext desk{context};
        context.print(accept(desk::escalate(desk.session)));
    });
}

}  // namespace dcc::cli
