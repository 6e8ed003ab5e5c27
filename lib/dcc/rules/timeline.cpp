#include <dcc/model/tag.hpp>
#include <dcc/rules/detail/clockwork.hpp>
#include <dcc/rules/detail/complaint_fold.hpp>
#include <dcc/rules/detail/parts.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace dcc::rules {
namespace {

using namespace event;

// Applies one event to one case. Every event of a case has a function here; a missing one is a
// compile error.
class CaseFold {
  public:
    CaseFold(Case &item, Event const &event, AdoptedTerms &adopted)
        : item_{item},
          event_{event},
          at_{event.at},
          adopted_{adopted},
          clocks_{item, event.at, adopted} {}

    void operator()(NotAbout<Subject::case_> auto const &) {}
    void operator()(Noted const &) {}
    // The case is replayed without the event that it withdraws.
    void operator()(EventWithdrawn const &) {}
    // The events that it names have no texts any more.
    void operator()(TextsErased const &) {}
    void operator()(Held const &) { item_.held = true; }
    void operator()(Released const &) { item_.held = false; }

    void operator()(Opened const &opened) {
        static_cast<CaseFacts &>(item_) = opened;
        item_.customer = opened.customer;
        item_.reply_to = opened.reply_to;
        item_.channel = opened.channel;
        item_.category = opened.category;
        item_.impact = opened.impact;
        item_.urgency = opened.urgency;
        item_.priority = opened.priority;
        item_.given = opened.given;
        item_.kind = opened.kind;
        item_.about = opened.about;
        item_.repeat_of = opened.repeat_of;
        item_.missing = opened.missing;
        item_.tags = opened.tags;
        item_.received_at = at_;
        item_.messages = 1;
        if (opened.terms != TermsRef{}) item_.terms = adopted_.terms(opened.terms);
        if (opened.registration) complaint().open(opened);
        if (item_.kind == CaseKind::action) item_.state = State::planned;
        if (item_.complaint) clocks_.start_round();
        clocks_.open();
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
        take_terms(triaged.terms);
    }

    // Dispatch within the team that the case was handed to accepts nothing: whoever gets it does.
    void operator()(Assigned const &assigned) {
        if (assigned.by != "dispatch" || assigned.team != item_.team) item_.handover.reset();
        give_to(assigned.team, assigned.person);
    }

    // Who begins the work has accepted it.
    void operator()(Started const &) {
        item_.handover.reset();
        item_.state = State::in_progress;
    }

    // ---- hand-over and tasks

    void operator()(HandedOver const &handed) {
        note_bounce(handed.team, handed.person);
        item_.handover = Handover{handed.from_team, handed.from_person, event_.actor, at_,
                                  handed.reason,    handed.known};
        give_to(handed.team, handed.person);
    }

    void operator()(HandoverAccepted const &) { item_.handover.reset(); }

    void operator()(HandoverReturned const &returned) {
        item_.handover.reset();
        note_bounce(returned.team, returned.person);
        give_to(returned.team, returned.person);
    }

    void operator()(TaskOpened const &opened) {
        Task task;
        task.number = opened.task;
        task.team = opened.team;
        task.person = opened.person;
        task.title = opened.title;
        task.opened_at = at_;
        task.changed = event_.seq;
        item_.tasks.push_back(std::move(task));
        clocks_.start_task(opened.team);
    }

    void operator()(TaskStarted const &started) {
        if (auto *task = changed_part(event_, item_.tasks, started.task)) {
            task->state = TaskState::started;
            task->person = started.person;
        }
    }

    void operator()(TaskDone const &done) {
        if (auto *task = changed_part(event_, item_.tasks, done.task))
            end_task(*task, TaskState::done, done.body);
    }

    void operator()(TaskCancelled const &cancelled) {
        if (auto *task = changed_part(event_, item_.tasks, cancelled.task))
            end_task(*task, TaskState::cancelled, cancelled.reason);
    }

    void operator()(Received const &received) {
        ++item_.messages;
        if (!received.aside) take_question();
    }

