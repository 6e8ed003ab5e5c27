#include <dcc/base/columns.hpp>
#include <dcc/base/token.hpp>
#include <dcc/report/message.hpp>
#include <dcc/rules/mail.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace dcc::report {
namespace {

// A row of the outbox and, unless it was erased, the message itself, without the token of a survey.
struct ListedMessage {
    store::MessageRow row;
    std::optional<event::Messaged> message;
    std::string token;  // apart from the text
};

ListedMessage listed(store::Reader &reader, store::MessageRow const &row, Tokens tokens) {
    auto const event = reader.event(row.event);
    auto const *message = event ? rules::message_in(*event, row.number) : nullptr;
    if (!message) return {row, std::nullopt, {}};
    bool const shown = tokens == Tokens::shown && message->token;
    return {row, rules::for_reading(*message),
            shown ? find_token(message->body, *message->token) : std::string{}};
}

Columns<ListedMessage> message_columns() {
    auto const row = [](auto part) { return part_of(&ListedMessage::row, part); };
    auto const message = [](auto part) { return part_of(&ListedMessage::message, part); };
    using event::Messaged;
    using store::MessageRow;
    auto const id = [](MessageRow const &one) { return MessageId{one.case_id, one.number}; };
    return {
        {"id", "Message", row(id)},
        {"case", "", row(&MessageRow::case_id)},
        {"number", "", row(&MessageRow::number)},
        {"kind", "Kind", row(&MessageRow::kind)},
        {"state", "State", row(&MessageRow::state)},
        {"to", "To", message(&Messaged::address), true},
        {"subject", "Subject", message(&Messaged::subject)},
        {"language", "", message(&Messaged::language)},
        {"made_at", "Created", row(&MessageRow::made_at)},
        {"next_try_at", "Next try", row(&MessageRow::next_try_at)},
        {"sent_at", "Sent", row(&MessageRow::sent_at)},
        {"tries", "Tries", row(&MessageRow::tries)},
        {"error", "Error", row(&MessageRow::error)},
        {"token", "", &ListedMessage::token},
    };
}

// The further columns of a single message.
Columns<ListedMessage> text_columns(std::optional<Mail> const &mail) {
    auto const of_mail = [&mail](auto part) {
        return part_of([&mail](ListedMessage const &) { return mail ? &*mail : nullptr; }, part);
    };
    return {
        {"from", "From", of_mail([](Mail const &one) { return one.from.text(); })},
        {"message_id", "Message-ID", of_mail(&Mail::message_id)},
        {"body", "Text", part_of(&ListedMessage::message, &event::Messaged::body)},
    };
}

}  // namespace

Table list_messages(store::Reader &reader, std::vector<store::MessageRow> const &rows,
                    Tokens tokens) {
    auto const columns = message_columns();
    auto table = columns.table("No message is waiting to be sent.");
    for (auto const &row : rows) columns.add(table, listed(reader, row, tokens));
    return table;
}

Table list_messages(store::Reader &reader, store::MessageQuery const &query, Tokens tokens) {
    return list_messages(reader, reader.messages(query), tokens);
}

Outcome<Sheet> show_message(store::Reader &reader, Policy const &policy, MessageId id,
                            Tokens tokens) {
    store::MessageQuery query;
    query.case_id = id.case_id;
    auto const rows = reader.messages(query);
    auto const found = std::ranges::find(rows, id.number, &store::MessageRow::number);
    if (found == rows.end()) return rules::no_such_message(id);
    auto const mail = rules::compose_mail(policy, reader.desk_id(), reader.events(id.case_id), id);
    auto columns = message_columns();
    columns.append(text_columns(mail));
    return Sheet{columns.row(listed(reader, *found, tokens)), {}};
}

}  // namespace dcc::report
