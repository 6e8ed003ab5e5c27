#pragma once

#include <dcc/base/mail.hpp>
#include <dcc/ledger/change.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace dcc::desk {

// The outbox: messages to customers that notify() has made, until they are delivered.

// A message as it would go by mail. Refused as "no_such_message"; as "by_hand" when there is no
// mail address to send it to; as "no_sender" when the policy does not say from whom mails are.
Outcome<Mail> mail_of(store::Reader &reader, Policy const &policy, PartId id);

// Why a mail was not taken; empty when it was.
using Send = std::function<std::string(Mail const &mail)>;

// What delivering has done.
struct Delivery {
    std::int64_t sent = 0;
    std::int64_t failed = 0;            // to be tried again
    std::int64_t undeliverable = 0;     // given up after the policy's last wait
    std::int64_t waiting = 0;           // whose next try is yet to come
    std::vector<std::string> failures;  // a line each
};

// Hands the messages that are due to `send`, those due first, at most `limit` (negative: all), and
// records each outcome in a transaction of its own before it goes on. So whatever ends the program
// at whatever time, at most the one message in flight is sent again, under its old Message-ID.
// `clock` tells the time as it goes on; outcomes are never recorded before what happened last.
//
// While it runs, a file beside the desk is locked: throws Error{busy} when another one delivers.
// Refused as "no_sender". What `send` throws ends the work and is no outcome of the message.
Outcome<Delivery> deliver(ledger::Session &session, Send const &send,
                          std::function<Instant()> const &clock, std::int64_t limit = -1);

// The messages that deliver() would hand on now.
std::vector<store::MessageRow> due_messages(ledger::Session &session, std::int64_t limit = -1);

// An undeliverable message, or one that waits for its next try, is due at once, with all its tries
// before it. Refused as "no_such_message" or "not_failed".
Outcome<ledger::Receipt> retry_message(ledger::Session &session, PartId id);

// A person has told the customer. Refused as "no_such_message" or "told".
Outcome<ledger::Receipt> finish_message(ledger::Session &session, PartId id);

// Hands each mail on standard input to a command of /bin/sh, which takes it by ending with status
// nought; else the first line of its standard error says why not. It is killed when it takes
// longer. Throws Error{usage} when there is no such command.
Send sending_by(std::string command, std::chrono::seconds patience);

}  // namespace dcc::desk
