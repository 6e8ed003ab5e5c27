#include <dcc/base/text.hpp>
#include <dcc/desk/case.hpp>
#include <dcc/desk/incident.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/ledger/preview.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/moved.hpp>
#include <dcc/rules/text_tests.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

Refusal over(Incident const &incident) {
    return {"incident_over", say("{} is resolved already", incident.id.text()),
            Hint{Remedy::list_incidents, "see the list of incidents"}};
}

// An incident that is open.
Outcome<Incident> open_incident(ledger::Session &session, IncidentId id) {
    auto const incident = ledger::load(session.writer(), id);
    if (!incident) return ledger::no_such(id);
    if (incident->state == IncidentState::resolved) return over(*incident);
    return *incident;
}

Playbook const *playbook_of(Policy const &policy, Incident const &incident) {
    return policy.incidents.playbook(incident.playbook);
}

rules::CaseAttributes attributes_of(ledger::Session &session, Case const &item) {
    return {item.channel, item.category, item.priority,
            ledger::customer_of(session.writer(), item.customer).tier, item.product};
}

// ---- links

// The event with the terms that it grants and the deadlines that they move.
template <class Linking>
event::Payload with_terms(ledger::Session &session, Case const &item, Linking linking,
                          SlaRule const *rule) {
    if (rule && item.kind == CaseKind::service && rule->name != item.terms.rule)
        linking.terms = {session.policy().fingerprint, rule->name};
    linking.deadlines = rules::moved_deadlines(item, ledger::preview(session, item, linking));
    return linking;
}

event::Payload linking(ledger::Session &session, Case const &item, Incident const &incident,
                       std::string by) {
    auto const *book = playbook_of(session.policy(), incident);
    event::IncidentLinked linked{incident.id, std::move(by), {}, {}};
    return with_terms(session, item, std::move(linked),
                      book ? session.policy().sla_rule(book->sla) : nullptr);
}

event::Payload unlinking(ledger::Session &session, Case const &item, std::string reason) {
    event::IncidentUnlinked unlinked{item.incident, std::move(reason), {}, {}};
    auto const *rule = session.policy().sla_rule(item.terms.rule);
    // Only the terms of an incident end with it.
    if (rule && !rule->incident) rule = nullptr;
    if (rule) rule = &rules::match_sla(session.policy(), attributes_of(session, item));
    return with_terms(session, item, std::move(unlinked), rule);
}

// Tells the people of the playbook, through the incident's first case.
void alert(ledger::Session &session, ledger::Receipt &receipt, Incident const &incident) {
    auto const &policy = session.policy();
    auto const *book = playbook_of(policy, incident);
    if (!book || policy.messages.from.empty()) return;
    auto const severity =
        std::ranges::find(policy.incidents.severities, incident.severity, &Item::id);
    std::map<std::string, std::string> const values{
        {"incident", incident.id.text()},
        {"title", incident.title},
        {"severity", severity == policy.incidents.severities.end()
                         ? incident.severity
                         : label_in(severity->label, policy.desk.language, severity->id)}};
    for (auto const &id : book->tell) {
        auto const *person = policy.person(id);
        if (!person || tell_person(session, receipt, *person, MessageKind::incident_alert, values))
            continue;
        receipt.notes.emplace_back(
            say("{}: tell {} yourself: the policy has no mail address", incident.id.text(),
                person->name),
            Hint{Remedy::finish_message,
                 "then record that it is done",
                 {MessageId{receipt.item.id, receipt.item.outgoing.back().number}.text()}});
    }
}

// Without a case there is nothing to send a message from.
void note_untold(Policy const &policy, IncidentReceipt &receipt) {
    auto const *book = playbook_of(policy, receipt.item);
    if (!book) return;
    for (auto const &id : book->tell)
        if (auto const *person = policy.person(id))
            receipt.notes.push_back(
                say("{}: tell {} yourself{}: a message goes out with the first case",
                    receipt.item.id.text(), person->name,
                    person->email.empty() ? std::string{} : fmt::format(" ({})", person->email)));
}

Outcome<ledger::Receipt> link(ledger::Session &session, Incident const &incident, CaseId of) {
    bool const is_first = session.writer().cases_of(incident.id).empty();
    return ledger::change(
        session, of, Right::route_incident, Step::note,
        [&](Case const &item) -> Outcome<Payloads> {
            if (is_in_open_incident(session, item))
                return Refusal{"linked",
                               say("{} belongs to {} already", of.text(), item.incident->text()),
                               {}};
            if (rules::is_ended(item))
                return Refusal{
                    "ended",
                    say("{} is {}: it belongs to no incident any more", of.text(), item.state),
                    Hint{Remedy::reopen, "reopen it", {of.text()}}};
            return Payloads{linking(session, item, incident, "hand")};
        },
        [&](ledger::Receipt &done) {
            if (is_first) alert(session, done, incident);
        });
}

