#include <dcc/base/columns.hpp>
#include <dcc/report/channel.hpp>

namespace dcc::report {
namespace {

Columns<Channel> channel_columns() {
    return {
        {"id", "Channel", &Channel::id},
        {"label_zh", "中文", [](Channel const &channel) { return channel.label.in("zh"); }},
        {"label_en", "English", [](Channel const &channel) { return channel.label.in("en"); }},
        {"purpose", "Purpose", &Channel::purpose},
        {"address", "Address", &Channel::address},
        {"calendar", "Hours", &Channel::calendar},
        {"in_service", "In service", &Channel::in_service},
    };
}

}  // namespace

Table list_channels(Policy const &policy) {
    return channel_columns().table_of(policy.channels, "The policy has no channel.");
}

bool is_open(Policy const &policy, Channel const &channel, Instant now) {
    auto const hours = policy.calendars.find(channel.calendar);
    return hours == policy.calendars.end() || Calendar{hours->second}.is_open(now);
}

Sheet show_channel(Policy const &policy, Channel const &channel, Instant now) {
    auto columns = channel_columns();
    columns.append(
        {{"open", "Open now", [&](Channel const &one) { return is_open(policy, one, now); }}});
    return {columns.row(channel), {}};
}

}  // namespace dcc::report
