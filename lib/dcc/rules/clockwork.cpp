#include <dcc/rules/clock.hpp>
#include <dcc/rules/detail/clockwork.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <utility>

namespace dcc::rules {
namespace {

bool is_running(Clock const &clock) {
    return clock.stage == Stage::running || clock.stage == Stage::paused;
}

bool is_of_round(ClockKind kind) {
    return kind == ClockKind::acknowledge || kind == ClockKind::reply;
}

}  // namespace

Instant Clockwork::now(Clock const &clock) const {
    if (!clock.counting.whole_minutes) return at_;
    auto last = clock.started_at;
    if (!clock.pauses.empty()) last = clock.pauses.back().to.value_or(clock.pauses.back().from);
    return std::max(as_counted(clock, at_), clock.stopped_at.value_or(last));
}

Clock *Clockwork::latest(ClockKind kind) {
    auto const found = std::find_if(item_.clocks.rbegin(), item_.clocks.rend(),
                                    [&](Clock const &clock) { return clock.kind == kind; });
    return found == item_.clocks.rend() ? nullptr : &*found;
}

Clock *Clockwork::running(ClockKind kind) {
    auto *clock = latest(kind);
    return clock && is_running(*clock) ? clock : nullptr;
}

void Clockwork::open() {
    bool const is_ours = item_.terms.conventions.opened_by_staff;
    if (is_ours) item_.told_at = at_;
    for (auto const kind : lifecycle_of(item_).clocks)
        if (!running(kind) && !is_of_round(kind) && !(is_ours && kind == ClockKind::first_response))
            start(kind);
    ask_from_creation();
    start_cycles();
}

void Clockwork::start(ClockKind kind) {
    start(kind, at_);
}

void Clockwork::start(ClockKind kind, Instant since) {
    auto const *last = latest(kind);
    Clock clock;
    clock.kind = kind;
    clock.instance = last ? last->instance + 1 : 1;
    clock.counting = counting_of(kind);
    clock.started_at = as_counted(clock, since);
    if (kind == ClockKind::handoff) clock.team = item_.team;
    target(clock);
    item_.clocks.push_back(std::move(clock));
}

void Clockwork::start_until(ClockKind kind, Instant due) {
    start(kind);
    item_.clocks.back().target.reset();
    item_.clocks.back().due_at = item_.clocks.back().original_due_at = due;
}

void Clockwork::judge_promise(bool met) {
    if (!latest(ClockKind::promise)) {
        start(ClockKind::promise, item_.received_at);
        item_.clocks.back().target.reset();
    }
    end(ClockKind::promise, Stage::completed);
    latest(ClockKind::promise)->judged_met = met;
}

void Clockwork::start_round() {
    if (!running(ClockKind::acknowledge) && !item_.complaint->round().acknowledged_at)
        start(ClockKind::acknowledge);
    auto const *term = item_.terms.term(ClockKind::reply);
    bool const waits = term && term->when_complete && !item_.missing.empty();
    if (!waits && !running(ClockKind::reply)) start(ClockKind::reply);
}

void Clockwork::extend() {
    if (auto *clock = running(ClockKind::reply)) target(*clock);
}

void Clockwork::target(Clock &clock) {
    auto const *term = item_.terms.term(clock.kind);
    clock.policy = item_.terms.policy;
    clock.rule = item_.terms.rule;
    clock.place = item_.terms.place;
    clock.target = term ? term->target : std::nullopt;
    if (clock.kind == ClockKind::reply && item_.complaint && term)
        if (auto const steps = static_cast<std::size_t>(item_.complaint->round().extensions);
            steps > 0 && steps <= term->extensions.size())
            clock.target = term->extensions[steps - 1].to;
    clock.counting = counting_of(clock.kind);
    if (clock.kind == ClockKind::resolution && clock.instance > 1 && clock.target &&
        !clock.target->in_business_days && item_.terms.conventions.reopening != Reopening::restart)
        clock.target->seconds -= std::min(clock.target->seconds, spent_before(clock));
    clock.calendar = term ? term->calendar : "24x7";
    clock.calendar_print = term ? term->calendar_print : Digest{};
    reckon(clock, adopted_.calendar(clock.calendar_print));
}

Counting Clockwork::counting_of(ClockKind kind) const {
    return item_.terms.term(kind) ? item_.terms.conventions.counting : Counting{};
}

Seconds Clockwork::spent_before(Clock const &clock) {
    Seconds spent{0};
    for (auto const &earlier : item_.clocks)
        if (earlier.kind == clock.kind && earlier.instance < clock.instance)
            spent += elapsed(earlier, adopted_.calendar(earlier.calendar_print), at_);
    return spent;
}

void Clockwork::retarget(ServiceTerms const &terms) {
    item_.terms = terms;
    for (auto &clock : item_.clocks)
        if (is_running(clock) && clock.kind != ClockKind::handoff &&
            clock.kind != ClockKind::promise && clock.kind != ClockKind::task)
            target(clock);
    ask_from_creation();
    start_cycles();
}

bool Clockwork::starts_with_case(ClockKind kind) const {
    return std::ranges::count(item_.terms.conventions.from_creation, kind) > 0;
}

void Clockwork::ask_from_creation() {
    if (starts_with_case(ClockKind::next_response) && !item_.told_at && !item_.asked_at &&
        !latest(ClockKind::next_response))
        item_.asked_at = item_.received_at;
}

void Clockwork::start_cycles() {
    if (is_ended(item_)) return;
    auto const begin = [&](ClockKind kind, std::optional<Instant> since) {
        if (since && !running(kind) && item_.terms.term(kind)) start(kind, *since);
    };
    begin(ClockKind::next_response, item_.asked_at);
    begin(ClockKind::update, item_.told_at || !starts_with_case(ClockKind::update)
                                 ? item_.told_at
                                 : item_.received_at);
}

void Clockwork::contact() {
    for (auto const kind : item_.terms.conventions.any_contact) {
        auto const *clock = running(kind);
        if (!clock || clock->started_at == now(*clock)) continue;
        // The customer's next message is contact, but no answer to the one before.
        bool const counts = kind == ClockKind::update || is_breached(*clock, at_);
        end(kind, counts ? Stage::completed : Stage::cancelled);
        start(kind);
    }
}

void Clockwork::end_pause(Clock &clock) {
    if (clock.stage != Stage::paused) return;
    auto &pause = clock.pauses.back();
    pause.to = now(clock);
    if (pause.from == *pause.to) clock.pauses.pop_back();
    clock.stage = Stage::running;
}

void Clockwork::end(ClockKind kind, Stage stage) {
    if (auto *clock = running(kind)) end(*clock, stage);
}

void Clockwork::end(Clock &clock, Stage stage) {
    end_pause(clock);
    clock.stage = stage;
    clock.stopped_at = now(clock);
    reckon(clock, adopted_.calendar(clock.calendar_print));
}

void Clockwork::leave_unmeasured(ClockKind kind) {
    auto *clock = running(kind);
    if (!clock) return;
    clock->target.reset();
    clock->due_at.reset();
    end(kind, Stage::cancelled);
}

void Clockwork::renew_update(MessageKind kind) {
    bool const counts = kind == MessageKind::missing || kind == MessageKind::promise ||
                        kind == MessageKind::reminder || kind == MessageKind::waiting ||
                        kind == MessageKind::incident;
    bool const has_begun = item_.told_at || starts_with_case(ClockKind::update);
    if (!counts || !has_begun || is_ended(item_)) return;
    item_.told_at = at_;
    end(ClockKind::update, Stage::completed);
    start_cycles();
}

void Clockwork::answer() {
    ++item_.replies;
    if (!item_.first_reply_at) item_.first_reply_at = at_;
    item_.told_at = at_;
    item_.asked_at.reset();
    end(ClockKind::first_response, Stage::completed);
    end(ClockKind::next_response, Stage::completed);
}

void Clockwork::end_silently() {
    bool const answers = item_.terms.conventions.silent_end_answers;
    for (auto const kind : {ClockKind::first_response, ClockKind::next_response}) {
        if (answers)
            end(kind, Stage::completed);
        else
            leave_unmeasured(kind);
    }
    end(ClockKind::update, answers ? Stage::completed : Stage::cancelled);
    if (answers) item_.asked_at.reset();
}

void Clockwork::run_on(Clock *clock, State ended_as, bool counts) {
    if (!clock || !clock->stopped_at) return;
    auto const at = now(*clock);
    if (*clock->stopped_at < at && !counts)
        clock->pauses.push_back({*clock->stopped_at, at, ended_as});
    clock->stopped_at.reset();
    clock->stage = Stage::running;
    if (clock->kind != ClockKind::task) target(*clock);
}

void Clockwork::start_task(std::string const &team) {
    start(ClockKind::task);
    item_.clocks.back().team = team;
}

void Clockwork::end_task(int number, Stage stage) {
    for (auto &clock : item_.clocks)
        if (clock.kind == ClockKind::task && clock.instance == number && is_running(clock))
            end(clock, stage);
}

void Clockwork::continue_task() {
    run_on(latest(ClockKind::task), State::done);
}

void Clockwork::reopen_resolution(State ended_as) {
    auto const reopening = item_.terms.conventions.reopening;
    auto *clock = latest(ClockKind::resolution);
    if (reopening == Reopening::resume || reopening == Reopening::count)
        run_on(clock, ended_as, reopening == Reopening::count);
    else if (clock && clock->stopped_at)
        start(ClockKind::resolution);
}

void Clockwork::reopen() {
    auto const ended_as = item_.state;
    item_.state = State::reopened;
    item_.resolved_at.reset();
    item_.closed_at.reset();
    item_.duplicate_of.reset();
    ++item_.reopened;
    reopen_resolution(ended_as);
    auto *first = latest(ClockKind::first_response);
    if (first && first->stage == Stage::cancelled && !item_.first_reply_at) run_on(first, ended_as);
    if (item_.asked_at) {
        auto *clock = latest(ClockKind::next_response);
        if (clock && clock->stage == Stage::cancelled &&
            clock->started_at >= as_counted(*clock, *item_.asked_at))
            run_on(clock, ended_as);
        else
            item_.asked_at = at_;
    }
    if (item_.told_at)
        item_.told_at = at_;
    else if (starts_with_case(ClockKind::update))
        start(ClockKind::update);
    if (item_.kind != CaseKind::action) start(ClockKind::handoff);
    start_cycles();
}

void Clockwork::settle_pauses() {
    for (auto &clock : item_.clocks) {
        if (!is_running(clock)) continue;
        auto const *term = item_.terms.term(clock.kind);
        bool const pauses = term && std::ranges::count(term->pauses, item_.state) > 0;
        bool const same =
            clock.stage == Stage::paused && pauses && clock.pauses.back().reason == item_.state;
        if (same || (!pauses && clock.stage == Stage::running)) continue;
        end_pause(clock);
        if (pauses) {
            clock.pauses.push_back({now(clock), std::nullopt, item_.state});
            clock.stage = Stage::paused;
        }
        reckon(clock, adopted_.calendar(clock.calendar_print));
    }
}

}  // namespace dcc::rules