// ----

// The changed incident and the cases.
IncidentReceipt receipt_of(ledger::ReceiptOf<Incident> receipt) {
    return {std::move(receipt), {}, {}};
}

void add_notes(IncidentReceipt &receipt, ledger::Receipt &done) {
    std::ranges::move(done.notes, std::back_inserter(receipt.notes));
    receipt.cases.push_back(done.item.id);
}

bool fits(Playbook const &book, Case const &item, rules::CaseAttributes const &attributes,
          Policy const &policy) {
    if (!book.links_by_itself() || !rules::holds(book.when, attributes, policy)) return false;
    struct Rule {
        std::string name;
        Place place;
        TextTest text;
    };
    rules::TextTests const tests{"playbook", std::vector<Rule>{{book.id, book.place, book.text}}};
    auto const text = rules::request_text(item.subject, item.body);
    return tests.try_on(tests.read(text), 0).has_value();
}

}  // namespace

Outcome<IncidentReceipt> declare_incident(ledger::Session &session, DeclareArgs const &args) {
    if (auto no = session.refuse(Right::route_incident)) return *no;
    auto const &incidents = session.policy().incidents;
    if (incidents.severities.empty())
        return Refusal{"no_severities", "the policy has no severities of incidents",
                       "list them as severities under [incidents] in the policy"};
    if (auto no = rules::refuse_unlisted("severity", args.severity, incidents.severities))
        return *no;
    if (auto no = rules::refuse_unlisted("playbook", args.playbook, incidents.playbooks))
        return *no;
    if (auto no = rules::refuse_line(args.title, "title", "incident.title")) return *no;
    ledger::Session::Transaction transaction{session};
    IncidentReceipt receipt;
    session.record(receipt, session.now(),
                   event::IncidentDeclared{
                       session.writer().next_incident_id(),
                       args.severity.empty() ? incidents.severities.front().id : args.severity,
                       args.playbook, args.title});
    for (auto const id : args.cases) {
        auto done = link(session, receipt.item, id);
        if (!done) return done.refusal();
        add_notes(receipt, *done);
    }
    if (args.cases.empty()) note_untold(session.policy(), receipt);
    transaction.commit();
    return receipt;
}

Outcome<ledger::Receipt> link_incident(ledger::Session &session, IncidentId id, CaseId of) {
    if (auto no = session.refuse(Right::route_incident)) return *no;
    ledger::Session::Transaction transaction{session};
    auto const incident = open_incident(session, id);
    if (!incident) return incident.refusal();
    auto receipt = link(session, *incident, of);
    if (receipt) transaction.commit();
    return receipt;
}

Outcome<ledger::Receipt> unlink_incident(ledger::Session &session, CaseId of,
                                         std::string const &reason) {
    return ledger::change(
        session, of, Right::route_incident, Step::note, [&](Case const &item) -> Outcome<Payloads> {
            if (is_blank(reason))
                return Refusal{"no_reason",
                               "the reason is empty",
                               Hint{Remedy::give, "give a reason", {"incident.reason"}},
                               {"reason"}};
            if (!item.incident)
                return Refusal{"not_linked", say("{} belongs to no incident", of.text()), {}};
            return Payloads{unlinking(session, item, reason)};
        });
}

Outcome<IncidentReceipt> tick_incident(ledger::Session &session, IncidentId id,
                                       std::vector<std::string> const &items) {
    auto receipt = ledger::change(
        session, id, Right::route_incident, [&](Incident const &incident) -> Outcome<Payloads> {
            if (incident.state == IncidentState::resolved) return over(incident);
            auto const *book = playbook_of(session.policy(), incident);
            Payloads happened;
            for (auto const &item : items) {
                if (auto no = rules::refuse_unlisted("item", item,
                                                     book ? book->checklist : std::vector<Item>{}))
                    return *no;
                if (std::ranges::count(incident.done, item) > 0)
                    return Refusal{"unchanged", say("{} is done already", item), {}};
                happened.emplace_back(event::IncidentTicked{id, item});
            }
            return happened;
        });
    if (!receipt) return receipt.refusal();
    return receipt_of(std::move(*receipt));
}

