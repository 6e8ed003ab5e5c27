#include <dcc/base/digest.hpp>
#include <dcc/rules/answer.hpp>
#include <dcc/rules/claim.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/opening.hpp>
#include <dcc/rules/visit.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

using namespace event;
using No = std::optional<Refusal>;

template <class... Args>
Refusal bad(fmt::format_string<Args...> text, Args &&...args) {
    return {"bad_history", fmt::format(text, std::forward<Args>(args)...), {}};
}

// Checks one event. Every event has a function here; a missing one is a compile error.
class Claim {
  public:
    Claim(Policy const &policy, Case const &item, Instant at)
        : policy_{policy}, item_{item}, at_{at} {}

    No operator()(NotAbout<Subject::case_> auto const &) const { return {}; }

    // The steps of the lifecycle itself.
    No operator()(Opened const &) const { return {}; }
    No operator()(Started const &) const { return {}; }
    No operator()(Replied const &) const { return {}; }
    No operator()(Noted const &) const { return {}; }
    No operator()(Resumed const &) const { return {}; }
    No operator()(Resolved const &) const { return {}; }
    No operator()(Reopened const &) const { return {}; }
    No operator()(Closed const &) const { return {}; }
    No operator()(Cancelled const &) const { return {}; }
    No operator()(Promised const &) const { return {}; }
    No operator()(Held const &) const { return {}; }
    No operator()(Released const &) const { return {}; }
    // The numbers of events are those of another desk: they are left out.
    No operator()(TextsErased const &) const { return {}; }

    No operator()(FactsGiven const &facts) const {
        return refuse_purchase(policy_, facts.purchase_date, at_);
    }

    No operator()(Triaged const &triaged) const {
        return refuse_rating(policy_,
                             {triaged.category, triaged.impact, triaged.urgency, triaged.priority});
    }

    No operator()(Assigned const &assigned) const {
        if (!assigned.team.empty() && !policy_.team(assigned.team))
            return Refusal{
                "unknown_holder", fmt::format("there is no team \"{}\"", assigned.team), {}};
        if (!assigned.person.empty() && !policy_.person(assigned.person))
            return Refusal{
                "unknown_holder", fmt::format("there is no person \"{}\"", assigned.person), {}};
        return {};
    }

    No operator()(Received const &received) const {
        return refuse_unlisted("channel", received.channel, policy_.channels);
    }

    No operator()(Waited const &waited) const {
        if (!is_waiting(waited.on)) return bad("no case waits in state {}", word(waited.on));
        return {};
    }

    // ---- solution

    No operator()(Proposed const &proposed) const {
        auto const last = item_.solution ? item_.solution->version : 0;
        if (proposed.version != last + 1)
            return bad("solution version {} after version {}", proposed.version, last);
        Solution solution;
        solution.steps = proposed.steps;
        solution.effect = proposed.effect;
        solution.feasibility = proposed.feasibility;
        solution.cost = proposed.cost;
        // The steps are never empty, unless the text was erased.
        if (!proposed.steps.empty() && solution_digest(solution) != proposed.text)
            return bad("the digest of solution version {} is not that of its text",
                       proposed.version);
        return {};
    }

    No operator()(Submitted const &submitted) const {
        return same_solution(submitted.version, submitted.text, SolutionStage::draft);
    }

    No operator()(Reviewed const &reviewed) const {
        return same_solution(reviewed.version, reviewed.text, SolutionStage::in_review);
    }

    No operator()(Confirmed const &confirmed) const {
        return same_solution(confirmed.version, confirmed.text, SolutionStage::approved);
    }

    // ---- messages

    No operator()(Messaged const &messaged) const {
        if (auto no = next_number("message", messaged.number, item_.outgoing.size())) return no;
        if (!messaged.token) return {};
        if (messaged.kind != MessageKind::survey || item_.invitations.empty())
            return bad("message {} has a survey token, but asks for no feedback", messaged.number);
        for (auto const &invitation : item_.invitations)
            if (invitation.token == messaged.token)
                return bad("message {} has the survey token of another message", messaged.number);
        return {};
    }

