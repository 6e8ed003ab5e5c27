#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/mail.hpp>
#include <dcc/model/event.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <span>
#include <string>

namespace dcc::rules {

// The message of that number if this event created it, else nullptr.
event::Messaged const *message_in(Event const &event, int number);

// The message with the token of its survey hidden, for everyone but the customer.
event::Messaged for_reading(event::Messaged message);

// The event, without the token of a survey if it is a message.
event::Payload for_reading(event::Payload payload);

// Composes the mail for a message from all events of its case; every retry gives the same mail.
// Its Message-ID is CASE.MESSAGE.RECORDED.DESK@DOMAIN: RECORDED is when the message was recorded,
// in seconds since 1970, and DOMAIN that of the sender. Nothing when there is no such message, when
// it has no mail address (or was erased), or when the policy has no valid sender address. It has
// the token of its survey.
std::optional<Mail> compose_mail(Policy const &policy, std::string const &desk_id,
                                 std::span<Event const> events, MessageId id);

// The refusal "no_such_message".
Refusal no_such_message(MessageId id);

}  // namespace dcc::rules