Outcome<IncidentReceipt> update_incident(ledger::Session &session, IncidentId id,
                                         IncidentText const &text) {
    if (auto no = session.refuse(Right::route_incident)) return *no;
    if (auto no = refuse_text(session.policy(), text, "update")) return *no;
    ledger::Session::Transaction transaction{session};
    auto changed = ledger::change(
        session, id, Right::route_incident, [&](Incident const &incident) -> Outcome<Payloads> {
            if (incident.state == IncidentState::resolved) return over(incident);
            return Payloads{
                event::IncidentUpdated{id, incident.updates + 1, text.body, text.translations}};
        });
    if (!changed) return changed.refusal();
    auto receipt = receipt_of(std::move(*changed));
    Telling telling{session, text};
    for (auto const of : session.writer().cases_of(id)) {
        std::string body;
        auto done = ledger::change(
            session, of, Right::route_incident, Step::note,
            [&](Case const &item) -> Outcome<Payloads> {
                if (rules::is_ended(item)) return Payloads{};
                body = telling.text_for(item);
                return Payloads{event::Noted{fmt::format("{}: {}", id.text(), body)}};
            },
            [&](ledger::Receipt &noted) {
                if (noted.events.empty()) return;
                notify(session, noted, MessageKind::incident,
                       {{"incident", id.text()}, {"title", receipt.item.title}, {"body", body}});
            });
        if (!done) return done.refusal();
        if (done->events.empty()) continue;
        telling.count(done->item);
        add_notes(receipt, *done);
    }
    telling.add_notes(receipt.notes);
    transaction.commit();
    return receipt;
}

Outcome<IncidentReceipt> resolve_incident(ledger::Session &session, IncidentId id,
                                          IncidentText const &text) {
    for (auto const right : {Right::route_incident, Right::case_resolve})
        if (auto no = session.refuse(right)) return *no;
    if (auto no = refuse_text(session.policy(), text, "answer")) return *no;
    ledger::Session::Transaction transaction{session};
    auto const incident = open_incident(session, id);
    if (!incident) return incident.refusal();
    IncidentReceipt receipt;
    Telling telling{session, text};
    for (auto const of : session.writer().cases_of(id)) {
        auto const item = ledger::load(session.writer(), session.adopted(), of);
        if (!item || rules::is_ended(*item)) continue;
        auto done = resolve(session, of, Answer{telling.text_for(*item)});
        if (done) {
            telling.count(*item);
            add_notes(receipt, *done);
            continue;
        }
        receipt.left.push_back({of, done.refusal()});
        auto const freed =
            ledger::change(session, of, Right::route_incident, Step::note,
                           [&](Case const &now) -> Outcome<Payloads> {
                               return Payloads{unlinking(session, now, id.text() + " is resolved")};
                           });
        if (!freed) return freed.refusal();
    }
    telling.add_notes(receipt.notes);
    event::IncidentResolved resolved{
        id, std::ssize(receipt.cases), {}, text.body, text.translations};
    for (auto const &left : receipt.left) resolved.left.push_back(left.id);
    auto changed = ledger::change(
        session, id, Right::route_incident,
        [&](Incident const &) -> Outcome<Payloads> { return Payloads{std::move(resolved)}; });
    if (!changed) return changed.refusal();
    static_cast<ledger::ReceiptOf<Incident> &>(*changed).notes = std::move(receipt.notes);
    static_cast<ledger::ReceiptOf<Incident> &>(receipt) = std::move(*changed);
    transaction.commit();
    return receipt;
}

bool is_in_open_incident(ledger::Session &session, Case const &item) {
    return item.incident &&
           ledger::load(session.writer(), *item.incident).value().state == IncidentState::open;
}

void leave_resolved_incident(ledger::Session &session, ledger::Receipt &reopened) {
    auto const &item = reopened.item;
    if (!item.incident || is_in_open_incident(session, item)) return;
    auto const id = item.incident->text();
    session.record(reopened, session.now(), unlinking(session, item, id + " is resolved"));
    reopened.notes.push_back(
        say("{}: {} is resolved: it has its own service terms again", item.id.text(), id));
}

void link_by_playbook(ledger::Session &session, ledger::Receipt &receipt) {
    auto const &policy = session.policy();
    auto const &item = receipt.item;
    bool const any = std::ranges::any_of(policy.incidents.playbooks, &Playbook::links_by_itself);
    if (!any || item.kind != CaseKind::service || rules::is_ended(item) ||
        is_in_open_incident(session, item))
        return;
    auto const open = session.writer().incidents(true);
    if (open.empty()) return;
    auto const attributes = attributes_of(session, item);
    for (auto const &row : open) {
        auto const *book = policy.incidents.playbook(row.playbook);
        if (!book || !fits(*book, item, attributes, policy)) continue;
        auto const incident = ledger::load(session.writer(), row.id).value();
        bool const is_first = session.writer().cases_of(row.id).empty();
        session.record(receipt, session.now(),
                       linking(session, item, incident,
                               fmt::format("playbook \"{}\" ({})", book->id, book->place.text())));
        if (is_first) alert(session, receipt, incident);
        receipt.notes.push_back(
            say("{}: belongs to {} ({})", item.id.text(), row.id.text(), printable(row.title)));
        return;
    }
}

}  // namespace dcc::desk
