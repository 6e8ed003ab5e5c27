#include <dcc/rules/clock.hpp>
#include <dcc/rules/detail/fold_work.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

using namespace event;

bool is_running(Clock const &clock) {
    return clock.stage == Stage::running || clock.stage == Stage::paused;
}

// One event at work on one case.
class Fold {
  public:
    Fold(Case &item, Instant at, AdoptedTerms &adopted) : item_{item}, at_{at}, adopted_{adopted} {}

    // What moves neither state nor clocks.
    template <class Other>
    void operator()(Other const &) {}

    void operator()(Opened const &opened) {
        item_.customer = opened.customer;
        item_.channel = opened.channel;
        item_.subject = opened.subject;
        item_.body = opened.body;
        item_.product = opened.product;
        item_.order_no = opened.order_no;
        item_.serial_no = opened.serial_no;
        item_.remedy_sought = opened.remedy_sought;
        item_.purchase_date = opened.purchase_date;
        item_.external_id = opened.external_id;
        item_.category = opened.category;
        item_.impact = opened.impact;
        item_.urgency = opened.urgency;
        item_.priority = opened.priority;
        item_.given = opened.given;
        item_.kind = opened.complaint ? CaseKind::complaint : CaseKind::service;
        item_.about = opened.about;
        item_.repeat_of = opened.repeat_of;
        item_.missing = opened.missing;
        item_.received_at = at_;
        item_.messages = 1;
        item_.terms = adopted_.terms(opened.terms);
        start(ClockKind::first_response);
        start(ClockKind::resolution);
        start(ClockKind::handoff);
    }

    void operator()(Triaged const &triaged) {
        auto const take = [](std::string &mine, std::string const &given) {
            if (!given.empty()) mine = given;
        };
        take(item_.category, triaged.category);
        take(item_.impact, triaged.impact);
        take(item_.urgency, triaged.urgency);
        take(item_.priority, triaged.priority);
        for (auto const &word : triaged.given)
            if (std::ranges::count(item_.given, word) == 0) item_.given.push_back(word);
        item_.repeat_of = triaged.repeat_of;
        item_.missing = triaged.missing;
        if (item_.state == State::new_case) item_.state = State::triaged;
        if (item_.before_wait == State::new_case) item_.before_wait = State::triaged;
        if (triaged.terms.policy != item_.terms.policy || triaged.terms.rule != item_.terms.rule)
            retarget(adopted_.terms(triaged.terms));
    }

    void operator()(Assigned const &assigned) {
        if (assigned.team != item_.team) {
            end(ClockKind::handoff, Stage::completed);
            item_.team = assigned.team;
            start(ClockKind::handoff);
        }
        item_.person = assigned.person;
        if (!item_.person.empty()) item_.assigned_at = at_;
        auto &state = is_waiting(item_.state) ? item_.before_wait : item_.state;
        // A solution under review stays there, whoever holds the case.
        if (state == State::in_review || state == State::approved) return;
        state = assigned.person.empty() ? State::triaged : State::assigned;
    }

    void operator()(Started const &) { item_.state = State::in_progress; }

    // What was lacking is there: the case is triaged as if it were new.
    void operator()(FactsGiven const &facts) {
        auto &state = is_waiting(item_.state) ? item_.before_wait : item_.state;
        if (!item_.missing.empty() && facts.missing.empty() && item_.team.empty() &&
            state == State::triaged)
            state = State::new_case;
        item_.missing = facts.missing;
    }

    void operator()(Proposed const &proposed) {
        if (!proposed.draft && !proposed.review_by.empty())
            item_.state = State::in_review;
        else if (item_.state != State::reopened || !item_.person.empty())
            item_.state = State::in_progress;
    }

    void operator()(Submitted const &submitted) {
        if (!submitted.review_by.empty()) item_.state = State::in_review;
    }

    void operator()(Reviewed const &reviewed) {
        item_.state = reviewed.approved ? State::approved : State::in_progress;
    }

    void operator()(Confirmed const &) { item_.state = State::in_progress; }

    // A date that was broken stays so; one that is changed in time is neither kept nor broken.
    void operator()(Promised const &promised) {
        auto const *clock = running(ClockKind::promise);
        if (clock)
            end(ClockKind::promise, at_ > *clock->due_at ? Stage::completed : Stage::cancelled);
        start(ClockKind::promise);
        auto &fresh = item_.clocks.back();
        fresh.due_at = fresh.original_due_at = promised.by;
    }

    // What an event of its own tells of was counted there; an acknowledgement renews nothing; what
    // is left for a person to tell was not told yet.
    void operator()(Messaged const &messaged) {
        if (!messaged.by_hand) renew_update(messaged.kind);
    }

