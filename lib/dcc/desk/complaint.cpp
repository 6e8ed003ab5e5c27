#include <dcc/base/text.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/action.hpp>
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/judges.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/ledger/preview.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/complaint.hpp>
#include <dcc/rules/extension.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/moved.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::string tier_of(ledger::Session &session, Case const &item) {
    return ledger::customer_of(session.writer(), item.customer).tier;
}

// Takes over what is not given.
void copy_from(OpenArgs &args, Case const &about) {
    args.about = about.id;
    auto facts = static_cast<CaseFacts const &>(about);
    facts.external_id.clear();
    facts.remedy_sought.clear();
    facts.body.clear();
    take_known(facts, args);
    static_cast<CaseFacts &>(args) = facts;
    if (args.channel.empty()) args.channel = about.channel;
    if (args.rating.category.empty()) {
        args.rating.category = about.category;
        args.rating_given = false;
    }
    if (args.customer.name.empty() && about.customer) args.customer.name = about.customer->text();
}

std::optional<Refusal> refuse_assessment(Policy const &policy, AssessArgs const &args) {
    if (auto no = rules::refuse_unlisted("severity", args.severity.value_or(""),
                                         policy.complaints.severities))
        return no;
    if (auto no = rules::refuse_unlisted("impact", args.impact.value_or(""), policy.impacts))
        return no;
    if (auto no = rules::refuse_unlisted("team", args.department, policy.teams)) return no;
    return policy.complaints.types.empty()
               ? std::nullopt
               : rules::refuse_unlisted("type", args.type, policy.complaints.types);
}

// What is given, else what the policy's rule finds, else what was assessed before.
event::Assessed assessed_by(Case const &item, AssessArgs const &args, AssessRule const *rule) {
    auto assessment = item.complaint->assessment.value_or(Assessment{});
    if (rule) assessment = rule->assessment;
    event::Assessed assessed;
    assessed.severity = args.severity.value_or(assessment.severity);
    assessed.complexity = args.complexity.value_or(assessment.complexity);
    assessed.impact = args.impact.value_or(assessment.impact);
    assessed.safety = args.safety.value_or(assessment.safety);
    assessed.immediate = args.immediate.value_or(assessment.immediate);
    assessed.complaint_type = !args.type.empty()            ? args.type
                              : rule && !rule->type.empty() ? rule->type
                                                            : item.complaint->type;
    assessed.department = args.department;
    assessed.by = rule ? fmt::format("rule \"{}\" ({})", rule->name, rule->place.text()) : "given";
    assessed.reason = args.reason;
    return assessed;
}

// The case as the assessment makes it, with the terms and the department that follow.
Case with_terms(ledger::Session &session, Case const &item, event::Assessed &assessed) {
    auto const tier = tier_of(session, item);
    auto after = item;
    after.complaint->assessment = Assessment{assessed.severity, assessed.complexity,
                                             assessed.impact, assessed.safety, assessed.immediate};
    after.complaint->type = assessed.complaint_type;
    auto const &policy = session.policy();
    assessed.terms = rules::complaint_terms(policy, after, tier, item.complaint->round().number);
    if (assessed.department.empty())
        assessed.department = rules::complaint_department(policy, after, tier);
    return ledger::preview(session, item, assessed);
}

// The complainant has the policy's time to answer the decision.
std::optional<Refusal> refuse_early(Policy const &policy, Case const &item,
                                    ComplaintOutcome outcome, Instant now) {
    auto const &complaints = policy.complaints;
    auto const &replied = item.complaint->round().replied_at;
    if (outcome != ComplaintOutcome::silent || !complaints.silence || !replied) return std::nullopt;
    Calendar const calendar{policy.calendars.at(complaints.silence_calendar)};
    auto const until = calendar.due(*replied, *complaints.silence).at;
    if (until < now) return std::nullopt;
    return Refusal{"too_early",
                   say("the complainant of {} has until {} to answer", item.id.text(),
                       Zone::load(policy.desk.zone).format(until)),
                   "it is closed by itself after that time"};
}

void note_open_remedies(ledger::Receipt &receipt) {
    for (auto const &remedy : receipt.item.complaint->remedies)
        if (remedy.state == RemedyState::granted)
            receipt.notes.push_back(say("{}: not carried out yet: {}",
                                        RemedyId{receipt.item.id, remedy.number}.text(),
                                        remedy.kind));
}

}  // namespace

