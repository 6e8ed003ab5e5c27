#include <dcc/base/columns.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/rules/waiting.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// The action taken on one case.
struct Done {
    Case const *before;
    rules::WaitingStep step;
    Instant since;                    // it waits
    std::optional<Message> reminder;  // none when the case was closed
};

Columns<Done> done_columns() {
    auto const item = [](auto part) { return part_of(&Done::before, part); };
    auto const action = [](Done const &done) {
        return done.step.close ? "close" : word(rules::reminder_kind(done.before->state));
    };
    auto const message_id = [](Done const &done) {
        return done.reminder ? cell_of(MessageId{done.before->id, done.reminder->number}) : Cell{};
    };
    auto const waiting_for = [](Case const &before) {
        return before.state == State::waiting_third_party ? "third-party"
               : before.state == State::in_testing        ? "testing"
                                                          : "customer";
    };
    return {
        {"case", "Case", item(&Case::id)},
        {"action", "Action", action},
        {"number", "No.",
         [](Done const &done) { return done.step.close ? Cell{} : cell_of(done.step.number); }},
        {"message", "Message", message_id},
        {"due_at", "Due", [](Done const &done) { return done.step.due; }},
        {"waiting_for", "Waiting for", item(waiting_for)},
        {"since", "Since", &Done::since},
        {"subject", "Subject", item([](Case const &before) { return Cell{before.subject}; })},
    };
}

class Escalation {
  public:
    explicit Escalation(ledger::Session &session) : session_{session}, policy_{session.policy()} {}

    void look_at(store::WaitingRow const &row) {
        // The row alone shows whether anything can be due: most waiting cases need no loading.
        if (session_.now() < row.since || !step(row.state, row.since, {})) return;
        auto const item = ledger::load(session_.writer(), session_.adopted(), row.id);
        if (!item || session_.now() < item->updated_at) return;
        if (due(*item)) act(*item);
    }

    // Closes the complaints whose decision nobody answered in time.
    void close_unanswered() {
        auto const &complaints = policy_.complaints;
        if (!complaints.silence) return;
        Calendar const calendar{policy_.calendars.at(complaints.silence_calendar)};
        for (auto const &row : session_.writer().unanswered_complaints(session_.now())) {
            auto const due = calendar.due(*row.replied_at, *complaints.silence).at;
            if (due < session_.now()) close_silent(row.case_id, due);
        }
    }

    Escalated take() { return {std::move(table_), std::move(notes_)}; }

  private:
    std::optional<rules::WaitingStep> step(State state, Instant since,
                                           std::optional<Instant> reminded, bool closes = true) {
        auto waiting = policy_.waiting(state);
        if (!closes) waiting.close_after.reset();
        if (waiting.calendar.empty()) return std::nullopt;
        auto const found = calendars_.try_emplace(waiting.calendar, nullptr);
        auto &calendar = found.first->second;
        if (!calendar)
            calendar = std::make_unique<Calendar>(policy_.calendars.at(waiting.calendar));
        return rules::waiting_step(waiting, *calendar, since, reminded, session_.now());
    }

    std::optional<rules::WaitingStep> due(Case const &item) {
        if (!item.waiting_since) return std::nullopt;
        // Only an outcome or a withdrawal ends a complaint.
        return step(item.state, *item.waiting_since, rules::last_reminder(item), !item.complaint);
    }

    void close_silent(CaseId id, Instant due) {
        std::optional<Case> before;
        auto const receipt = ledger::change(
            session_, id, Right::route_escalate, Step::lapse,
            [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
                before = item;
                std::vector<event::Payload> happened;
                if (item.state == State::replied)
                    happened.emplace_back(event::OutcomeRecorded{
                        item.complaint->round().number, ComplaintOutcome::silent, 0, {}, {}});
                return happened;
            },
            [&](ledger::Receipt &done) { tell_of_cancelled_visits(session_, done); });
        if (!receipt || receipt->events.empty()) return;
        take_notes(*receipt);
        columns_.add(
            table_,
            {&*before, {true, due, 0, {}}, *before->complaint->round().replied_at, std::nullopt});
    }

    std::string const &reason() {
        return session_.languages().in(policy_.desk.language).text(wording::Phrase::unanswered);
    }

    void act(Case const &before) {
        // The case is decided on as loaded within the transaction: it may have changed since.
        std::optional<rules::WaitingStep> step;
        ledger::Session::Transaction transaction{session_};
        auto const receipt = ledger::change(
            session_, before.id, Right::route_escalate, Step::lapse,
            [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
                step = due(item);
                std::vector<event::Payload> happened;
                if (step && step->close) happened.emplace_back(event::Closed{reason()});
                return happened;
            },
            [&](ledger::Receipt &done) {
                if (step && step->close) tell_of_cancelled_visits(session_, done);
                if (!step || step->close) return;
                std::map<std::string, std::string> values;
                if (step->ends) values["closes"] = format_utc(*step->ends);
                notify(session_, done, rules::reminder_kind(done.item.state), values);
            });
        // Nothing is recorded when no message could be created.
        if (!receipt || !step || !is_done(*receipt)) return;
        take_notes(*receipt);
        add_row(before, *step, *receipt);
        transaction.commit();
    }

    // Not only superseded.
    static bool is_done(ledger::Receipt const &receipt) {
        return std::ranges::any_of(receipt.events, [](Event const &event) {
            return !std::holds_alternative<event::MessageSuperseded>(event.payload);
        });
    }

    void take_notes(ledger::Receipt const &receipt) {
        std::ranges::copy(receipt.notes, std::back_inserter(notes_));
    }

    void add_row(Case const &before, rules::WaitingStep const &step,
                 ledger::Receipt const &receipt) {
        std::optional<Message> reminder;
        if (!step.close) reminder = receipt.item.outgoing.back();
        columns_.add(table_, {&before, step, *before.waiting_since, std::move(reminder)});
    }

    ledger::Session &session_;
    Policy const &policy_;
    std::map<std::string, std::unique_ptr<Calendar>> calendars_;
    Columns<Done> columns_ = done_columns();
    Table table_ = columns_.table("Nothing is due.");
    std::vector<Note> notes_;
};

}  // namespace

Outcome<Escalated> escalate(ledger::Session &session) {
    if (auto no = session.refuse(Right::route_escalate)) return *no;
    Escalation escalation{session};
    for (auto const &row : session.writer().waiting_cases()) escalation.look_at(row);
    escalation.close_unanswered();
    auto escalated = escalation.take();
    note_passed(dispatch_waiting(session), escalated.notes);
    return escalated;
}

}  // namespace dcc::desk
