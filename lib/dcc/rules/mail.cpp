#include <dcc/base/token.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/mail.hpp>

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

constexpr std::size_t most_references = 20;

// The text of a reply or a solution is written by a person.
bool is_automatic(MessageKind kind) {
    return kind != MessageKind::progress && kind != MessageKind::result;
}

}  // namespace

event::Messaged const *message_in(Event const &event, int number) {
    auto const *found = std::get_if<event::Messaged>(&event.payload);
    return found && found->number == number ? found : nullptr;
}

event::Messaged for_reading(event::Messaged message) {
    if (!message.token) return message;
    message.subject = hide_token(std::move(message.subject), *message.token);
    message.body = hide_token(std::move(message.body), *message.token);
    return message;
}

event::Payload for_reading(event::Payload payload) {
    if (auto *message = std::get_if<event::Messaged>(&payload))
        *message = for_reading(std::move(*message));
    return payload;
}

std::optional<Mail> compose_mail(Policy const &policy, std::string const &desk_id,
                                 std::span<Event const> events, MessageId id) {
    auto const from = parse_mail_address(policy.messages.from);
    if (!from) return std::nullopt;
    // With the time of recording: a desk that was restored from a backup gives numbers again, and
    // mail systems drop a mail whose id they have seen.
    auto const message_id = [&](int number, Instant recorded) {
        return fmt::format("{}.{}.{}@{}", MessageId{id.case_id, number}.text(),
                           recorded.time_since_epoch().count(), desk_id, from->domain());
    };
    std::optional<Mail> mail;
    std::vector<std::string> references;
    for (auto const &event : events) {
        auto const *earlier = std::get_if<event::Messaged>(&event.payload);
        if (earlier && earlier->number < id.number && !earlier->by_hand)
            references.push_back(message_id(earlier->number, event.recorded_at));
        auto const *found = message_in(event, id.number);
        if (!found) continue;
        auto const to = parse_mail_address(found->address);
        if (!to) return std::nullopt;
        mail = Mail{*from,
                    *to,
                    found->subject,
                    event.at,
                    message_id(id.number, event.recorded_at),
                    {},
                    is_automatic(found->kind),
                    found->body};
    }
    if (!mail) return std::nullopt;
    // In a long thread, the first and the last references are enough for threading.
    if (references.size() > most_references)
        references.erase(references.begin() + 1,
                         references.end() - static_cast<std::ptrdiff_t>(most_references) + 1);
    mail->references = std::move(references);
    return mail;
}

Refusal no_such_message(MessageId id) {
    return {"no_such_message", say("there is no message {}", id.text()),
            Hint{Remedy::list_messages, "see the messages of the case", {id.case_id.text()}}};
}

}  // namespace dcc::rules
