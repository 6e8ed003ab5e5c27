#include <dcc/ledger/projection.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::ledger {

namespace {

store::CaseRow case_row(Case const &item) {
    return {
        .id = item.id,
        .kind = item.kind,
        .state = item.state,
        .is_open = !rules::is_ended(item),
        .customer = item.customer,
        .channel = item.channel,
        .subject = item.subject,
        .product = item.product,
        .external_id = item.external_id,
        .category = item.category,
        .impact = item.impact,
        .urgency = item.urgency,
        .priority = item.priority,
        .team = item.team,
        .person = item.person,
        .duplicate_of = item.duplicate_of,
        .about = item.about,
        .repeat_of = item.repeat_of,
        .missing = fmt::format("{}", fmt::join(item.missing, ",")),
        .article = item.article,
        .at_once = item.at_once,
        .received_at = item.received_at,
        .updated_at = item.updated_at,
        .assigned_at = item.assigned_at,
        .first_reply_at = item.first_reply_at,
        .first_resolved_at = item.first_resolved_at,
        .resolved_at = item.resolved_at,
        .closed_at = item.closed_at,
        .waiting_since = item.waiting_since,
        .next_due_at = next_due(item),
        .reopened = item.reopened,
        .replies = item.replies,
        .messages = item.messages,
        .last_event = item.last_event,
    };
}

}  // namespace

store::CaseRows case_rows(Case const &item, rules::AdoptedTerms &adopted, std::int64_t since) {
    store::CaseRows rows;
    rows.item = case_row(item);
    rows.clocks = clock_rows(item, adopted);
    for (auto const &message : item.outgoing)
        if (message.changed > since)
            rows.messages.push_back({item.id, message.number, message.kind, message.state,
                                     message.event, message.made_at, message.next_try_at,
                                     message.sent_at, message.tries, message.error});
    for (auto const &visit : item.visits)
        if (visit.changed > since)
            rows.visits.push_back({item.id, visit.number, visit.mode, visit.state, visit.technician,
                                   visit.starts_at, visit.ends_at});
    int number = 0;
    for (auto const &invitation : item.invitations) {
        ++number;
        if (invitation.token) rows.invitations.push_back({*invitation.token, item.id, number});
    }
    return rows;
}

std::vector<store::ClockRow> clock_rows(Case const &item, rules::AdoptedTerms &adopted) {
    std::vector<store::ClockRow> rows;
    rows.reserve(item.clocks.size());
    for (auto const &clock : item.clocks)
        rows.push_back({
            .kind = clock.kind,
            .case_id = item.id,
            .instance = clock.instance,
            .stage = clock.stage,
            .received_at = item.received_at,
            .started_at = clock.started_at,
            .stopped_at = clock.stopped_at,
            .due_at = clock.due_at,
            .original_due_at = clock.original_due_at,
            .elapsed = clock.stopped_at
                           ? std::optional{rules::elapsed(
                                 clock, adopted.calendar(clock.calendar_print), *clock.stopped_at)}
                           : std::nullopt,
            .channel = item.channel,
            .category = item.category,
            .priority = item.priority,
            .team = clock.kind == ClockKind::handoff ? clock.team : item.team,
            .person = item.person,
            .target = clock.target ? format_duration(*clock.target) : std::string{},
            .calendar = clock.calendar,
            .rule = clock.rule,
        });
    return rows;
}

store::CustomerRow customer_row(Customer const &customer) {
    return {
        .id = customer.id,
        .name = customer.name,
        .phone = customer.phone,
        .email = customer.email,
        .phone_key = phone_key(customer.phone),
        .email_key = email_key(customer.email),
        .language = customer.language,
        .tier = customer.tier,
        .preferred_channel = customer.preferred_channel,
        .external_id = customer.external_id,
        .added_at = customer.added_at,
        .last_event = customer.last_event,
    };
}

Customer customer_of(store::Reader &reader, std::optional<CustomerId> id) {
    auto const row = id ? reader.find(*id) : std::nullopt;
    if (!row) return {};
    Customer customer;
    customer.name = row->name;
    customer.phone = row->phone;
    customer.email = row->email;
    customer.language = row->language;
    customer.tier = row->tier;
    customer.preferred_channel = row->preferred_channel;
    customer.external_id = row->external_id;
    customer.id = row->id;
    customer.added_at = row->added_at;
    customer.last_event = row->last_event;
    return customer;
}

store::ArticleRow article_row(Article const &article) {
    return {
        .id = article.id,
        .version = article.version,
        .title = article.title,
        .category = article.category,
        .language = article.language,
        .from_case = article.from_case,
        .author = article.author,
        .written_at = article.written_at,
        .retired_at = article.retired_at,
        .text_event = article.text_event,
        .last_event = article.last_event,
    };
}

std::vector<store::TermsRow> terms_rows(event::PolicyAdopted const &adopted) {
    std::vector<store::TermsRow> rows;
    for (auto const &promise : adopted.terms)
        rows.push_back({promise.policy, promise.rule, encode_terms(promise)});
    return rows;
}

std::vector<store::CalendarRow> calendar_rows(event::PolicyAdopted const &adopted) {
    std::vector<store::CalendarRow> rows;
    for (auto const &calendar : adopted.calendars)
        rows.push_back({calendar.print, calendar.name, calendar.text});
    return rows;
}

void put_policy(store::Writer &writer, Event const &event) {
    auto const &adopted = std::get<event::PolicyAdopted>(event.payload);
    writer.put_policy(adopted.policy, event.seq);
    for (auto const &row : terms_rows(adopted)) writer.put(row);
    for (auto const &row : calendar_rows(adopted)) writer.put(row);
}

void put_article(store::Writer &writer, Event const &event) {
    auto const id = *rules::article_of(event.payload);
    auto events = writer.events(id);
    events.push_back(event);
    writer.put(article_row(rules::replay_article(events)));
}

}  // namespace dcc::ledger