    void operator()(Delivered const &delivered) {
        for (auto const &message : item_.outgoing)
            if (message.number == delivered.message && message.state == MessageState::by_hand)
                renew_update(message.kind);
    }

    void operator()(Received const &) {
        ++item_.messages;
        if (item_.state == State::waiting_customer) item_.state = item_.before_wait;
        if (item_.state == State::resolved) reopen();
        if (!running(ClockKind::first_response) && !item_.asked_at) item_.asked_at = at_;
        start_cycles();
    }

    void operator()(Replied const &) {
        answer();
        if (item_.state == State::assigned ||
            (item_.state == State::reopened && !item_.person.empty()))
            item_.state = State::in_progress;
        end(ClockKind::update, Stage::completed);
        start_cycles();
    }

    void operator()(Waited const &waited) {
        if (!is_waiting(item_.state)) item_.before_wait = item_.state;
        item_.state = waited.on;
        item_.waiting_since = at_;
    }

    void operator()(Resumed const &) { item_.state = item_.before_wait; }

    void operator()(Resolved const &resolved) {
        item_.state = State::resolved;
        item_.at_once = resolved.at_once;
        item_.article = resolved.article;
        item_.invitations.push_back({at_, std::nullopt, std::nullopt});
        if (resolved.answered) {
            answer();
            end(ClockKind::update, Stage::completed);
        } else {
            leave_unmeasured(ClockKind::first_response);
            leave_unmeasured(ClockKind::next_response);
        }
        end(ClockKind::update, Stage::cancelled);
        end(ClockKind::handoff, Stage::completed);
        if (resolved.time_unknown) {
            leave_unmeasured(ClockKind::resolution);
            leave_unmeasured(ClockKind::promise);
            return;
        }
        end(ClockKind::resolution, Stage::completed);
        end(ClockKind::promise, Stage::completed);
        item_.resolved_at = at_;
        if (!item_.first_resolved_at) item_.first_resolved_at = at_;
    }

    void operator()(Reopened const &) { reopen(); }

    void operator()(Closed const &) {
        item_.state = State::closed;
        item_.closed_at = at_;
        end(ClockKind::handoff, Stage::completed);
        for (auto const &[kind, text] : clock_kind_words) end(kind, Stage::cancelled);
    }

    void operator()(Cancelled const &cancelled) {
        item_.state = cancelled.duplicate_of ? State::duplicate : State::cancelled;
        item_.duplicate_of = cancelled.duplicate_of;
        item_.closed_at = at_;
        for (auto const &[kind, text] : clock_kind_words) end(kind, Stage::cancelled);
    }

    // Pauses follow from the state the event left the case in.
    void settle_pauses() {
        for (auto &clock : item_.clocks) {
            if (!is_running(clock)) continue;
            auto const *term = item_.terms.term(clock.kind);
            bool const pauses = term && std::ranges::count(term->pauses, item_.state) > 0;
            bool const same =
                clock.stage == Stage::paused && pauses && clock.pauses.back().reason == item_.state;
            if (same || (!pauses && clock.stage == Stage::running)) continue;
            end_pause(clock);
            if (pauses) {
                clock.pauses.push_back({at_, std::nullopt, item_.state});
                clock.stage = Stage::paused;
            }
            reckon(clock, adopted_.calendar(clock.calendar_print));
        }
    }

  private:
    Clock *latest(ClockKind kind) {
        auto const found = std::find_if(item_.clocks.rbegin(), item_.clocks.rend(),
                                        [&](Clock const &clock) { return clock.kind == kind; });
        return found == item_.clocks.rend() ? nullptr : &*found;
    }

    Clock *running(ClockKind kind) {
        auto *clock = latest(kind);
        return clock && is_running(*clock) ? clock : nullptr;
    }

    void start(ClockKind kind) { start(kind, at_); }

    void start(ClockKind kind, Instant since) {
        auto const *last = latest(kind);
        Clock clock;
        clock.kind = kind;
        clock.instance = last ? last->instance + 1 : 1;
        clock.started_at = since;
        if (kind == ClockKind::handoff) clock.team = item_.team;
        target(clock);
        item_.clocks.push_back(std::move(clock));
    }

    void target(Clock &clock) {
        auto const *term = item_.terms.term(clock.kind);
        clock.policy = item_.terms.policy;
        clock.rule = item_.terms.rule;
        clock.place = item_.terms.place;
        clock.target = term ? term->target : std::nullopt;
        clock.calendar = term ? term->calendar : "24x7";
        clock.calendar_print = term ? term->calendar_print : Digest{};
        reckon(clock, adopted_.calendar(clock.calendar_print));
    }

