#include <dcc/calendar/zone.hpp>
#include <dcc/desk/case.hpp>
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/desk/link.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/rules/aftersales.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_source(Case const &item) {
    if (item.kind == CaseKind::service) return rules::refuse_illegal(item, Step::cancel);
    return Refusal{"illegal_step",
                   say("{} is {}: it is not merged into another case", item.id.text(),
                       item.kind == CaseKind::action ? "an improvement action" : "a complaint"),
                   "link it with the other one instead"};
}

std::optional<Refusal> refuse_target(Case const &target) {
    if (target.kind != CaseKind::action && !rules::is_ended(target)) return std::nullopt;
    if (target.kind == CaseKind::action)
        return Refusal{
            "not_open",
            say("{} is an improvement action: no case is merged into it", target.id.text()),
            "link the case with it instead"};
    return Refusal{"not_open",
                   say("{} is {}: no case is merged into it", target.id.text(), target.state),
                   "reopen it first, or end the case as its duplicate"};
}

std::optional<Refusal> refuse_customers(Case const &item, Case const &target) {
    if (!item.customer || !target.customer || *item.customer == *target.customer)
        return std::nullopt;
    return Refusal{"other_customer",
                   say("{} is a case of {}, and {} one of {}", item.id.text(),
                       item.customer->text(), target.id.text(), target.customer->text()),
                   Hint{Remedy::choose_customer,
                        "if they are one, merge the customers, or set the customer of the case",
                        {item.id.text(), target.customer->text()}}};
}

std::optional<Refusal> refuse_visits(Case const &item, Case const &target) {
    auto const booked = std::ranges::find(item.visits, VisitState::booked, &Visit::state);
    if (booked == item.visits.end()) return std::nullopt;
    auto const id = VisitId{item.id, booked->number}.text();
    return Refusal{
        "booked_visit", say("visit {} is still booked", id),
        Hint{Remedy::cancel_visit, "cancel it, and book it again", {id, target.id.text()}}};
}

std::optional<Refusal> refuse_tasks(Case const &item, Case const &target) {
    auto no = refuse_open_tasks(item);
    if (no) no->hint = {say("finish or cancel them, and open them again in {}", target.id.text())};
    return no;
}

// The customer still waits for an answer: to a message, or to the request itself.
bool is_unanswered(Case const &item) {
    return item.asked_at || !item.first_reply_at;
}

// Facts of the case that the other one lacks. Those that differ are noted. The text and the
// subject are read in the case itself, and its external id leads to it.
CaseFacts lacking(Case const &item, Case const &target, std::vector<Note> &notes) {
    CaseFacts taken;
    each_case_fact(when_correcting, [&](auto const &fact) {
        if ((fact.uses & as_long_text) != 0 || fact.name == "external_id") return;
        if (!is_known(item, fact) || text_of(item, fact) == text_of(target, fact)) return;
        if (!is_known(target, fact))
            taken.*fact.member = item.*fact.member;
        else
            notes.emplace_back(say("{}: the {} stays {}; {} has {}", target.id.text(), fact.name,
                                   text_of(target, fact), item.id.text(), text_of(item, fact)));
    });
    auto const take = [&](std::vector<FieldValue> CaseFacts::*list) {
        for (auto const &field : item.*list) {
            auto const here = value_of(target, field.id);
            if (here.empty())
                (taken.*list).push_back(field);
            else if (here != field.value)
                notes.emplace_back(say("{}: the field {} stays {}; {} has {}", target.id.text(),
                                       field.id, here, item.id.text(), field.value));
        }
    };
    take(&CaseFacts::own_fields);
    take(&CaseFacts::personal_fields);
    return taken;
}

// What the other case takes over.
Payloads takeover(ledger::Session &session, Case const &item, Case const &target,
                  std::vector<Note> &notes) {
    auto const &policy = session.policy();
    auto after = target;
    Payloads events;
    if (!target.customer && item.customer) {
        after.customer = item.customer;
        if (auto note =
                terms_note(policy, target, ledger::customer_of(session.writer(), item.customer)))
            notes.push_back(std::move(*note));
        events.emplace_back(
            event::CustomerSet{item.customer, {}, false, item.reply_to, target.missing, {}});
    }
    event::FactsGiven given;
    static_cast<CaseFacts &>(given) = lacking(item, target, notes);
    take_known(after, given);
    given.warranty_until = rules::warranty_until(policy, after.product, after.purchase_date);
    given.missing =
        rules::missing_facts(policy, after, ledger::customer_of(session.writer(), after.customer));
    if (static_cast<CaseFacts const &>(given) != CaseFacts{} || given.missing != target.missing)
        events.emplace_back(std::move(given));
    event::Tagged tagged;
    for (auto const &tag : item.tags)
        if (same_tag(target.tags, tag).empty()) tagged.added.push_back(tag);
    if (!tagged.added.empty()) events.emplace_back(std::move(tagged));
    events.emplace_back(event::Linked{LinkKind::merged, item.id, is_unanswered(item)});
    return events;
}

// The other case gets the links of the case that it can have.
void carry_links(ledger::Session &session, Case const &item, CaseId target,
                 std::vector<Note> &notes) {
    for (auto const &link : item.links) {
        if (link.kind == LinkKind::merged || link.other == target) continue;
        auto const carried = link_cases(session, target, link.kind, link.other);
        if (!carried && carried.refusal().code != "linked")
            notes.emplace_back(say("{}: the link of {} with {} is not taken over: {}",
                                   target.text(), item.id.text(), link.other.text(),
                                   carried.refusal().message));
    }
}

void note_promise(Policy const &policy, Case const &item, Case const &target,
                  std::vector<Note> &notes) {
    auto const promised = promised_for(item);
    if (!promised) return;
    notes.emplace_back(say("{}: {} had promised an end by {}: promise it here too",
                           target.id.text(), item.id.text(),
                           Zone::load(policy.desk.zone).format(*promised)));
}

}  // namespace

Outcome<ledger::Receipt> merge_cases(ledger::Session &session, CaseId id, CaseId into,
                                     std::string const &reason) {
    std::vector<Note> notes;
    return ledger::change(
        session, id, Right::case_cancel, Step::note,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_source(item)) return *no;
            auto const worked = worked_instead(session, id, into);
            if (!worked) return worked.refusal();
            if (*worked != into)
                notes.emplace_back(say("{}: {} is a duplicate too: {} is worked instead", id.text(),
                                       into.text(), worked->text()));
            auto const target = ledger::load(session.writer(), session.adopted(), *worked).value();
            if (auto no = refuse_target(target)) return *no;
            if (auto no = refuse_customers(item, target)) return *no;
            if (auto no = refuse_visits(item, target)) return *no;
            if (auto no = refuse_tasks(item, target)) return *no;
            auto taken = ledger::change(
                session, *worked, Right::case_cancel, Step::facts,
                [&](Case const &) -> Outcome<Payloads> {
                    return takeover(session, item, target, notes);
                },
                [&](ledger::Receipt &done) {
                    if (rules::asks_anew(target.missing, done.item.missing))
                        notify(session, done, MessageKind::missing);
                });
            if (!taken) return taken.refusal();
            std::ranges::move(taken->notes, std::back_inserter(notes));
            carry_links(session, item, *worked, notes);
            note_promise(session.policy(), item, target, notes);
            return Payloads{event::Cancelled{reason, *worked}};
        },
        [&](ledger::Receipt &done) { std::ranges::move(notes, std::back_inserter(done.notes)); });
}

}  // namespace dcc::desk
