#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/action.hpp>
#include <dcc/desk/staffing.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_plan(ledger::Session &session, PlanArgs const &args) {
    auto const &policy = session.policy();
    if (auto no = rules::refuse_line(args.title, "title", "action.title")) return no;
    if (auto no = rules::refuse_blank(args.measure, "measure", "action.measure")) return no;
    if (args.causes.empty())
        return Refusal{"no_cause", "the action is against no cause",
                       Hint{Remedy::give, "give at least one", {"action.causes"}}};
    for (auto const &cause : args.causes)
        if (auto no = rules::refuse_unlisted("cause", cause, policy.complaints.causes)) return no;
    if (auto no = rules::refuse_unlisted("person", args.owner, policy.staff)) return no;
    if (args.due > session.now()) return std::nullopt;
    auto const zone = Zone::load(policy.desk.zone);
    return Refusal{"time_gone",
                   say("{} has already passed: it is now {}", zone.format(args.due, true),
                       zone.format(session.now(), true)),
                   "give a later time",
                   {"due"}};
}

std::optional<Refusal> refuse_complaints(ledger::Session &session,
                                         std::vector<CaseId> const &complaints) {
    for (auto const id : complaints) {
        auto const row = session.writer().find(id);
        if (!row) return ledger::no_such(id);
        if (row->kind != CaseKind::complaint)
            return Refusal{"not_a_complaint",
                           say("{} is no complaint", id.text()),
                           Hint{Remedy::show_case, "see the case", {id.text()}},
                           {"complaints"}};
    }
    return std::nullopt;
}

// Its owners, and whoever carried it out.
std::vector<rules::Doer> doers_of(std::vector<Event> const &events) {
    std::vector<rules::Doer> doers = rules::workers_of(events);
    for (auto const &event : events)
        if (std::holds_alternative<event::ActionDone>(event.payload))
            doers.push_back(rules::doer_of(event));
    return doers;
}

bool is_against(Policy const &policy, std::vector<std::string> const &causes,
                std::string const &found) {
    return std::ranges::any_of(
        causes, [&](std::string const &cause) { return policy.is_within(found, cause); });
}

}  // namespace

Outcome<ledger::Receipt> plan_action(ledger::Session &session, PlanArgs const &args) {
    if (auto no = session.refuse(Right::complaint_action)) return *no;
    ledger::Session::Transaction transaction{session};
    if (auto no = refuse_plan(session, args)) return *no;
    if (auto no = refuse_complaints(session, args.complaints)) return *no;
    ledger::Receipt receipt;
    receipt.item.id = session.writer().next_case_id();
    event::Opened opened;
    opened.kind = CaseKind::action;
    opened.subject = args.title;
    opened.body = args.measure;
    Payloads happened{std::move(opened),
                      event::Planned{args.nature, args.causes, args.complaints, args.due}};
    if (!args.owner.empty()) {
        Holder const to{args.owner, args.force.has_value(), args.force.value_or("")};
        auto chosen = Staffing{session}.choose(receipt.item, to);
        if (!chosen) return chosen.refusal();
        event::Assigned assigned{chosen->team, chosen->person, "hand", {}};
        assigned.instead_of = std::move(chosen->instead_of);
        assigned.despite = to.reason;
        happened.emplace_back(std::move(assigned));
        receipt.notes = std::move(chosen->notes);
    }
    session.record(receipt, session.now(), std::move(happened));
    transaction.commit();
    return receipt;
}

Outcome<ledger::Receipt> start_action(ledger::Session &session, CaseId id) {
    return ledger::change(session, id, Right::complaint_action, Step::start,
                          [&](Case const &item) -> Outcome<Payloads> {
                              if (item.kind != CaseKind::action)
                                  return Refusal{
                                      "not_an_action", say("{} is no action", id.text()),
                                      Hint{Remedy::show_case, "see the case", {id.text()}}};
                              return Payloads{event::Started{}};
                          });
}

Outcome<ledger::Receipt> finish_action(ledger::Session &session, CaseId id,
                                       std::string const &body) {
    if (auto no = rules::refuse_blank(body, "result", "action.body")) return *no;
    return ledger::change(
        session, id, Right::complaint_action, Step::finish,
        [&](Case const &) -> Outcome<Payloads> { return Payloads{event::ActionDone{body}}; });
}

Outcome<ledger::Receipt> verify_action(ledger::Session &session, CaseId id, bool effective,
                                       std::string const &body) {
    if (auto no = rules::refuse_blank(body, "finding", "action.body")) return *no;
    return ledger::change(
        session, id, Right::complaint_verify, Step::verify, [&](Case const &) -> Outcome<Payloads> {
            auto const doers = doers_of(session.writer().events(id));
            if (rules::is_among(session.policy(), session.doer(), doers, session.users()))
                return Refusal{
                    "own_work",
                    say("{} carried out {} and may not verify it", session.actor(), id.text()),
                    "somebody else does this",
                    {},
                    ErrorKind::no_permission};
            return Payloads{event::ActionVerified{effective, body}};
        });
}

void reopen_recurring(ledger::Session &session, ledger::Receipt &complaint) {
    auto const &policy = session.policy();
    auto const &cause = complaint.item.complaint->cause;
    for (auto const &row : session.writer().verified_actions()) {
        if (!row.done_at || complaint.item.received_at <= *row.done_at ||
            !is_against(policy, split_words(row.causes), cause))
            continue;
        auto action = ledger::load(session.writer(), session.adopted(), row.case_id);
        if (!action || action->state != State::verified) continue;
        ledger::Receipt reopened{std::move(*action), {}, {}};
        session.record(
            reopened, session.now(),
            event::Reopened{fmt::format("{}: cause {} again", complaint.item.id.text(), cause)});
        complaint.notes.push_back(say("{}: the cause recurs: action {} is reopened",
                                      complaint.item.id.text(), row.case_id.text()));
    }
}

}  // namespace dcc::desk
