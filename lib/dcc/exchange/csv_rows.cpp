#include <dcc/exchange/detail/csv_rows.hpp>
#include <dcc/rules/opening.hpp>

namespace dcc::exchange {
namespace {

State state_of(std::string const &status) {
    if (status.empty() || status == "open") return State::new_case;
    auto const state = parse_word<State>(status);
    if (!state) throw BadRow{fmt::format("status: \"{}\" is not a state of a case", status)};
    return *state;
}

GivenRating rating(Rows const &rows, CsvRow const &row) {
    return {rows.text(row, "category"), rows.text(row, "impact"), rows.text(row, "urgency"),
            rows.text(row, "priority")};
}

void read_fact(Rows const &rows, CsvRow const &row, std::string_view name, std::string &fact) {
    fact = rows.text(row, std::string{name});
}

void read_fact(Rows const &rows, CsvRow const &row, std::string_view name,
               std::optional<Date> &fact) {
    fact = rows.date(row, std::string{name});
}

desk::OpenArgs open_args(Rows const &rows, CsvRow const &row) {
    desk::OpenArgs open;
    std::apply(
        [&](auto const &...fact) {
            auto const read = [&](auto const &one) {
                if constexpr (requires { read_fact(rows, row, one.name, open.*one.member); })
                    if ((one.uses & in_imports) != 0)
                        read_fact(rows, row, one.name, open.*one.member);
            };
            (read(fact), ...);
        },
        case_fact_table);
    open.channel = rows.text(row, "channel");
    open.rating = rating(rows, row);
    open.received = rows.instant(row, "received_at");
    for (auto const &fact : customer_fact_table)
        if (!fact.case_name.empty())
            open.customer.*fact.member = rows.text(row, std::string{fact.case_name});
    if (!open.received) throw BadRow{"received_at: the row has no time"};
    auto const kind = rows.text(row, "kind");
    if (kind == "complaint") {
        open.kind = CaseKind::complaint;
        open.registration.type = rows.text(row, "complaint_type");
        open.on_behalf_of = rows.text(row, "on_behalf_of");
    } else if (!kind.empty() && kind != "service") {
        throw BadRow{fmt::format("kind: \"{}\" is neither service nor complaint", kind)};
    }
    return open;
}

// A word of an enum; nothing when the row has none.
template <class E>
std::optional<E> word_of(Rows const &rows, CsvRow const &row, std::string const &field) {
    auto const text = rows.text(row, field);
    if (text.empty()) return std::nullopt;
    auto const value = parse_word<E>(text);
    if (!value) throw BadRow{fmt::format("{}: \"{}\" is not known", field, text)};
    return value;
}

// The steps of a complaint. Who assessed, proposed and approved is not known: the importing person
// is the actor of all steps, which are dated as imported.
void add_complaint(Rows const &rows, CsvRow const &row, History &history) {
    auto &steps = history.steps;
    if (auto const at = rows.instant(row, "acknowledged_at"))
        steps.push_back({*at, event::Acknowledged{1, history.open.channel, false}, {}});
    auto const replied = rows.instant(row, "replied_at");
    auto const decision = word_of<Decision>(rows, row, "decision");
    auto const severity = rows.text(row, "severity");
    if (replied && !decision) throw BadRow{"replied_at: the row has no decision"};
    auto const decided = replied.value_or(*history.open.received);
    if (!severity.empty() || replied) {
        event::Assessed assessed;
        assessed.severity = severity;
        assessed.by = "import";
        steps.push_back({decided, std::move(assessed), {}});
    }
    if (replied) {
        Proposal proposal;
        proposal.decision = *decision;
        proposal.body = rows.text(row, "reply");
        auto const digest = proposal_digest(proposal);
        steps.push_back(
            {decided, event::RemedyProposed{1, 1, digest, *decision, {}, proposal.body}, {}});
        steps.push_back({decided, event::RemedyApproved{1, digest, {}, {}}, {}});
        steps.push_back({decided,
                         event::Decided{1, 1, digest, *decision, history.open.channel, std::nullopt,
                                        proposal.body},
                         {}});
    }
    auto const closed = rows.instant(row, "closed_at");
    auto const outcome = word_of<ComplaintOutcome>(rows, row, "outcome");
    if (outcome && !replied) throw BadRow{"outcome: the row has no replied_at"};
    if (outcome)
        steps.push_back(
            {closed.value_or(decided), event::OutcomeRecorded{1, *outcome, 0, {}, {}}, {}});
    if (closed && (!outcome || *outcome == ComplaintOutcome::accepted))
        steps.push_back({*closed, event::Closed{}, {}});
    if (auto const cause = rows.text(row, "cause"); !cause.empty())
        steps.push_back({closed.value_or(decided), event::CauseFound{cause, {}, {}}, {}});
}

// Builds the history of one case from successive rows: each change becomes an event at the time of
// its row.
class Life {
  public:
    Life(Rows const &rows, Policy const &policy) : rows_{rows}, policy_{policy} {}

