#pragma once

#include "../support/desk.hpp"
#include <dcc/desk/message.hpp>
#include <dcc/desk/outbox.hpp>
#include <dcc/report/message.hpp>

#include <optional>
#include <string>
#include <vector>

// The small policy, with messages: mail is a separate channel.
inline std::string const mail_policy =
    with(small_policy, "id = \"email\"", "id = \"email\"\nmail = true") + R"(
[messages]
from = "服务台 <desk@example.com>"
retry = ["5m", "1h"]
[waiting.customer]
remind_after = "8h"
reminders = 2
close_after = "24h"
calendar = "office"
[waiting.third_party]
remind_after = "8h"
calendar = "office"
)";

// A customer who writes mail, in Chinese by default.
inline dcc::desk::OpenArgs by_mail(std::string const &name = "王伟",
                                   std::string const &language = "zh") {
    dcc::desk::OpenArgs args;
    args.channel = "email";
    args.subject = "包裹没收到";
    args.customer.name = name;
    args.customer.email = "wang@example.org";
    args.customer.language = language;
    return args;
}

inline dcc::desk::OpenArgs by_phone() {
    dcc::desk::OpenArgs args;
    args.channel = "phone";
    args.customer.name = "Li";
    args.customer.phone = "13800000000";
    return args;
}

// The texts of a case's messages, in order.
inline std::vector<dcc::event::Messaged> messages_of(TestDesk &desk, dcc::CaseId id) {
    std::vector<dcc::event::Messaged> messages;
    for (auto const &event : desk.writer.events(id))
        if (auto const *message = std::get_if<dcc::event::Messaged>(&event.payload))
            messages.push_back(*message);
    return messages;
}

// Their kinds: "acknowledgement, result by hand".
inline std::string kinds_of(TestDesk &desk, dcc::CaseId id) {
    std::string kinds;
    for (auto const &message : messages_of(desk, id)) {
        kinds += (kinds.empty() ? "" : ", ") + std::string{dcc::word(message.kind)};
        if (message.by_hand) kinds += " by hand";
    }
    return kinds;
}

inline bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
