#include <dcc/exchange/detail/csv_rows.hpp>
#include <dcc/rules/opening.hpp>

#include <array>
#include <utility>

namespace dcc::exchange {
namespace {

// Nothing when the row does not have a status.
std::optional<Status> status_of(Rows const &rows, CsvRow const &row, bool is_change) {
    auto const text = rows.text(row, "status");
    if (text.empty()) return std::nullopt;
    if (text == "open") return Status{std::nullopt, is_change};
    auto const state = parse_word<State>(text);
    if (!state) throw BadRow{say("status: \"{}\" is not a state of a case", text)};
    return Status{state, is_change};
}

bool is_end(Status const &status) {
    return status.state && is_ended(*status.state);
}

bool is_cancelled(std::optional<Status> const &status) {
    return status && (status->state == State::cancelled || status->state == State::duplicate);
}

// What the other system says of its deadline; nothing when the row does not.
std::optional<bool> verdict_of(Rows const &rows, CsvRow const &row) {
    auto const text = rows.text(row, "verdict");
    if (text.empty()) return std::nullopt;
    if (text != "met" && text != "breached")
        throw BadRow{say("verdict: \"{}\" is neither met nor breached", text)};
    return text == "met";
}

// Refuses times that are in a wrong order. Others are refused by the lifecycle of the case.
void check_order(Rows const &rows, CsvRow const &row) {
    constexpr std::array<std::pair<char const *, char const *>, 4> in_order{{
        {"received_at", "due_at"},
        {"waiting_from", "waiting_to"},
        {"resolved_at", "closed_at"},
        {"replied_at", "closed_at"},
    }};
    for (auto const &[first, second] : in_order) {
        auto const from = rows.instant(row, first);
        auto const to = rows.instant(row, second);
        if (from && to && *to < *from)
            throw BadRow{say("{} \"{}\" is before {} \"{}\"", second, rows.text(row, second), first,
                             rows.text(row, first))};
    }
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

std::vector<std::string> tags_of(Rows const &rows, CsvRow const &row) {
    auto tags = split_words(rows.text(row, "tags"));
    std::erase_if(tags, is_blank);
    return tags;
}

desk::OpenArgs open_args(Rows const &rows, Policy const &policy, CsvRow const &row) {
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
    open.tags = tags_of(rows, row);
    open.given_fields = rows.own_fields(policy, row);
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
        throw BadRow{say("kind: \"{}\" is neither service nor complaint", kind)};
    }
    return open;
}

// A word of an enum; nothing when the row has none.
template <class E>
std::optional<E> word_of(Rows const &rows, CsvRow const &row, std::string const &field) {
    auto const text = rows.text(row, field);
    if (text.empty()) return std::nullopt;
    auto const value = parse_word<E>(text);
    if (!value) throw BadRow{say("{}: \"{}\" is not known", field, text)};
    return value;
}

// The steps of a complaint. Who assessed, proposed and approved is not known: the importing person
// is the actor of all steps, which are dated as imported.
void add_complaint(Rows const &rows, CsvRow const &row, History &history) {
    auto &steps = history.steps;
    if (rows.instant(row, "due_at")) throw BadRow{"due_at: a complaint has the times of its rule"};
    if (verdict_of(rows, row)) throw BadRow{"verdict: a complaint has the times of its rule"};
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

// The steps of a service case. Closing one that is cancelled in the end was cancelling it.
void add_service(Rows const &rows, CsvRow const &row, bool cancelled, History &history) {
    auto &steps = history.steps;
    auto const reply = rows.text(row, "reply");
    auto const replied = rows.instant(row, "first_reply_at");
    auto const resolved = rows.instant(row, "resolved_at");
    if (auto const due = rows.instant(row, "due_at"))
        steps.push_back({*history.open.received, event::Promised{*due, std::nullopt, {}}, {}});
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
    auto const closed = rows.instant(row, "closed_at");
    if (!closed) return;
    if (cancelled) {
        steps.push_back({*closed, event::Cancelled{}, {}});
        return;
    }
    if (!resolved) steps.push_back({*closed, event::Resolved{}, {}});
    steps.push_back({*closed, event::Closed{}, {}});
}

// Builds the history of one case from successive rows: each change becomes an event at the time of
// its row. What a row does not know has not changed.
class Life {
  public:
    Life(Rows const &rows, Policy const &policy) : rows_{rows}, policy_{policy} {}

    void begin(CsvRow const &row) {
        history_.open = open_args(rows_, policy_, row);
        rating_ = history_.open.rating;
    }

    void add(CsvRow const &row) {
        auto const at = std::max(rows_.at(row), *history_.open.received);
        auto const status = status_of(rows_, row, true);
        // Its new team and person have the case from when it was reopened.
        if (ended_ && status && !is_end(*status)) {
            add(at, {State::reopened, true});
            ended_ = false;
        }
        if (!ended_) {
            rate(at, rating(rows_, row));
            assign(at, rows_.text(row, "team"), rows_.text(row, "person"));
            if (auto const due = rows_.instant(row, "due_at")) promise(at, *due);
        }
        tell(at, row);
        if (auto const met = verdict_of(rows_, row)) met_ = met;
        last_ = at;
        if (!status) return;
        add(at, *status);
        ended_ = is_end(*status);
    }

    // Earlier rows say how it stood then, the last one how it ended.
    History take() {
        if (met_) record(last_, event::PromiseJudged{*met_});
        return std::move(history_);
    }

  private:
    template <class Payload>
    void record(Instant at, Payload payload) {
        history_.steps.push_back({at, std::move(payload), {}});
    }

    void add(Instant at, Status status) { history_.steps.push_back({at, {}, {}, status}); }

    void rate(Instant at, GivenRating const &now) {
        auto rating = rating_;
        for (auto const part : {&GivenRating::category, &GivenRating::impact, &GivenRating::urgency,
                                &GivenRating::priority})
            if (!(now.*part).empty()) rating.*part = now.*part;
        if (rating == rating_) return;
        rating_ = rating;
        auto args = history_.open;
        args.rating = rating;
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
                                  {},
                                  {},
                                  {}});
    }

