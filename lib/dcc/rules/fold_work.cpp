#include <dcc/rules/detail/fold_work.hpp>

#include <type_traits>

namespace dcc::rules {
namespace {

using namespace event;

class WorkFold {
  public:
    WorkFold(Case &item, Event const &event) : item_{item}, event_{event} {}

    template <class Other>
    void operator()(Other const &) {}

    void operator()(FactsGiven const &facts) {
        auto const take = [](auto &mine, auto const &given) {
            if (given != std::remove_cvref_t<decltype(given)>{}) mine = given;
        };
        // A warranty hangs on what was bought, and when.
        if (!facts.product.empty() || facts.purchase_date) item_.warranty_until.reset();
        take(item_.product, facts.product);
        take(item_.purchase_date, facts.purchase_date);
        take(item_.aftersales, facts.aftersales);
        take(item_.warranty_until, facts.warranty_until);
        take(item_.order_no, facts.order_no);
        take(item_.serial_no, facts.serial_no);
        take(item_.remedy_sought, facts.remedy_sought);
    }

    // ---- solution

    void operator()(Proposed const &proposed) {
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
        if (!item_.solution) return;
        item_.solution->review_by = submitted.review_by;
        submit(*item_.solution);
    }

    void operator()(Reviewed const &reviewed) {
        if (!item_.solution) return;
        auto &solution = *item_.solution;
        solution.stage = reviewed.approved ? SolutionStage::approved : SolutionStage::returned;
        solution.reviewer = event_.actor;
        solution.reason = reviewed.reason;
    }

    void operator()(Confirmed const &) {
        if (item_.solution) item_.solution->stage = SolutionStage::confirmed;
    }

    // ---- messages

    void operator()(Messaged const &messaged) {
        Message message;
        message.number = messaged.number;
        message.kind = messaged.kind;
        message.state = messaged.by_hand ? MessageState::by_hand : MessageState::queued;
        message.event = event_.seq;
        message.made_at = event_.at;
        if (!messaged.by_hand) message.next_try_at = event_.at;
        message.changed = event_.seq;
        item_.outgoing.push_back(std::move(message));
        if (messaged.token && !item_.invitations.empty())
            item_.invitations.back().token = messaged.token;
    }

    void operator()(Delivered const &delivered) {
        if (auto *message = part(item_.outgoing, delivered.message)) {
            message->state = MessageState::sent;
            message->sent_at = event_.at;
            message->next_try_at.reset();
        }
    }

    void operator()(DeliveryFailed const &failed) {
        if (auto *message = part(item_.outgoing, failed.message)) {
            ++message->tries;
            message->error = failed.error;
            message->next_try_at = failed.next_try;
            message->state = failed.next_try ? MessageState::queued : MessageState::parked;
        }
    }

    void operator()(DeliveryRetried const &retried) {
        if (auto *message = part(item_.outgoing, retried.message)) {
            message->tries = 0;
            message->state = MessageState::queued;
            message->next_try_at = event_.at;
        }
    }

    // ---- visits

    // Nobody comes for a case that is over.
    void operator()(Closed const &) { cancel_visits(); }
    void operator()(Cancelled const &) { cancel_visits(); }

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
        if (auto *visit = part(item_.visits, moved.visit)) {
            visit->technician = moved.technician;
            visit->starts_at = moved.from;
            visit->ends_at = moved.to;
        }
    }

    void operator()(VisitCancelled const &cancelled) {
        if (auto *visit = part(item_.visits, cancelled.visit)) visit->state = VisitState::cancelled;
    }

    void operator()(VisitDone const &done) {
        if (auto *visit = part(item_.visits, done.visit)) {
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
            Feedback{event_.at,        given.csat,   given.nps,     given.ces,    given.ces_high,
                     given.dimensions, given.solved, given.channel, given.comment};
    }

  private:
    static void submit(Solution &solution) {
        solution.stage =
            solution.review_by.empty() ? SolutionStage::exempt : SolutionStage::in_review;
    }

    void cancel_visits() {
        for (auto &visit : item_.visits)
            if (visit.state == VisitState::booked && visit.starts_at > event_.at) {
                visit.state = VisitState::cancelled;
                visit.changed = event_.seq;
            }
    }

    // The part of that number, which this event changes.
    template <class Part>
    Part *part(std::vector<Part> &parts, int number) {
        for (auto &one : parts)
            if (one.number == number) {
                one.changed = event_.seq;
                return &one;
            }
        return nullptr;
    }

    Case &item_;
    Event const &event_;
};

}  // namespace

void fold_work(Case &item, Event const &event) {
    std::visit(WorkFold{item, event}, event.payload);
}

}  // namespace dcc::rules