    // The new targets count from the original starts, with every pause kept.
    void retarget(ServiceTerms const &promise) {
        item_.terms = promise;
        for (auto &clock : item_.clocks)
            if (is_running(clock) && clock.kind != ClockKind::handoff &&
                clock.kind != ClockKind::promise)
                target(clock);
        start_cycles();
    }

    // A cycle counts from its message, also where its promise came later than that.
    void start_cycles() {
        if (is_ended(item_.state)) return;
        auto const begin = [&](ClockKind kind, std::optional<Instant> since) {
            if (since && !running(kind) && item_.terms.term(kind)) start(kind, *since);
        };
        begin(ClockKind::next_response, item_.asked_at);
        begin(ClockKind::update, item_.told_at);
    }

    void end_pause(Clock &clock) {
        if (clock.stage != Stage::paused) return;
        auto &pause = clock.pauses.back();
        pause.to = at_;
        if (pause.from == at_) clock.pauses.pop_back();
        clock.stage = Stage::running;
    }

    void end(ClockKind kind, Stage stage) {
        auto *clock = running(kind);
        if (!clock) return;
        end_pause(*clock);
        clock->stage = stage;
        clock->stopped_at = at_;
        reckon(*clock, adopted_.calendar(clock->calendar_print));
    }

    // Nobody can say whether the promise was kept: the clock ends without one.
    void leave_unmeasured(ClockKind kind) {
        auto *clock = running(kind);
        if (!clock) return;
        clock->target.reset();
        clock->due_at.reset();
        end(kind, Stage::cancelled);
    }

    // The customer heard of us. Until the first response there is nothing to renew.
    void renew_update(MessageKind kind) {
        bool const counts = kind == MessageKind::missing || kind == MessageKind::promise ||
                            kind == MessageKind::reminder || kind == MessageKind::waiting;
        if (!counts || !item_.told_at || is_ended(item_.state)) return;
        item_.told_at = at_;
        end(ClockKind::update, Stage::completed);
        start_cycles();
    }

    // A person told the customer something.
    void answer() {
        ++item_.replies;
        if (!item_.first_reply_at) item_.first_reply_at = at_;
        item_.told_at = at_;
        item_.asked_at.reset();
        end(ClockKind::first_response, Stage::completed);
        end(ClockKind::next_response, Stage::completed);
    }

    // The same instance runs on; the time the case stood ended is a pause.
    void run_on(Clock *clock, State ended_as) {
        if (!clock || !clock->stopped_at) return;
        if (*clock->stopped_at < at_) clock->pauses.push_back({*clock->stopped_at, at_, ended_as});
        clock->stopped_at.reset();
        clock->stage = Stage::running;
        target(*clock);
    }

    void reopen() {
        auto const ended_as = item_.state;
        item_.state = State::reopened;
        item_.resolved_at.reset();
        item_.closed_at.reset();
        item_.duplicate_of.reset();
        ++item_.reopened;
        run_on(latest(ClockKind::resolution), ended_as);
        if (!item_.first_reply_at) run_on(latest(ClockKind::first_response), ended_as);
        if (item_.asked_at) {
            auto *clock = latest(ClockKind::next_response);
            if (clock && clock->stage == Stage::cancelled && clock->started_at == *item_.asked_at)
                run_on(clock, ended_as);
            else
                item_.asked_at = at_;
        }
        if (item_.told_at) item_.told_at = at_;
        start(ClockKind::handoff);
        start_cycles();
    }

    Case &item_;
    Instant at_;
    AdoptedTerms &adopted_;
};

}  // namespace

void apply(Case &item, Event const &event, AdoptedTerms &adopted) {
    if (event.case_id) item.id = *event.case_id;
    item.updated_at = event.at;
    item.last_event = event.seq;
    Fold fold{item, event.at, adopted};
    std::visit(fold, event.payload);
    fold.settle_pauses();
    if (!is_waiting(item.state)) item.waiting_since.reset();
    fold_work(item, event);
}

void apply(Customer &customer, Event const &event) {
    customer.last_event = event.seq;
    if (auto const *added = std::get_if<CustomerAdded>(&event.payload)) {
        customer.id = *event.customer_id;
        customer.name = added->name;
        customer.phone = added->phone;
        customer.email = added->email;
        customer.language = added->language;
        customer.tier = added->tier;
        customer.preferred_channel = added->preferred_channel;
        customer.external_id = added->external_id;
        customer.added_at = event.at;
    }
}

Case replay(std::span<Event const> events, AdoptedTerms &adopted) {
    Case item;
    for (auto const &event : events) apply(item, event, adopted);
    return item;
}

}  // namespace dcc::rules