    // A new team has the case without the person of the old one.
    void assign(Instant at, std::string team, std::string person) {
        if (team.empty()) team = team_;
        if (person.empty() && team == team_) person = person_;
        if (team == team_ && person == person_) return;
        team_ = team;
        person_ = person;
        record(at, event::Assigned{std::move(team), std::move(person), "import", {}});
    }

    void promise(Instant at, Instant due) {
        if (due == due_) return;
        record(at, event::Promised{due, due_, {}});
        due_ = due;
    }

    // What the row says and the row before it did not. A message after the end changes nothing: the
    // status tells whether the case was reopened.
    void tell(Instant at, CsvRow const &row) {
        if (is_new(note_, rows_.text(row, "note"))) record(at, event::Noted{note_});
        if (is_new(kept_, rows_.kept(row))) record(at, event::Noted{kept_});
        if (is_new(message_, rows_.text(row, "message")))
            record(at, event::Received{history_.open.channel, ended_, message_});
        if (is_new(reply_, rows_.text(row, "reply"))) record(at, event::Replied{reply_});
    }

    static bool is_new(std::string &last, std::string now) {
        if (now.empty() || now == last) return false;
        last = std::move(now);
        return true;
    }

    Rows const &rows_;
    Policy const &policy_;
    History history_;
    GivenRating rating_;
    std::string team_;
    std::string person_;
    std::optional<Instant> due_;
    std::string note_;
    std::string kept_;
    std::string message_;
    std::string reply_;
    std::optional<bool> met_;
    Instant last_;
    bool ended_ = false;
};

}  // namespace

History history_of(Rows const &rows, Policy const &policy, CsvRow const &row) {
    History history;
    history.open = open_args(rows, policy, row);
    check_order(rows, row);
    auto &steps = history.steps;
    auto const received = *history.open.received;
    auto const status = status_of(rows, row, false);
    auto const team = rows.text(row, "team");
    auto const person = rows.text(row, "person");
    for (auto &text : {rows.text(row, "note"), rows.kept(row)})
        if (!text.empty()) steps.push_back({received, event::Noted{text}, {}});
    if (!team.empty() || !person.empty())
        steps.push_back({received, event::Assigned{team, person, "import", {}}, {}});
    if (history.open.kind == CaseKind::complaint)
        add_complaint(rows, row, history);
    else
        add_service(rows, row, is_cancelled(status), history);
    std::ranges::stable_sort(steps, {}, &HistoryStep::at);
    auto const last = steps.empty() ? received : steps.back().at;
    if (status) steps.push_back({last, {}, {}, status});
    if (auto const met = verdict_of(rows, row))
        steps.push_back({last, event::PromiseJudged{*met}, {}});
    return history;
}

History history_of(Rows const &rows, Policy const &policy, std::span<CsvRow const> life) {
    // Some logs have the newest row first.
    std::vector<std::pair<Instant, CsvRow const *>> in_order;
    for (auto const &row : life) in_order.emplace_back(rows.at(row), &row);
    std::ranges::stable_sort(in_order, {}, &std::pair<Instant, CsvRow const *>::first);
    Life result{rows, policy};
    result.begin(*in_order.front().second);
    for (auto const &[at, row] : in_order) result.add(*row);
    return result.take();
}

}  // namespace dcc::exchange