Outcome<ledger::Receipt> open_complaint(ledger::Session &session, OpenArgs args,
                                        std::optional<CaseId> from) {
    if (auto no = session.refuse(Right::complaint_open)) return *no;
    args.kind = CaseKind::complaint;
    ledger::Session::Transaction transaction{session};
    if (from) {
        auto const about = ledger::load(session.writer(), session.adopted(), *from);
        if (!about) return ledger::no_such(*from);
        copy_from(args, *about);
    }
    if (auto no = refuse_open(session.policy(), args, session.now())) return *no;
    if (auto no = refuse_taken(session, args)) return *no;
    auto receipt = open_within(session, args);
    if (!receipt) return receipt;
    bool const joint = args.registration.complainants > 1;
    if (joint != !args.representatives.empty())
        receipt->notes.push_back(say("{}: {}", receipt->item.id.text(),
                                     joint
                                         ? "nobody represents the joint complainants"
                                         : "there are representatives, but only one complainant"));
    transaction.commit();
    return receipt;
}

Outcome<ledger::Receipt> acknowledge(ledger::Session &session, CaseId id,
                                     std::string const &channel) {
    if (auto no = rules::refuse_unlisted("channel", channel, session.policy().channels)) return *no;
    return ledger::change(
        session, id, Right::complaint_acknowledge, Step::acknowledge,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const &round = item.complaint->round();
            if (round.acknowledged_at)
                return Refusal{
                    "unchanged",
                    say("round {} of {} was acknowledged on {}", round.number, id.text(),
                        Zone::load(session.policy().desk.zone).format(*round.acknowledged_at)),
                    {}};
            return Payloads{
                event::Acknowledged{round.number, channel.empty() ? item.channel : channel, false}};
        });
}

Outcome<ledger::Receipt> assess(ledger::Session &session, CaseId id, AssessArgs const &args) {
    auto const &policy = session.policy();
    if (auto no = refuse_assessment(policy, args)) return *no;
    std::string before;  // its severity
    return ledger::change(
        session, id, Right::complaint_assess, Step::assess,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_judge(session, item, session.doer())) return *no;
            if (item.complaint->assessment) before = item.complaint->assessment->severity;
            auto const *rule =
                args.severity ? nullptr : rules::assess_rule(policy, item, tier_of(session, item));
            auto assessed = assessed_by(item, args, rule);
            if (assessed.severity.empty())
                return Refusal{"no_severity",
                               say("no rule of the policy assesses {}", id.text()),
                               Hint{Remedy::give, "give its severity", {"complaint.severity"}},
                               {"severity"}};
            assessed.deadlines = rules::moved_deadlines(item, with_terms(session, item, assessed));
            return Payloads{std::move(assessed)};
        },
        [&](ledger::Receipt &done) {
            auto const &severity = done.item.complaint->assessment->severity;
            if (severity != before && rules::is_alarming(policy, severity))
                alert_staff(session, done);
        });
}

Outcome<ledger::Receipt> recuse(ledger::Session &session, CaseId id, std::string const &person,
                                bool complained_about, std::string const &reason) {
    if (auto no = rules::refuse_unlisted("person", person, session.policy().staff)) return *no;
    return ledger::change(
        session, id, Right::complaint_investigate, Step::recuse,
        [&](Case const &item) -> Outcome<Payloads> {
            if (std::ranges::count(item.complaint->recused, Recusal{person, complained_about}) > 0)
                return Refusal{
                    "unchanged", say("{} is recused from {} already", person, id.text()), {}};
            return Payloads{event::Recused{person, complained_about, reason}};
        });
}

