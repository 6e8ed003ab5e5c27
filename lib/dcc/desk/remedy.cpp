#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/judges.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/remedy.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/budget.hpp>
#include <dcc/rules/judging.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

constexpr std::size_t most_remedies = 20;

std::optional<Refusal> refuse_remedies(Proposal const &proposal) {
    auto const bad = [](std::string message, Hint hint) {
        return Refusal{"bad_remedy", std::move(message), std::move(hint), {"remedies"}};
    };
    if (proposal.remedies.size() > most_remedies)
        return Refusal{"too_many", say("more than {} remedies", most_remedies),
                       "leave some out, or join amounts of one kind"};
    for (auto const &remedy : proposal.remedies) {
        std::string const kind{word(remedy.kind)};
        Hint const amount{Remedy::give, "give its amount", {"remedy.amount", kind}};
        if (is_money(remedy.kind) && !remedy.amount)
            return bad(say("{} needs an amount", kind), amount);
        if (!is_money(remedy.kind) && remedy.amount)
            return bad(say("{} has no amount", kind),
                       Hint{Remedy::give, "leave the amount out", {"remedy.no_amount", kind}});
        if (remedy.amount && remedy.amount->minor == 0)
            return bad(say("{} of nothing", kind), amount);
    }
    auto const grants = std::ranges::find_if(proposal.remedies, [](ProposedRemedy const &remedy) {
        return remedy.kind != RemedyKind::explanation && remedy.kind != RemedyKind::apology;
    });
    if (proposal.decision == Decision::rejected && grants != proposal.remedies.end())
        return bad(say("a rejected complaint is granted no {}", grants->kind),
                   "leave it out, or decide otherwise");
    return std::nullopt;
}

// The newest version of all rounds.
Proposal const *last_proposal(Complaint const &complaint) {
    Proposal const *last = nullptr;
    for (auto const &round : complaint.rounds)
        if (round.proposal) last = &*round.proposal;
    return last;
}

// Who wrote the version under decision: every author of a version of this round that shares its
// text, its decision or its remedies.
std::vector<rules::Doer> authors_of(std::vector<Event> const &events, Proposal const &proposal,
                                    int round) {
    std::vector<rules::Doer> authors;
    for (auto const &event : events)
        if (auto const *one = std::get_if<event::RemedyProposed>(&event.payload))
            if (one->round == round &&
                (one->version == proposal.version || one->body == proposal.body ||
                 (!one->remedies.empty() && one->remedies == proposal.remedies)))
                authors.push_back(rules::doer_of(event));
    return authors;
}

std::optional<Refusal> refuse_author(ledger::Session &session, Case const &item) {
    auto const &round = item.complaint->round();
    auto const authors =
        authors_of(session.writer().events(item.id), *round.proposal, round.number);
    for (auto const &author : authors)
        if (rules::same_person(session.policy(), session.doer(), author, session.users()))
            return Refusal{
                "own_work",
                say("{} wrote version {}{} and may not decide on it", session.actor(),
                    round.proposal->version,
                    session.actor() == author.actor ? std::string{} : " as " + author.actor),
                "another person with authority does this",
                {},
                ErrorKind::no_permission};
    return std::nullopt;
}

std::optional<Refusal> refuse_other_text(Case const &item, std::string const &digest) {
    auto const &proposal = *item.complaint->round().proposal;
    if (digest.empty() || hex(proposal.digest).starts_with(digest)) return std::nullopt;
    return Refusal{"other_text",
                   say("version {} has digest {}, not {}", proposal.version,
                       short_hex(proposal.digest), digest),
                   Hint{Remedy::read_again, "read it again", {item.id.text()}},
                   {"digest"}};
}

// The budgets of the complaint's department, with what was granted of them.
std::vector<rules::BudgetState> budgets_of(ledger::Session &session, Case const &item) {
    std::vector<rules::BudgetState> states;
    auto const zone = Zone::load(session.policy().desk.zone);
    for (auto const &budget : session.policy().complaints.budgets) {
        if (budget.team != item.complaint->department) continue;
        auto const span = rules::period_of(budget.period, session.now(), zone);
        states.push_back({&budget, session.writer().granted(budget.team, budget.amount.currency,
                                                            span.from, span.before)});
    }
    return states;
}

// The role by whose authority the actor approves.
Outcome<std::string> authority(ledger::Session &session, Case const &item) {
    auto const sums = rules::sums_of(item.complaint->round().proposal->remedies);
    auto const over = rules::exceeded(sums, budgets_of(session, item));
    return rules::authority_for(session.policy(), item, session.actor(), sums, !over.empty());
}

// When remedies that are granted now must be carried out.
std::optional<Instant> remedies_due(Policy const &policy, Instant now) {
    auto const &complaints = policy.complaints;
    if (!complaints.carry_out) return std::nullopt;
    Calendar const calendar{policy.calendars.at(complaints.carry_out_calendar)};
    return calendar.due(now, *complaints.carry_out).at;
}

void note_budgets(ledger::Session &session, ledger::Receipt &receipt) {
    auto const sums = rules::sums_of(receipt.item.complaint->round().proposal->remedies);
    for (auto const &over : rules::exceeded(sums, budgets_of(session, receipt.item)))
        receipt.notes.push_back(
            say("{}: exceeds the budget of {} ({} a {}, {} granted): the next authority approves",
                receipt.item.id.text(), over.budget->team, format_money(over.budget->amount),
                over.budget->period, format_money({over.granted, over.budget->amount.currency})));
}

}  // namespace

