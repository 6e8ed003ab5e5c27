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

// A message as it would be sent by mail, but with the token of its survey hidden. Refused as
// "no_such_message", as "by_hand" when it has no mail address, and as "no_sender" when the policy
// has no [messages].from.
Outcome<Mail> mail_of(store::Reader &reader, Policy const &policy, MessageId id);

// Sends a mail. Gives why it was not accepted; empty when it was.
using Send = std::function<std::string(Mail const &mail)>;

// The result of a delivery run: counts of messages.
struct Delivery {
    std::int64_t sent = 0;
    std::int64_t failed = 0;            // to be tried again
    std::int64_t undeliverable = 0;     // given up after the policy's last wait
    std::int64_t waiting = 0;           // still queued
    bool stopped = false;               // before all that were due had been tried
    std::vector<std::string> failures;  // a line each
};

// Passes the messages that are due when it begins to `send`, the earliest due first, at most
// `limit` (negative: all), each once. A message that somebody has finished in the meantime is left
// out. The outcome of each is recorded in its own transaction before the next message is sent:
// delivery is at-least-once. If the program ends at any point, at most the message in flight is
// sent again, with the same Message-ID.
//
// `stop` is asked before each message whether to end early. While another writer has locked the
// desk, the outcome of a message waits until it can be recorded; only `stop` ends that wait, with
// Error{busy}.
//
// A file beside the desk is locked during the run. Throws Error{busy} when another delivery is
// running, and before the next message when somebody has removed that file. Refused as "no_sender".
// An exception of `send` ends the run and changes no message.
Outcome<Delivery> deliver(
    ledger::Session &session, Send const &send, std::int64_t limit = -1,
    std::function<bool()> const &stop = [] { return false; });

// The messages that deliver() would send now, at most `limit` (negative: all).
std::vector<store::MessageRow> due_messages(ledger::Session &session, std::int64_t limit = -1);

// Makes an undeliverable message, or one that waits for a retry, due at once, and gives it all its
// tries again. Refused as "no_such_message" or "not_failed".
Outcome<ledger::Receipt> retry_message(ledger::Session &session, MessageId id);

// Records that a person has informed the customer. Refused as "no_such_message", or as "told" when
// the message is already sent.
Outcome<ledger::Receipt> finish_message(ledger::Session &session, MessageId id);

// A Send that runs `command` by /bin/sh with the mail on standard input. Exit status 0 means that
// the mail was accepted; otherwise the error is the first line of the command's standard error. The
// command is killed after `patience`. The Send throws Error{usage} when the command cannot be run.
Send sending_by(std::string command, std::chrono::seconds patience);

}  // namespace dcc::desk