    No operator()(Delivered const &delivered) const {
        auto const *message = find(item_.outgoing, delivered.message);
        if (!message) return no_part("message", delivered.message);
        if (message->state == MessageState::sent) return in_state("message", *message);
        return {};
    }

    No operator()(DeliveryFailed const &failed) const {
        auto const *message = find(item_.outgoing, failed.message);
        if (!message) return no_part("message", failed.message);
        if (message->state != MessageState::queued) return in_state("message", *message);
        return {};
    }

    No operator()(DeliveryRetried const &retried) const {
        auto const *message = find(item_.outgoing, retried.message);
        if (!message) return no_part("message", retried.message);
        bool const waits = message->state == MessageState::queued && message->tries > 0;
        if (message->state != MessageState::undeliverable && !waits)
            return in_state("message", *message);
        return {};
    }

    // ---- visits

    No operator()(VisitBooked const &booked) const {
        if (auto no = next_number("visit", booked.visit, item_.visits.size())) return no;
        return slot(booked.visit, booked.technician, booked.from, booked.to);
    }

    No operator()(VisitMoved const &moved) const {
        if (auto no = still_booked(moved.visit)) return no;
        return slot(moved.visit, moved.technician, moved.from, moved.to);
    }

    No operator()(VisitCancelled const &cancelled) const { return still_booked(cancelled.visit); }

    No operator()(VisitDone const &done) const {
        if (auto no = still_booked(done.visit)) return no;
        if (at_ < find(item_.visits, done.visit)->starts_at)
            return bad("visit {} is done before it begins", done.visit);
        return {};
    }

    // ---- feedback

    No operator()(FeedbackGiven const &given) const {
        auto const index = static_cast<std::size_t>(given.invitation) - 1;
        if (given.invitation < 1 || index >= item_.invitations.size())
            return bad("feedback on resolution {}, of {}", given.invitation,
                       item_.invitations.size());
        if (item_.invitations[index].feedback)
            return bad("a second feedback on resolution {}", given.invitation);
        if (!given.ces_high.empty() && given.ces_high != "easy" && given.ces_high != "hard")
            return bad("ces_high is \"{}\", not \"easy\" or \"hard\"", given.ces_high);
        return refuse_answer(policy_, given);
    }

  private:
    // Null when there is none of that number.
    template <class Part>
    static Part const *find(std::vector<Part> const &parts, int number) {
        auto const found = std::ranges::find(parts, number, &Part::number);
        return found == parts.end() ? nullptr : &*found;
    }

    static Refusal no_part(char const *what, int number) {
        return bad("there is no {} {}", what, number);
    }

    template <class Part>
    static Refusal in_state(char const *what, Part const &part) {
        return bad("{} {} is {}", what, part.number, word(part.state));
    }

    static No next_number(char const *what, int number, std::size_t count) {
        if (std::cmp_equal(number, count + 1)) return {};
        return bad("{} {} after {} of them", what, number, count);
    }

    No still_booked(int number) const {
        auto const *visit = find(item_.visits, number);
        if (!visit) return no_part("visit", number);
        if (visit->state != VisitState::booked) return in_state("visit", *visit);
        return {};
    }

    No slot(int number, std::string const &technician, Instant from, Instant to) const {
        if (technician.empty()) return bad("visit {} has no technician", number);
        if (auto no = refuse_unlisted("technician", technician, policy_.staff)) return no;
        if (to <= from) return bad("visit {} does not end after its start", number);
        if (to - from > longest_visit)
            return bad("visit {} takes more than {} hours", number, longest_visit.count());
        return {};
    }

    No same_solution(int version, Digest const &text, SolutionStage stage) const {
        auto const &solution = item_.solution;
        if (!solution || solution->version != version)
            return bad("there is no solution version {}", version);
        if (solution->digest != text)
            return bad("the digest is not that of solution version {}", version);
        if (solution->stage != stage)
            return bad("solution version {} is {}", version, word(solution->stage));
        return {};
    }

    Policy const &policy_;
    Case const &item_;
    Instant at_;
};

}  // namespace

std::optional<Refusal> refuse_claim(Policy const &policy, Case const &item, Event const &event) {
    return std::visit(Claim{policy, item, event.at}, event.payload);
}

}  // namespace dcc::rules