    void operator()(Replied const &) {
        clocks_.answer();
        if (item_.state == State::assigned ||
            (item_.state == State::reopened && !item_.person.empty()))
            item_.state = State::in_progress;
        clocks_.end(ClockKind::update, Stage::completed);
        clocks_.start_cycles();
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
            clocks_.answer();
            clocks_.end(ClockKind::update, Stage::completed);
        } else {
            clocks_.end_silently();
        }
        clocks_.end(ClockKind::handoff, Stage::completed);
        if (resolved.time_unknown) {
            clocks_.leave_unmeasured(ClockKind::resolution);
            clocks_.leave_unmeasured(ClockKind::promise);
            return;
        }
        clocks_.end(ClockKind::resolution, Stage::completed);
        clocks_.end(ClockKind::promise, Stage::completed);
        item_.resolved_at = at_;
        if (!item_.first_resolved_at) item_.first_resolved_at = at_;
    }

    void operator()(Reopened const &) { clocks_.reopen(); }

    // Future visits and open tasks of an ended case are cancelled.
    void operator()(Closed const &) {
        item_.state = State::closed;
        item_.closed_at = at_;
        cancel_tasks();
        clocks_.end(ClockKind::handoff, Stage::completed);
        if (item_.terms.conventions.silent_end_answers) clocks_.end_silently();
        for (auto const &[kind, text] : clock_kind_words) clocks_.end(kind, Stage::cancelled);
        cancel_visits(item_, event_);
    }

    void operator()(Cancelled const &cancelled) {
        item_.state = cancelled.duplicate_of ? State::duplicate : State::cancelled;
        item_.duplicate_of = cancelled.duplicate_of;
        item_.closed_at = at_;
        cancel_tasks();
        for (auto const &[kind, text] : clock_kind_words) clocks_.end(kind, Stage::cancelled);
        cancel_visits(item_, event_);
    }

    void operator()(FactsGiven const &facts) {
        set_missing(facts.missing);
        if (!facts.channel.empty()) item_.channel = facts.channel;
        for (auto const &name : facts.cleared) clear(item_, name);
        // The warranty depends on the product and the purchase date.
        if (!facts.product.empty() || facts.purchase_date) item_.warranty_until.reset();
        if (facts.warranty_until) item_.warranty_until = facts.warranty_until;
        take_known(item_, facts);
        if (item_.complaint && !item_.complaint->round().replied_at) clocks_.start_round();
    }

    void operator()(CustomerSet const &set) {
        if (set.merged)
            item_.carried_from.push_back(*set.merged);
        else if (set.split && !item_.carried_from.empty())
            item_.carried_from.pop_back();
        else
            item_.carried_from.clear();
        item_.customer = set.customer;
        if (!set.reply_to.empty()) item_.reply_to = set.reply_to;
        set_missing(set.missing);
    }

    void operator()(Linked const &linked) {
        if (linked.other) item_.links.push_back({linked.kind, *linked.other});
        if (linked.unanswered) take_question();
    }

    void operator()(Unlinked const &unlinked) {
        if (unlinked.other) std::erase(item_.links, CaseLink{unlinked.kind, *unlinked.other});
    }

    void operator()(Tagged const &tagged) {
        for (auto const &tag : tagged.removed)
            if (std::string const same{same_tag(item_.tags, tag)}; !same.empty())
                std::erase(item_.tags, same);
        for (auto const &tag : tagged.added)
            if (same_tag(item_.tags, tag).empty()) item_.tags.push_back(tag);
    }

    void operator()(Escalated const &escalated) {
        item_.announced.push_back(
            {escalated.clock, escalated.instance, escalated.level, escalated.number});
    }

    // ---- incidents

    void operator()(IncidentLinked const &linked) {
        item_.incident = linked.incident;
        take_terms(linked.terms);
    }

    void operator()(IncidentUnlinked const &unlinked) {
        item_.incident.reset();
        take_terms(unlinked.terms);
    }

    // ---- solution

    void operator()(Proposed const &proposed) {
        if (!proposed.draft && !proposed.review_by.empty())
            item_.state = State::in_review;
        else if (item_.state != State::reopened || !item_.person.empty())
            item_.state = State::in_progress;
        auto &solution = item_.solution.emplace();
        solution.version = proposed.version;
        solution.digest = proposed.text;
        solution.author = event_.actor;
        solution.steps = proposed.steps;
        solution.effect = proposed.effect;
        solution.feasibility = proposed.feasibility;
        solution.cost = proposed.cost;
        solution.review_by = proposed.review_by;
        if (!proposed.draft) submit(solution);
    }

