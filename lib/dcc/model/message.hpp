#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace dcc {

enum class MessageKind {
    acknowledgement,  // received, and when to expect an answer
    missing,          // facts that are still needed
    progress,         // a reply by a person
    promise,          // a completion date, or a changed one
    reminder,         // an answer of the customer is needed
    waiting,          // the case waits for a third party
    result,           // the solution
    survey,           // a satisfaction survey
    complaint,        // a complaint, or its next round, has arrived
    decision,         // the reply to a complaint
    extension,        // the reply to a complaint takes longer
    closing,          // the complaint has ended, and where the complainant can turn to
    visit,            // a visit was booked or moved
    visit_cancelled,  // a visit does not take place
    alert,            // to a person of the staff, about a grave complaint
    warning,          // to a person of the staff: a deadline comes near
    escalation,       // to a person of the staff: a deadline was missed
    incident,         // how an incident stands that concerns the customer
    incident_alert,   // to a person of the staff: an incident was declared
};

constexpr WordTable<MessageKind, 19> message_kind_words{{
    {MessageKind::acknowledgement, "acknowledgement"},
    {MessageKind::missing, "missing"},
    {MessageKind::progress, "progress"},
    {MessageKind::promise, "promise"},
    {MessageKind::reminder, "reminder"},
    {MessageKind::waiting, "waiting"},
    {MessageKind::result, "result"},
    {MessageKind::survey, "survey"},
    {MessageKind::complaint, "complaint"},
    {MessageKind::decision, "decision"},
    {MessageKind::extension, "extension"},
    {MessageKind::closing, "closing"},
    {MessageKind::visit, "visit"},
    {MessageKind::visit_cancelled, "visit_cancelled"},
    {MessageKind::alert, "alert"},
    {MessageKind::warning, "warning"},
    {MessageKind::escalation, "escalation"},
    {MessageKind::incident, "incident"},
    {MessageKind::incident_alert, "incident_alert"},
}};
constexpr auto const &words_of(MessageKind) {
    return message_kind_words;
}

// Whether messages of the kind go to people of the staff, and not to the customer.
constexpr bool is_for_staff(MessageKind kind) {
    return kind == MessageKind::alert || kind == MessageKind::warning ||
           kind == MessageKind::escalation || kind == MessageKind::incident_alert;
}

// by_hand: the customer has no mail address, so a person has to inform them. superseded: a later
// event made it untrue or needless before it was sent.
enum class MessageState { queued, by_hand, sent, undeliverable, superseded };

constexpr WordTable<MessageState, 5> message_state_words{{
    {MessageState::queued, "queued"},
    {MessageState::by_hand, "by_hand"},
    {MessageState::sent, "sent"},
    {MessageState::undeliverable, "undeliverable"},
    {MessageState::superseded, "superseded"},
}};
constexpr auto const &words_of(MessageState) {
    return message_state_words;
}

// A message to the customer, made from a template, and its delivery.
struct Message {
    int number = 0;  // from 1, in the case
    MessageKind kind{};
    MessageState state = MessageState::queued;
    std::int64_t event = 0;  // the event that contains its text
    Instant made_at;
    std::optional<Instant> next_try_at;  // while queued
    std::optional<Instant> sent_at;
    int tries = 0;             // to mail it, also the last one; from 0 again after a retry by hand
    std::string error;         // of the last try; erasable
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(Message const &, Message const &) = default;
};

// Whether nothing is left to be done with the message.
inline bool is_over(Message const &message) {
    return message.state == MessageState::sent || message.state == MessageState::superseded;
}

}  // namespace dcc

namespace dcc::event {

// A message to the customer, made from a template. Later events record its delivery.
struct Messaged {
    int number = 0;  // in the case, from 1
    MessageKind kind{};
    std::string language;
    bool by_hand = false;         // no mail address: a person has to inform the customer
    std::optional<Digest> token;  // of a survey: digest of the token in its text
    std::string address;          // the customer's name and mail address, or phone number
    std::string subject;
    std::string body;

    static constexpr EventType type{"messaged", Subject::case_, Step::notify};
    static constexpr auto fields =
        std::tuple{open("number", &Messaged::number),     open("kind", &Messaged::kind),
                   open("language", &Messaged::language), open("by_hand", &Messaged::by_hand),
                   open("token", &Messaged::token),       sealed("address", &Messaged::address),
                   sealed("subject", &Messaged::subject), sealed("body", &Messaged::body)};
    friend bool operator==(Messaged const &, Messaged const &) = default;
};

struct Delivered {
    int message = 0;      // its number
    bool mailed = false;  // by a mail program; false: by a person, or not known

    static constexpr EventType type{"delivered", Subject::case_, Step::notify};
    static constexpr auto fields =
        std::tuple{open("message", &Delivered::message), open("mailed", &Delivered::mailed)};
    friend bool operator==(Delivered const &, Delivered const &) = default;
};

struct DeliveryFailed {
    int message = 0;
    std::optional<Instant> next_try;  // none: undeliverable
    std::string error;

    static constexpr EventType type{"delivery_failed", Subject::case_, Step::notify};
    static constexpr auto fields = std::tuple{open("message", &DeliveryFailed::message),
                                              open("next_try", &DeliveryFailed::next_try),
                                              sealed("error", &DeliveryFailed::error)};
    friend bool operator==(DeliveryFailed const &, DeliveryFailed const &) = default;
};

// An undeliverable message is tried again.
struct DeliveryRetried {
    int message = 0;

    static constexpr EventType type{"delivery_retried", Subject::case_, Step::notify};
    static constexpr auto fields = std::tuple{open("message", &DeliveryRetried::message)};
    friend bool operator==(DeliveryRetried const &, DeliveryRetried const &) = default;
};

// A later event made the message untrue or needless: it is kept and not sent.
struct MessageSuperseded {
    int message = 0;

    static constexpr EventType type{"message_superseded", Subject::case_, Step::notify};
    static constexpr auto fields = std::tuple{open("message", &MessageSuperseded::message)};
    friend bool operator==(MessageSuperseded const &, MessageSuperseded const &) = default;
};

using MessageEvents =
    EventList<Messaged, Delivered, DeliveryFailed, DeliveryRetried, MessageSuperseded>;

}  // namespace dcc::event
