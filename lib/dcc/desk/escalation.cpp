#include <dcc/desk/escalation.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/waiting.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

class Escalation {
  public:
    explicit Escalation(ledger::Session &session) : session_{session}, policy_{session.policy()} {
        table_.columns = {{"case", "Case"},   {"action", "What"},
                          {"number", "No."},  {"message", "Message"},
                          {"due_at", "Due"},  {"waiting_for", "Waits for"},
                          {"since", "Since"}, {"subject", "Subject"}};
        table_.empty = "Nothing is due.";
    }

    void look_at(store::WaitingRow const &row) {
        // Told from the row alone whether anything can be due, for most of what waits has time.
        if (session_.now() < row.since || !step(row.state, row.since, {})) return;
        auto const item = ledger::load(session_.writer(), session_.adopted(), row.id);
        if (!item || session_.now() < item->updated_at) return;
        if (due(*item)) act(*item);
    }

    Table take() { return std::move(table_); }

  private:
    std::optional<rules::WaitingStep> step(State state, Instant since,
                                           std::optional<Instant> reminded) {
        auto const &waiting = policy_.waiting(state);
        if (waiting.calendar.empty()) return std::nullopt;
        auto const found = calendars_.try_emplace(waiting.calendar, nullptr);
        auto &calendar = found.first->second;
        if (!calendar)
            calendar = std::make_unique<Calendar>(policy_.calendars.at(waiting.calendar));
        return rules::waiting_step(waiting, *calendar, since, reminded, session_.now());
    }

    std::optional<rules::WaitingStep> due(Case const &item) {
        if (!item.waiting_since) return std::nullopt;
        return step(item.state, *item.waiting_since, rules::last_reminder(item));
    }

    std::string const &reason() {
        return session_.languages().in(policy_.desk.language).text(wording::Phrase::unanswered);
    }

    void act(Case const &before) {
        // The case as it is within the transaction decides, not as it was a moment ago.
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
                if (!step || step->close) return;
                std::map<std::string, std::string> said;
                if (step->ends) said["closes"] = format_utc(*step->ends);
                notify(session_, done, rules::reminder_kind(done.item.state), said);
            });
        // Where nobody can be told, nothing happens.
        if (!receipt || receipt->events.empty()) return;
        add_row(before, *step, *receipt);
        transaction.commit();
    }

    void add_row(Case const &before, rules::WaitingStep const &step,
                 ledger::Receipt const &receipt) {
        auto const kind = rules::reminder_kind(before.state);
        auto const &made = receipt.item.outgoing;
        table_.rows.push_back(
            {before.id.text(), std::string{step.close ? "close" : word(kind)},
             step.close ? Cell{} : Cell{std::int64_t{step.number}},
             step.close ? Cell{} : Cell{PartId{before.id, made.back().number}.text()}, step.due,
             std::string{before.state == State::waiting_customer ? "customer" : "third-party"},
             *before.waiting_since, before.subject});
    }

    ledger::Session &session_;
    Policy const &policy_;
    std::map<std::string, std::unique_ptr<Calendar>> calendars_;
    Table table_;
};

}  // namespace

Outcome<Table> escalate(ledger::Session &session) {
    if (auto no = rules::refuse_access(session.policy(), session.actor(), Right::route_escalate))
        return *no;
    Escalation escalation{session};
    for (auto const &row : session.writer().waiting_cases()) escalation.look_at(row);
    return escalation.take();
}

}  // namespace dcc::desk