    void operator()(Submitted const &submitted) {
        if (!submitted.review_by.empty()) item_.state = State::in_review;
        if (!item_.solution) return;
        item_.solution->review_by = submitted.review_by;
        submit(*item_.solution);
    }

    void operator()(Reviewed const &reviewed) {
        item_.state = reviewed.approved ? State::approved : State::in_progress;
        if (!item_.solution) return;
        auto &solution = *item_.solution;
        solution.stage = reviewed.approved ? SolutionStage::approved : SolutionStage::returned;
        solution.reviewer = event_.actor;
        solution.reason = reviewed.reason;
    }

    void operator()(Confirmed const &) {
        item_.state = State::in_progress;
        if (item_.solution) item_.solution->stage = SolutionStage::confirmed;
    }

    // ---- promises

    // A broken promise stays broken; one that is changed in time counts as neither kept nor broken.
    void operator()(Promised const &promised) {
        auto const *clock = clocks_.running(ClockKind::promise);
        if (clock)
            clocks_.end(ClockKind::promise,
                        at_ > *clock->due_at ? Stage::completed : Stage::cancelled);
        clocks_.start_until(ClockKind::promise, promised.by);
    }

    void operator()(PromiseJudged const &judged) { clocks_.judge_promise(judged.met); }

    // ---- messages

    // The event of a reply or a solution restarts the update clock itself. A message to be
    // delivered by hand restarts it when it is delivered.
    void operator()(Messaged const &messaged) {
        if (!messaged.by_hand) clocks_.renew_update(messaged.kind);
        Message message;
        message.number = messaged.number;
        message.kind = messaged.kind;
        message.state = messaged.by_hand ? MessageState::by_hand : MessageState::queued;
        message.event = event_.seq;
        message.made_at = event_.at;
        if (!messaged.by_hand) message.next_try_at = event_.at;
        message.changed = event_.seq;
        item_.outgoing.push_back(std::move(message));
        // The survey of a solution that was withdrawn belongs to no invitation.
        if (messaged.token && !item_.invitations.empty() && !item_.invitations.back().token)
            item_.invitations.back().token = messaged.token;
    }

    void operator()(Delivered const &delivered) {
        for (auto const &message : item_.outgoing)
            if (message.number == delivered.message && message.state == MessageState::by_hand)
                clocks_.renew_update(message.kind);
        if (auto *message = changed_part(event_, item_.outgoing, delivered.message)) {
            if (delivered.mailed) ++message->tries;
            message->state = MessageState::sent;
            message->sent_at = event_.at;
            message->next_try_at.reset();
        }
    }

    void operator()(DeliveryFailed const &failed) {
        if (auto *message = changed_part(event_, item_.outgoing, failed.message)) {
            ++message->tries;
            message->error = failed.error;
            message->next_try_at = failed.next_try;
            message->state = failed.next_try ? MessageState::queued : MessageState::undeliverable;
        }
    }

    void operator()(DeliveryRetried const &retried) {
        if (auto *message = changed_part(event_, item_.outgoing, retried.message)) {
            message->tries = 0;
            message->state = MessageState::queued;
            message->next_try_at = event_.at;
        }
    }

    void operator()(MessageSuperseded const &superseded) {
        if (auto *message = changed_part(event_, item_.outgoing, superseded.message)) {
            message->state = MessageState::superseded;
            message->next_try_at.reset();
        }
    }

    // ---- visits

    void operator()(VisitBooked const &booked) {
        Visit visit;
        visit.number = booked.visit;
        visit.mode = booked.mode;
        visit.technician = booked.technician;
        visit.starts_at = booked.from;
        visit.ends_at = booked.to;
        visit.place = booked.place;
        visit.changed = event_.seq;
        item_.visits.push_back(std::move(visit));
    }

    void operator()(VisitMoved const &moved) {
        if (auto *visit = changed_part(event_, item_.visits, moved.visit)) {
            visit->technician = moved.technician;
            visit->starts_at = moved.from;
            visit->ends_at = moved.to;
        }
    }

