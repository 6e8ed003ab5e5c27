#include <dcc/base/file_lock.hpp>
#include <dcc/base/process.hpp>
#include <dcc/base/text.hpp>
#include <dcc/base/token.hpp>
#include <dcc/desk/outbox.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/mail.hpp>
#include <dcc/rules/outgoing.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

constexpr std::size_t longest_error = 500;
constexpr std::chrono::milliseconds pause{20};  // between tries to record

std::optional<Refusal> refuse_no_sender(Policy const &policy) {
    if (!policy.messages.from.empty()) return std::nullopt;
    return Refusal{"no_sender", "the policy has no sender for mails",
                   "set from = \"NAME <ADDRESS>\" under [messages] in the policy"};
}

// Of a survey: the digest of the token in its text.
std::optional<Digest> token_of(std::span<Event const> events, int number) {
    for (auto const &event : events)
        if (auto const *message = rules::message_in(event, number)) return message->token;
    return std::nullopt;
}

// Changes a message in any state of its case. A delivery may record an outcome after later events
// of the case. `decide` gives the event, or a refusal.
template <class Decide>
Outcome<ledger::Receipt> change_message(ledger::Session &session, MessageId id, Right right,
                                        Decide const &decide) {
    auto receipt =
        ledger::change_late(session, id.case_id, right, Step::notify,
                            [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
                                auto const *message = rules::find_message(item, id.number);
                                if (!message) return rules::no_such_message(id);
                                Outcome<event::Payload> decision = decide(*message);
                                if (!decision) return decision.refusal();
                                return std::vector{std::move(*decision)};
                            });
    if (!receipt && receipt.refusal().code == "no_such_case") return rules::no_such_message(id);
    return receipt;
}

class Deliverer {
  public:
    Deliverer(ledger::Session &session, Send const &send, FileLock const &lock,
              std::function<bool()> const &stop)
        : session_{session}, send_{send}, lock_{lock}, stop_{stop} {}

    void send(store::MessageRow const &row) {
        MessageId const id{row.case_id, row.number};
        lock_.require_held();
        lock_.require_room();
        // Read now, not when the list was made: a person may have finished the message since.
        auto const events = session_.writer().events(row.case_id);
        auto const item = rules::replay(events, session_.adopted());
        auto const *message = rules::find_message(item, row.number);
        if (!message || message->state != MessageState::queued) return;
        if (std::ranges::count(rules::obsolete_messages(item), row.number) > 0)
            return supersede(id);
        auto const mail =
            rules::compose_mail(session_.policy(), session_.writer().desk_id(), events, id);
        auto error = mail ? send_(*mail) : "its text or its address was erased";
        if (auto const token = token_of(events, row.number))
            error = hide_token(std::move(error), *token);
        error = shorten(printable(trim(error)), longest_error);
        record(id, mail.has_value(), error);
    }

    bool stops() { return delivery_.stopped = stop_(); }

    Delivery take() {
        delivery_.waiting = session_.writer().count_messages(MessageState::queued);
        return std::move(delivery_);
    }

  private:
    // When the message is retried after so many failures; nothing after the last wait.
    std::optional<Instant> next_try(int failures, Instant now) const {
        auto const &waits = session_.policy().messages.retry;
        auto const index = static_cast<std::size_t>(failures);
        return index < waits.size() ? std::optional{now + waits[index]} : std::nullopt;
    }

    // Waits for other writers, since a message whose outcome is not recorded is sent again.
    Outcome<ledger::Receipt> record_patiently(MessageId id, bool possible,
                                              std::string const &error) {
        while (true) {
            try {
                return outcome(id, possible, error);
            } catch (Error const &failure) {
                bool const waits = failure.kind() == ErrorKind::busy && !stop_();
                if (!waits && error.empty()) fail_after_sending(id, failure);
                if (!waits) throw;
            }
            std::this_thread::sleep_for(pause);
        }
    }

    // The desk was not changed, but the mail is out.
    [[noreturn]] static void fail_after_sending(MessageId id, Error const &failure) {
        std::string_view why = failure.what();
        why = why.substr(0, why.find("; nothing was written"));
        throw Error{failure.kind(),
                    say("{} was sent, but this could not be recorded: {}", id.text(), why),
                    "the next delivery sends it again, with the same Message-ID"};
    }

    Outcome<ledger::Receipt> outcome(MessageId id, bool possible, std::string const &error) {
        return change_message(
            session_, id, Right::admin_deliver,
            [&](Message const &message) -> Outcome<event::Payload> {
                // While it was sent, a person may have informed the customer.
                if (message.state != MessageState::queued)
                    return Refusal{"told", "it is no longer queued", {}};
                if (error.empty()) return event::Payload{event::Delivered{message.number, true}};
                auto const next =
                    possible ? next_try(message.tries, session_.now()) : std::optional<Instant>{};
                return event::Payload{event::DeliveryFailed{message.number, next, error}};
            });
    }