Outcome<ledger::Receipt> record_outcome(ledger::Session &session, CaseId id,
                                        ComplaintOutcome outcome, std::string const &reason) {
    auto const &policy = session.policy();
    auto receipt = ledger::change(
        session, id, Right::complaint_outcome, Step::outcome,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const &round = item.complaint->round();
            bool const contested = outcome == ComplaintOutcome::contested;
            if (round.outcome && (!contested || *round.outcome == outcome))
                return Refusal{
                    "unchanged",
                    say("round {} of {} ended as {}", round.number, id.text(),
                        word(*round.outcome)),
                    contested ? "this was the last round" : "only contesting is possible later"};
            if (auto no = refuse_early(policy, item, outcome, session.now())) return *no;
            event::OutcomeRecorded recorded;
            recorded.round = round.number;
            recorded.outcome = outcome;
            recorded.reason = reason;
            if (contested && round.number < policy.complaints.rounds) {
                recorded.next_round = round.number + 1;
                recorded.terms = rules::complaint_terms(policy, item, tier_of(session, item),
                                                        recorded.next_round);
            }
            return Payloads{std::move(recorded)};
        },
        [&](ledger::Receipt &done) {
            tell_of_cancelled_visits(session, done);
            if (outcome == ComplaintOutcome::accepted) notify(session, done, MessageKind::survey);
            if (outcome != ComplaintOutcome::contested) return;
            if (rules::is_ended(done.item))
                notify(session, done, MessageKind::closing);
            else
                acknowledge_by_mail(session, done);
        });
    if (!receipt) return receipt;
    if (outcome != ComplaintOutcome::contested) return receipt;
    if (rules::is_ended(receipt->item))
        receipt->notes.push_back(
            say("{}: that was the last round: the complaint is closed, and the complainant "
                "is told of the outside body",
                id.text()));
    else
        receipt->notes.emplace_back(
            say("{}: round {} begins and needs another handler", id.text(),
                receipt->item.complaint->round().number),
            Hint{Remedy::assign_handler, "assign it to another person", {id.text()}});
    return receipt;
}

Outcome<ledger::Receipt> withdraw(ledger::Session &session, CaseId id, std::string const &reason) {
    auto receipt = ledger::change(
        session, id, Right::complaint_withdraw, Step::withdraw,
        [&](Case const &) -> Outcome<Payloads> { return Payloads{event::Withdrawn{reason}}; },
        [&](ledger::Receipt &done) { tell_of_cancelled_visits(session, done); });
    if (receipt) note_open_remedies(*receipt);
    return receipt;
}

Outcome<ledger::Receipt> close_complaint(ledger::Session &session, CaseId id,
                                         std::string const &reason) {
    auto receipt = ledger::change(
        session, id, Right::complaint_outcome, Step::close,
        [&](Case const &) -> Outcome<Payloads> { return Payloads{event::Closed{reason}}; },
        [&](ledger::Receipt &done) { tell_of_cancelled_visits(session, done); });
    if (!receipt) return receipt;
    note_open_remedies(*receipt);
    return receipt;
}

Outcome<ledger::Receipt> extend(ledger::Session &session, CaseId id, std::string const &reason) {
    auto const &policy = session.policy();
    if (is_blank(reason))
        return Refusal{"no_reason",
                       "an extension needs a reason, which the complainant is told",
                       Hint{Remedy::give, "give a reason", {"complaint.reason"}},
                       {"reason"}};
    return ledger::change(
        session, id, Right::complaint_extend, Step::extend,
        [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_judge(session, item, session.doer())) return *no;
            auto extended = rules::extension(policy, item, session.actor(), session.now());
            if (!extended) return extended.refusal();
            extended->reason = reason;
            auto const after = ledger::preview(session, item, *extended);
            extended->due = rules::reply_clock(after)->due_at;
            return Payloads{std::move(*extended)};
        },
        [&](ledger::Receipt &done) {
            notify(session, done, MessageKind::extension);
            if (rules::reply_clock(done.item)->beyond_table)
                done.notes.push_back(
                    say("{}: the new deadline lies beyond the calendar's table of holidays",
                        id.text()));
        });
}

Outcome<ledger::Receipt> find_cause(ledger::Session &session, CaseId id, CauseArgs const &args) {
    auto const &causes = session.policy().complaints.causes;
    if (is_blank(args.cause))
        return Refusal{"no_cause", "no cause is given",
                       Hint{Remedy::give, "give it", {"complaint.cause"}}};
    if (auto no = rules::refuse_unlisted("cause", args.cause, causes)) return *no;
    for (auto const &cause : args.contributing)
        if (auto no = rules::refuse_unlisted("cause", cause, causes)) return *no;
    return ledger::change(
        session, id, Right::complaint_cause, Step::cause,
        [&](Case const &) -> Outcome<Payloads> {
            return Payloads{event::CauseFound{args.cause, args.contributing, args.body}};
        },
        [&](ledger::Receipt &done) { reopen_recurring(session, done); });
}

}  // namespace dcc::desk