    void operator()(VisitCancelled const &cancelled) {
        if (auto *visit = changed_part(event_, item_.visits, cancelled.visit))
            visit->state = VisitState::cancelled;
    }

    void operator()(VisitDone const &done) {
        if (auto *visit = changed_part(event_, item_.visits, done.visit)) {
            visit->state = VisitState::done;
            visit->found = done.found;
            visit->done = done.done;
            visit->parts = done.parts;
            visit->result = done.result;
        }
    }

    // ---- feedback

    void operator()(FeedbackGiven const &given) {
        auto const index = static_cast<std::size_t>(given.invitation) - 1;
        if (index >= item_.invitations.size()) return;
        item_.invitations[index].feedback =
            Feedback{event_.at,      given.csat,
                     given.nps,      given.ces,
                     given.ces_high, given.dimensions,
                     given.solved,   given.channel,
                     given.comment,  given.by_staff ? event_.actor : std::string{}};
    }

    // ---- reviews of quality

    void operator()(QualityScored const &scored) {
        item_.reviews.push_back({scored.review, event_.at, event_.actor, scored.person,
                                 scored.points, scored.fault, scored.path, 0, scored.comment});
    }

    void operator()(FaultStepDone const &done) {
        for (auto &review : item_.reviews)
            if (review.number == done.review && review.done < review.path.size()) ++review.done;
    }

    // ---- complaints and improvement actions

    template <class E>
    requires(IsListed<E, ComplaintEvents>::value || IsListed<E, ActionEvents>::value) void
    operator()(E const &event) {
        complaint()(event);
    }

    void settle() {
        clocks_.settle_pauses();
        if (!is_waiting(item_.state)) item_.waiting_since.reset();
        if (is_ended(item_)) item_.handover.reset();
    }

  private:
    void give_to(std::string const &team, std::string const &person) {
        if (item_.kind == CaseKind::action) {
            item_.team = team;
        } else if (team != item_.team) {
            clocks_.end(ClockKind::handoff, Stage::completed);
            item_.team = team;
            clocks_.start(ClockKind::handoff);
        }
        item_.person = person;
        if (!item_.person.empty()) item_.assigned_at = at_;
        if (item_.complaint) complaint().assign(item_.person);
        if (item_.complaint || item_.kind == CaseKind::action) return;
        auto &state = is_waiting(item_.state) ? item_.before_wait : item_.state;
        // A solution under review stays under review when the assignee changes.
        if (state == State::in_review || state == State::approved) return;
        state = person.empty() ? State::triaged : State::assigned;
    }

    // The case passes from who holds it to somebody, who may have handed it on before.
    void note_bounce(std::string const &team, std::string const &person) {
        if (std::ranges::count(item_.handed_by, person.empty() ? team : person) > 0)
            ++item_.bounces;
        item_.handed_by.push_back(item_.person.empty() ? item_.team : item_.person);
    }

    void end_task(Task &task, TaskState state, std::string const &result) {
        task.state = state;
        task.result = result;
        clocks_.end_task(task.number,
                         state == TaskState::done ? Stage::completed : Stage::cancelled);
    }

    void cancel_tasks() {
        for (auto &task : item_.tasks) {
            if (!is_open(task.state)) continue;
            task.changed = event_.seq;
            end_task(task, TaskState::cancelled, {});
        }
    }

    // Other service terms than those in force; none leave these in force.
    void take_terms(TermsRef const &terms) {
        if (terms != TermsRef{} && terms != TermsRef{item_.terms.policy, item_.terms.rule})
            clocks_.retarget(adopted_.terms(terms));
    }

    // The customer waits for an answer.
    void take_question() {
        if (item_.state == State::waiting_customer) item_.state = item_.before_wait;
        if (item_.state == State::resolved) clocks_.reopen();
        if (!clocks_.running(ClockKind::first_response) && !item_.asked_at) item_.asked_at = at_;
        clocks_.contact();
        clocks_.start_cycles();
    }

    // A case that had been triaged but lacked facts becomes new again, for the next triage.
    void set_missing(std::vector<std::string> const &missing) {
        auto &state = is_waiting(item_.state) ? item_.before_wait : item_.state;
        if (!item_.missing.empty() && missing.empty() && item_.team.empty() &&
            state == State::triaged)
            state = State::new_case;
        item_.missing = missing;
    }