    void begin(CsvRow const &row) {
        history_ = {};
        history_.open = open_args(rows_, row);
        rating_ = history_.open.rating;
        team_.clear();
        person_.clear();
        state_ = State::new_case;
    }

    void add(CsvRow const &row) {
        auto const at = std::max(rows_.at(row), *history_.open.received);
        rate(at, rating(rows_, row));
        assign(at, rows_.text(row, "team"), rows_.text(row, "person"));
        move(at, state_of(rows_.text(row, "status")));
    }

    History take() { return std::move(history_); }

  private:
    template <class Payload>
    void record(Instant at, Payload payload) {
        history_.steps.push_back({at, std::move(payload), {}});
    }

    void rate(Instant at, GivenRating const &now) {
        if (is_ended(state_) || now == rating_) return;
        rating_ = now;
        auto args = history_.open;
        args.rating = now;
        auto opened = rules::opening(policy_, args, std::nullopt, args.customer, *args.received);
        record(at, event::Triaged{opened.category,
                                  "given",
                                  opened.impact,
                                  opened.urgency,
                                  opened.priority,
                                  "given",
                                  opened.given,
                                  opened.repeat_of,
                                  opened.missing,
                                  opened.terms,
                                  {}});
    }

    void assign(Instant at, std::string const &team, std::string const &person) {
        if (is_ended(state_) || (team == team_ && person == person_) ||
            (team.empty() && person.empty()))
            return;
        team_ = team;
        person_ = person;
        record(at, event::Assigned{team, person, "import", {}});
    }

    void move(Instant at, State to) {
        if (to == state_ || (to == State::new_case && !is_ended(state_))) return;
        if (is_ended(state_) && !is_ended(to)) {
            record(at, event::Reopened{});
            state_ = State::reopened;
        }
        if (is_waiting(to))
            record(at, event::Waited{to});
        else if (is_waiting(state_) && !is_ended(to))
            record(at, event::Resumed{});
        else if (to == State::in_progress)
            record(at, event::Started{});
        else if (to == State::cancelled || to == State::duplicate)
            record(at, event::Cancelled{});
        else if (to == State::resolved || (to == State::closed && !is_ended(state_)))
            record(at, event::Resolved{});
        if (to == State::closed) record(at, event::Closed{});
        state_ = to;
    }

    Rows const &rows_;
    Policy const &policy_;
    History history_;
    GivenRating rating_;
    std::string team_;
    std::string person_;
    State state_ = State::new_case;
};

}  // namespace

History history_of(Rows const &rows, CsvRow const &row) {
    History history;
    history.open = open_args(rows, row);
    auto &steps = history.steps;
    auto const received = *history.open.received;
    auto const team = rows.text(row, "team");
    auto const person = rows.text(row, "person");
    if (!team.empty() || !person.empty())
        steps.push_back({received, event::Assigned{team, person, "import", {}}, {}});

    if (history.open.kind == CaseKind::complaint) {
        add_complaint(rows, row, history);
        std::ranges::stable_sort(steps, {}, &HistoryStep::at);
        history.ended_as = state_of(rows.text(row, "status"));
        return history;
    }
    auto const reply = rows.text(row, "reply");
    auto const replied = rows.instant(row, "first_reply_at");
    auto const resolved = rows.instant(row, "resolved_at");
    if (replied && replied != resolved) steps.push_back({*replied, event::Replied{reply}, {}});
    if (auto const from = rows.instant(row, "waiting_from")) {
        auto const on = rows.text(row, "waiting_on");
        steps.push_back({*from,
                         event::Waited{on == "third-party" ? State::waiting_third_party
                                                           : State::waiting_customer},
                         {}});
        if (auto const to = rows.instant(row, "waiting_to"))
            steps.push_back({*to, event::Resumed{}, {}});
    }
    if (resolved) {
        // The reply has the same time, or no time of its own.
        bool const answers = replied ? replied == resolved : !reply.empty();
        steps.push_back(
            {*resolved, event::Resolved{answers ? reply : std::string{}, answers, false}, {}});
    }
    if (auto const closed = rows.instant(row, "closed_at")) {
        if (!resolved) steps.push_back({*closed, event::Resolved{}, {}});
        steps.push_back({*closed, event::Closed{}, {}});
    }
    std::ranges::stable_sort(steps, {}, &HistoryStep::at);

    auto const status = state_of(rows.text(row, "status"));
    if (is_ended(status))
        history.ended_as = status;
    else if (is_waiting(status) && !resolved)
        steps.push_back({steps.empty() ? received : steps.back().at, event::Waited{status}, {}});
    return history;
}

History history_of(Rows const &rows, Policy const &policy, std::span<CsvRow const> life) {
    Life result{rows, policy};
    result.begin(life.front());
    for (auto const &row : life) result.add(row);
    return result.take();
}

}  // namespace dcc::exchange
