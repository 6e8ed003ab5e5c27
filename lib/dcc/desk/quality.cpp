#include <dcc/calendar/zone.hpp>
#include <dcc/desk/quality.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/same_person.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

// Nobody reviews their own work, nor the same resolution twice.
std::optional<Refusal> refuse_reviewer(ledger::Session &session, Case const &item) {
    auto const &policy = session.policy();
    auto const events = session.writer().events(item.id);
    if (rules::is_among(policy, session.doer(), rules::workers_of(events), session.users()))
        return Refusal{
            "own_work",
            say("{} worked on {} and may not review it", session.actor(), item.id.text()),
            "have a colleague review it"};
    for (auto const &event : events)
        if (std::holds_alternative<event::QualityScored>(event.payload) && item.resolved_at &&
            event.at >= *item.resolved_at &&
            rules::same_person(policy, session.doer(), rules::doer_of(event), session.users()))
            return Refusal{"reviewed",
                           say("{} has reviewed {} already", session.actor(), item.id.text()),
                           Hint{Remedy::show_history, "see the history", {item.id.text()}}};
    return std::nullopt;
}

store::TrainingRow row_of(event::TrainingRecorded const &training) {
    return {training.person, training.held, training.topic, training.category, training.withdrawn};
}

}  // namespace

Outcome<ledger::Receipt> score_quality(ledger::Session &session, CaseId id,
                                       rules::ReviewGiven const &given) {
    return ledger::change(session, id, Right::quality_score, Step::note,
                          [&](Case const &item) -> Outcome<Payloads> {
                              auto scored = rules::review_of(session.policy(), item, given);
                              if (!scored) return scored.refusal();
                              if (auto no = refuse_reviewer(session, item)) return *no;
                              return Payloads{std::move(*scored)};
                          });
}

Outcome<ledger::Receipt> do_fault_step(ledger::Session &session, CaseId id,
                                       std::optional<int> review, std::string const &step,
                                       std::string const &comment) {
    return ledger::change(session, id, Right::quality_score, Step::note,
                          [&](Case const &item) -> Outcome<Payloads> {
                              auto done = rules::fault_step_of(item, review, step);
                              if (!done) return done.refusal();
                              done->comment = comment;
                              return Payloads{std::move(*done)};
                          });
}

Outcome<TrainingReceipt> record_training(ledger::Session &session, TrainingArgs const &args) {
    if (auto no = session.refuse(Right::training_record)) return *no;
    if (args.held > session.now())
        return Refusal{"times",
                       say("a training at {} is in the future",
                           Zone::load(session.policy().desk.zone).format(args.held)),
                       "record it when it has taken place",
                       {"held"}};
    ledger::Session::Transaction transaction{session};
    TrainingReceipt receipt;
    for (auto const &person : args.people) {
        event::TrainingRecorded const training{person, args.held, args.topic, args.category,
                                               args.withdrawn};
        if (auto no = rules::refuse_training(session.policy(), training)) return *no;
        auto const known = session.writer().training(person, args.held, args.topic);
        if (args.withdrawn && !known)
            return Refusal{"no_such_training", say("no such training of {} is on record", person),
                           "give its time and its topic as they were recorded"};
        if (known == row_of(training)) continue;
        receipt.rows.push_back(row_of(training));
        session.record(training);
    }
    if (receipt.rows.empty()) return Refusal{"unchanged", "that training is recorded already", {}};
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
