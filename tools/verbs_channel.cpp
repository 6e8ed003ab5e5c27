#include "verbs_channel.hpp"

#include "common/desk.hpp"
#include <dcc/report/channel.hpp>
#include <dcc/rules/listed.hpp>

namespace dcc::cli {

void add_channel(Tool &tool) {
    auto &group = tool.verb("channel", "the channels by which requests reach the desk");
    group.verb("list", "list the channels of the policy").run(everyone, [](Context &context) {
        auto const policy = load_policy(context);
        context.print(report::list_channels(policy));
    });
    auto name = std::make_shared<std::string>();
    auto &show = group.verb("show", "show a channel, and whether it is open now");
    show.positional("NAME", *name, "the channel");
    show.run(everyone, [name](Context &context) {
        auto const policy = load_policy(context);
        context.use_desk(policy.desk.zone, policy.desk.language);
        if (auto no = rules::refuse_unlisted("channel", *name, policy.channels)) throw Refused{*no};
        context.print(report::show_channel(policy, *policy.channel(*name), context.now()));
    });
}

}  // namespace dcc::cli
