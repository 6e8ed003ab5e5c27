#include <dcc/base/text.hpp>
#include <dcc/desk/handover.hpp>
#include <dcc/desk/judges.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/handover.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::string const &holder_of(Case const &item) {
    return item.person.empty() ? item.team : item.person;
}

std::optional<Refusal> refuse_fields(Policy const &policy, Case const &item,
                                     std::string const &team,
                                     std::vector<HandoverField> const &known) {
    for (auto const &one : known) {
        if (one.name.empty() || is_blank(one.value))
            return Refusal{"missing_fields",
                           one.name.empty() ? "a field without a name"
                                            : say("the field \"{}\" is empty", one.name),
                           Hint{Remedy::give,
                                "give it",
                                {"handover.field", one.name.empty() ? "NAME" : one.name}},
                           {"field"}};
        if (std::ranges::count(known, one.name, &HandoverField::name) > 1)
            return Refusal{"twice",
                           say("the field \"{}\" is given twice", one.name),
                           "give it once",
                           {"field"}};
    }
    auto missing = rules::required_to_tell(policy, item.category, team);
    std::erase_if(missing, [&](std::string const &name) {
        return std::ranges::count(known, name, &HandoverField::name) > 0;
    });
    if (missing.empty()) return std::nullopt;
    return Refusal{
        "missing_fields", say("the receiver needs to know: {}", fmt::join(missing, ", ")),
        Hint{Remedy::give, "give each of them", {"handover.field", missing.front()}}, missing};
}

void note_bounces(Policy const &policy, ledger::Receipt &done) {
    if (!rules::goes_back_and_forth(policy, done.item.bounces)) return;
    done.notes.emplace_back(
        say("{}: came back {} times to somebody who had handed it on: decide whose it is",
            done.item.id.text(), done.item.bounces),
        Hint{Remedy::show_history, "see the history", {done.item.id.text()}});
}

// The receiver is the assignee, or else everybody of the team.
std::optional<Refusal> refuse_receiver(ledger::Session &session, Case const &item) {
    if (!item.handover)
        return Refusal{"no_handover",
                       say("no hand-over of {} waits to be accepted", item.id.text()),
                       Hint{Remedy::show_case, "see who has it", {item.id.text()}}};
    auto const *actor = session.policy().person(session.actor());
    bool const is_receiver =
        actor && (item.person.empty() ? actor->team == item.team : actor->id == item.person);
    if (is_receiver) return std::nullopt;
    return Refusal{"not_receiver",
                   say("{} was handed to {}, not to {}", item.id.text(),
                       item.person.empty() ? "team " + item.team : item.person, session.actor()),
                   "the receiver accepts or returns it; others can assign it"};
}

// Why the sender cannot take the case back; empty when they can.
std::string why_not_back(ledger::Session &session, Case const &item, std::string const &sender) {
    auto const &policy = session.policy();
    auto const *person = policy.person(sender);
    if (!person) return "is not on the staff list";
    Staffing staffing{session};
    if (staffing.is_absent(*person)) return "is absent";
    rules::Work const work{person->team, item.category, item.priority};
    return rules::has_room(policy, *person, work, staffing.load(*person)) ? "" : "is at capacity";
}

}  // namespace

Outcome<ledger::Receipt> hand_over(ledger::Session &session, CaseId id, HandoverArgs const &args) {
    auto const &policy = session.policy();
    if (auto no = rules::refuse_blank(args.reason, "reason", "handover.reason")) return *no;
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::route_handover, Step::assign,
        [&](Case const &item) -> Outcome<Payloads> {
            if (item.team.empty() && item.person.empty())
                return Refusal{"not_held",
                               say("nobody has {} yet: there is nothing to hand over", id.text()),
                               Hint{Remedy::give, "assign it", {"handover.assign", id.text()}}};
            auto chosen = Staffing{session}.choose(item, args.to);
            if (!chosen) return chosen.refusal();
            if (chosen->team == item.team && chosen->person == item.person)
                return Refusal{
                    "unchanged", say("{} has {} already", holder_of(item), id.text()), {}};
            if (item.complaint && !chosen->person.empty())
                if (auto no = refuse_judge(session, item, {chosen->person, {}})) return *no;
            if (auto no = refuse_fields(policy, item, chosen->team, args.known)) return *no;
            notes = std::move(chosen->notes);
            return Payloads{event::HandedOver{chosen->team, chosen->person, item.team, item.person,
                                              args.reason, args.known, args.to.reason}};
        },
        [&](ledger::Receipt &done) { note_bounces(policy, done); });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

Outcome<ledger::Receipt> accept_handover(ledger::Session &session, CaseId id) {
    return ledger::change(session, id, Right::route_handover, Step::assign,
                          [&](Case const &item) -> Outcome<Payloads> {
                              if (auto no = refuse_receiver(session, item)) return *no;
                              return Payloads{event::HandoverAccepted{}};
                          });
}

Outcome<ledger::Receipt> return_handover(ledger::Session &session, CaseId id,
                                         std::string const &reason) {
    if (auto no = rules::refuse_blank(reason, "reason", "handover.reason")) return *no;
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::route_handover, Step::assign,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_receiver(session, item)) return *no;
            event::HandoverReturned returned{item.handover->from_team, item.handover->from_person,
                                             reason};
            if (returned.person.empty()) return Payloads{std::move(returned)};
            auto const why = why_not_back(session, item, returned.person);
            if (!why.empty() && !returned.team.empty()) {
                notes.push_back(say("{}: {} {}: team {} has it", id.text(), returned.person, why,
                                    returned.team));
                returned.person.clear();
            }
            return Payloads{std::move(returned)};
        },
        [&](ledger::Receipt &done) { note_bounces(session.policy(), done); });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

}  // namespace dcc::desk