    // An older dcc recorded what made the message obsolete.
    void supersede(MessageId id) {
        (void)change_message(session_, id, Right::admin_deliver,
                             [&](Message const &message) -> Outcome<event::Payload> {
                                 return event::Payload{event::MessageSuperseded{message.number}};
                             });
    }

    void record(MessageId id, bool possible, std::string const &error) {
        auto const recorded = record_patiently(id, possible, error);
        if (error.empty()) {
            ++delivery_.sent;
            return;
        }
        if (!recorded) return;
        auto const &failed = std::get<event::DeliveryFailed>(recorded->events.back().payload);
        ++(failed.next_try ? delivery_.failed : delivery_.undeliverable);
        auto const zone = Zone::load(session_.policy().desk.zone);
        delivery_.failures.push_back(fmt::format(
            "{}: {} ({})", id.text(), error,
            failed.next_try ? "next try " + zone.format(*failed.next_try) : "undeliverable"));
    }

    ledger::Session &session_;
    Send const &send_;
    FileLock const &lock_;
    std::function<bool()> const &stop_;
    Delivery delivery_;
};

}  // namespace

Outcome<Mail> mail_of(store::Reader &reader, Policy const &policy, MessageId id) {
    if (auto no = refuse_no_sender(policy)) return *no;
    auto const events = reader.events(id.case_id);
    auto const found = std::ranges::find_if(
        events, [&](Event const &event) { return rules::message_in(event, id.number) != nullptr; });
    if (found == events.end()) return rules::no_such_message(id);
    if (auto mail = rules::compose_mail(policy, reader.desk_id(), events, id)) {
        auto shown = rules::for_reading(*rules::message_in(*found, id.number));
        mail->subject = std::move(shown.subject);
        mail->body = std::move(shown.body);
        return *mail;
    }
    return Refusal{"by_hand", say("{} has no mail address", id.text()),
                   Hint{Remedy::notify_and_finish,
                        "inform the customer, then record that it is done",
                        {id.text()}}};
}

std::vector<store::MessageRow> due_messages(ledger::Session &session, std::int64_t limit) {
    return session.writer().due_messages(session.now(), limit);
}

Outcome<Delivery> deliver(ledger::Session &session, Send const &send, std::int64_t limit,
                          std::function<bool()> const &stop) {
    if (auto no = session.refuse(Right::admin_deliver)) return *no;
    if (auto no = refuse_no_sender(session.policy())) return *no;
    FileLock const lock{session.writer().path(), "-outbox",
                        "another delivery is running on this desk file"};
    Deliverer deliverer{session, send, lock, stop};
    // One list for the whole run, so that no message is tried twice, even if its next try is now.
    for (auto const &row : due_messages(session, limit)) {
        if (deliverer.stops()) break;
        deliverer.send(row);
    }
    return deliverer.take();
}

Outcome<ledger::Receipt> retry_message(ledger::Session &session, MessageId id) {
    return change_message(
        session, id, Right::case_outbox, [&](Message const &message) -> Outcome<event::Payload> {
            bool const waits = message.state == MessageState::queued && message.tries > 0;
            if (message.state != MessageState::undeliverable && !waits)
                return Refusal{
                    "not_failed",
                    say("{} is {}: no delivery of it has failed", id.text(), message.state),
                    {}};
            return event::Payload{event::DeliveryRetried{message.number}};
        });
}

Outcome<ledger::Receipt> finish_message(ledger::Session &session, MessageId id) {
    return change_message(
        session, id, Right::case_outbox, [&](Message const &message) -> Outcome<event::Payload> {
            if (is_over(message))
                return Refusal{"told", say("{} is {} already", id.text(), message.state), {}};
            return event::Payload{event::Delivered{message.number}};
        });
}

Send sending_by(std::string command, std::chrono::seconds patience) {
    return [command = std::move(command), patience](Mail const &mail) -> std::string {
        auto const result = run_command(command, compose(mail), patience);
        if (result.succeeded()) return {};
        if (result.timed_out)
            return fmt::format("the command was killed after {}s", patience.count());
        // This says nothing about the message, so no try is counted.
        if (result.could_not_run())
            throw Error{ErrorKind::usage,
                        say("the command cannot be run: {}", printable(result.error)),
                        "no message was changed; try the command by hand"};
        if (!result.error.empty()) return result.error;
        return result.status ? fmt::format("the command ended with status {}", *result.status)
                             : fmt::format("the command was ended by signal {}", *result.signal);
    };
}

}  // namespace dcc::desk
