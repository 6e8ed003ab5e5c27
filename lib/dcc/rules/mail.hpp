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

// The message of that number, if this event made it.
event::Messaged const *message_in(Event const &event, int number);

// A message as it goes by mail, from all events of its case: the same on every try. Nothing when
// there is no such message, when it has no mail address to go to (or was erased), and when the
// policy does not say from whom mails are.
std::optional<Mail> compose_mail(Policy const &policy, std::string const &desk_id,
                                 std::span<Event const> events, PartId id);

Refusal no_such_message(PartId id);

}  // namespace dcc::rules