    static void submit(Solution &solution) {
        solution.stage =
            solution.review_by.empty() ? SolutionStage::exempt : SolutionStage::in_review;
    }

    ComplaintFold complaint() { return {item_, event_, adopted_, clocks_}; }

    Case &item_;
    Event const &event_;
    Instant at_;
    AdoptedTerms &adopted_;
    Clockwork clocks_;
};

class CustomerFold {
  public:
    CustomerFold(Customer &customer, Event const &event) : customer_{customer}, event_{event} {}

    void operator()(NotAbout<Subject::customer> auto const &) {}

    void operator()(CustomerAdded const &added) {
        static_cast<CustomerFacts &>(customer_) = added;
        customer_.phone_key =
            added.phone_key.empty() ? former_phone_key(added.phone) : added.phone_key;
        customer_.id = *event_.customer_id;
        customer_.added_at = event_.at;
    }

    void operator()(CustomerCalled const &called) {
        customer_.callbacks.push_back({event_.at, called.rule, called.result, event_.actor});
    }

    void operator()(CustomerErased const &) {}
    void operator()(CustomerNoted const &) {}

    void operator()(CustomerChanged const &changed) {
        for (auto const &fact : customer_fact_table) {
            auto const &value = changed.*fact.member;
            if (std::ranges::count(changed.cleared, fact.name) > 0)
                (customer_.*fact.member).clear();
            if (!value.empty()) customer_.*fact.member = value;
        }
        if (!changed.phone.empty() || customer_.phone.empty())
            customer_.phone_key = changed.phone_key;
        for (auto const &tag : changed.untagged) std::erase(customer_.tags, tag);
        std::vector<std::string> added;
        for (auto const &tag : changed.tags)
            if (std::ranges::count(customer_.tags, tag) == 0) {
                customer_.tags.push_back(tag);
                added.push_back(tag);
            }
        if (changed.absorbed)
            customer_.absorbed.push_back({*changed.absorbed, changed, std::move(added)});
        if (changed.released)
            std::erase_if(customer_.absorbed, [&](Absorbed const &absorbed) {
                return absorbed.customer == *changed.released;
            });
    }

    void operator()(ContactAdded const &added) { customer_.contacts.push_back(added); }

    void operator()(ContactRemoved const &removed) {
        auto const index = static_cast<std::size_t>(removed.number) - 1;
        if (index < customer_.contacts.size())
            customer_.contacts[index] = {customer_.contacts[index].kind, {}, {}, {}};
    }

    void operator()(CustomerDoubted const &doubted) {
        customer_.doubts.push_back(
            {doubted.kind, doubted.said, doubted.other, doubted.about, event_.at, false});
    }

    void operator()(DoubtsSettled const &) {
        for (auto &doubt : customer_.doubts) doubt.settled = true;
    }

    void operator()(CustomerMerged const &merged) { customer_.merged_into = merged.into; }
    void operator()(CustomerSplit const &) { customer_.merged_into.reset(); }

  private:
    Customer &customer_;
    Event const &event_;
};

}  // namespace

void apply(Case &item, Event const &event, AdoptedTerms &adopted) {
    if (event.case_id) item.id = *event.case_id;
    item.updated_at = event.at;
    item.last_event = event.seq;
    // An erasure must not change what reports count.
    if (event.dated == Dating::hand && !erasure_in(event.payload)) item.dated_by_hand = true;
    CaseFold fold{item, event, adopted};
    std::visit(
        [&]<class E>(E const &payload) {
            // Only a damaged desk has an event of a complaint in a case that is none.
            if (IsListed<E, ComplaintEvents>{} && !item.complaint) return;
            fold(payload);
        },
        event.payload);
    fold.settle();
}

void apply(Customer &customer, Event const &event) {
    customer.updated_at = event.at;
    customer.last_event = event.seq;
    std::visit(CustomerFold{customer, event}, event.payload);
}

Case replay(std::span<Event const> events, AdoptedTerms &adopted) {
    Withdrawals const withdrawals{events};
    Case item;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (!withdrawals.of(i)) apply(item, events[i], adopted);
    return item;
}

}  // namespace dcc::rules