Outcome<ledger::Receipt> add_finding(ledger::Session &session, CaseId id, std::string const &body,
                                     std::string const &from) {
    if (auto no = rules::refuse_blank(body, "text", "case.body")) return *no;
    return ledger::change(session, id, Right::complaint_investigate, Step::finding,
                          [&](Case const &item) -> Outcome<Payloads> {
                              if (auto no = refuse_judge(session, item, session.doer())) return *no;
                              return Payloads{event::FindingAdded{from, body}};
                          });
}

Outcome<ledger::Receipt> propose_remedy(ledger::Session &session, CaseId id,
                                        ProposeRemedyArgs const &args) {
    return ledger::change(
        session, id, Right::complaint_propose, Step::propose_remedy,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_judge(session, item, session.doer())) return *no;
            auto const &round = item.complaint->round();
            auto const *last = last_proposal(*item.complaint);
            auto proposal = round.proposal.value_or(Proposal{});
            if (!args.decision && !round.proposal)
                return Refusal{"no_decision", "there is no decision yet",
                               Hint{Remedy::give, "give the decision", {"complaint.decision"}}};
            if (args.decision) proposal.decision = *args.decision;
            if (args.remedies) proposal.remedies = *args.remedies;
            if (args.body) proposal.body = *args.body;
            if (is_blank(proposal.body))
                return Refusal{"empty_text",
                               "the decision has no reasons",
                               Hint{Remedy::give, "give them", {"case.body"}},
                               {"body"}};
            if (auto no = refuse_remedies(proposal)) return *no;
            proposal.digest = proposal_digest(proposal);
            if (round.proposal && round.proposal->digest == proposal.digest)
                return Refusal{
                    "unchanged", say("version {} is identical", round.proposal->version), {}};
            return Payloads{event::RemedyProposed{round.number, last ? last->version + 1 : 1,
                                                  proposal.digest, proposal.decision,
                                                  proposal.remedies, proposal.body}};
        },
        [&](ledger::Receipt &done) { note_budgets(session, done); });
}

Outcome<ledger::Receipt> approve_remedy(ledger::Session &session, CaseId id,
                                        ApproveArgs const &args) {
    return ledger::change(session, id, Right::complaint_approve, Step::approve,
                          [&](Case const &item) -> Outcome<Payloads> {
                              if (auto no = refuse_author(session, item)) return *no;
                              if (auto no = refuse_judge(session, item, session.doer())) return *no;
                              if (auto no = refuse_other_text(item, args.digest)) return *no;
                              auto const role = authority(session, item);
                              if (!role) return role.refusal();
                              auto const &proposal = *item.complaint->round().proposal;
                              return Payloads{event::RemedyApproved{
                                  proposal.version, proposal.digest, *role, args.reason}};
                          });
}

Outcome<ledger::Receipt> return_remedy(ledger::Session &session, CaseId id,
                                       ApproveArgs const &args) {
    if (is_blank(args.reason))
        return Refusal{"no_reason",
                       "a return needs a reason",
                       Hint{Remedy::give, "give a reason", {"complaint.reason"}},
                       {"reason"}};
    return ledger::change(
        session, id, Right::complaint_approve, Step::give_back,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_author(session, item)) return *no;
            if (auto no = refuse_judge(session, item, session.doer())) return *no;
            if (auto no = refuse_other_text(item, args.digest)) return *no;
            auto const &proposal = *item.complaint->round().proposal;
            return Payloads{event::RemedyReturned{proposal.version, proposal.digest, args.reason}};
        });
}

Outcome<ledger::Receipt> reply_complaint(ledger::Session &session, CaseId id,
                                         std::string const &channel) {
    auto const &policy = session.policy();
    if (auto no = rules::refuse_unlisted("channel", channel, policy.channels)) return *no;
    return ledger::change(
        session, id, Right::complaint_reply, Step::decide,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_judge(session, item, session.doer())) return *no;
            auto const &round = item.complaint->round();
            auto const &proposal = *round.proposal;
            if (proposal_digest(proposal) != proposal.digest)
                return Refusal{"other_text",
                               say("the text of version {} is not the one that was "
                                   "approved",
                                   proposal.version),
                               Hint{Remedy::read_again, "read it again", {id.text()}}};
            event::Decided decided{round.number,
                                   proposal.version,
                                   proposal.digest,
                                   proposal.decision,
                                   channel.empty() ? item.channel : channel,
                                   std::nullopt,
                                   proposal.body};
            if (!proposal.remedies.empty())
                decided.remedies_due = remedies_due(policy, session.now());
            return Payloads{std::move(decided)};
        },
        [&](ledger::Receipt &done) { notify(session, done, MessageKind::decision); });
}

Outcome<ledger::Receipt> remedy_done(ledger::Session &session, RemedyId id,
                                     std::string const &body) {
    return ledger::change(
        session, id.case_id, Right::complaint_remedy, Step::remedy,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const &remedies = item.complaint->remedies;
            auto const remedy = std::ranges::find(remedies, id.number, &GrantedRemedy::number);
            if (remedy == remedies.end())
                return Refusal{"no_such_remedy",
                               say("{} has no remedy {}", id.case_id.text(), id.number),
                               Hint{Remedy::show_case, "see the complaint", {id.case_id.text()}}};
            if (remedy->state != RemedyState::granted)
                return Refusal{"unchanged", say("remedy {} is {}", id.text(), remedy->state),
                               Hint{Remedy::show_case, "see the complaint", {id.case_id.text()}}};
            return Payloads{event::RemedyDone{id.number, body}};
        });
}

}  // namespace dcc::desk
