#include <dcc/rules/complaint.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/what_if.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <type_traits>
#include <variant>

namespace dcc::rules {
namespace {

using namespace event;

// Gives events the terms of another policy, and leaves all others as they are.
class Regrant {
  public:
    Regrant(Policy const &policy, std::string const &tier, AdoptedTerms &adopted)
        : policy_{policy}, tier_{tier}, adopted_{adopted} {}

    void apply_to(Case &item, Event const &event) const {
        if (!terms_in(event.payload)) return rules::apply(item, event, adopted_);
        auto granted = event;
        std::visit([&](auto &payload) { grant(item, event, payload); }, granted.payload);
        rules::apply(item, granted, adopted_);
    }

  private:
    template <class E>
    void grant(Case const &, Event const &, E &) const {}

    void grant(Case const &, Event const &event, Opened &opened) const {
        if (opened.registration) {
            opened.terms = {};
            Event without = event;
            without.payload = opened;
            Case item;
            rules::apply(item, without, adopted_);
            opened.terms = complaint(item, 1);
        } else {
            opened.terms =
                service({opened.channel, opened.category, opened.priority, tier_, opened.product});
        }
    }

    void grant(Case const &item, Event const &, Triaged &triaged) const {
        auto const now = [](std::string const &given, std::string const &known) {
            return given.empty() ? known : given;
        };
        triaged.terms = in_incident(item)
                            ? TermsRef{}
                            : service({item.channel, now(triaged.category, item.category),
                                       now(triaged.priority, item.priority), tier_, item.product});
    }

    void grant(Case const &item, Event const &, Assessed &assessed) const {
        if (!item.complaint) return;
        auto after = item;
        after.complaint->assessment = {assessed.severity, assessed.complexity, assessed.impact,
                                       assessed.safety, assessed.immediate};
        if (!assessed.complaint_type.empty()) after.complaint->type = assessed.complaint_type;
        assessed.terms = complaint(after, item.complaint->round().number);
    }

    void grant(Case const &item, Event const &, OutcomeRecorded &recorded) const {
        if (item.complaint && recorded.next_round > 0)
            recorded.terms = complaint(item, recorded.next_round);
    }

    void grant(Case const &, Event const &, IncidentLinked &linked) const {
        auto const *rule = policy_.sla_rule(linked.terms.rule);
        linked.terms = rule && rule->incident ? ref(rule->name) : TermsRef{};
    }

    void grant(Case const &item, Event const &, IncidentUnlinked &unlinked) const {
        unlinked.terms = service({item.channel, item.category, item.priority, tier_, item.product});
    }

    bool in_incident(Case const &item) const {
        auto const *rule = item.incident ? policy_.sla_rule(item.terms.rule) : nullptr;
        return rule && rule->incident;
    }

    TermsRef ref(std::string const &rule) const { return {policy_.fingerprint, rule}; }

    TermsRef service(CaseAttributes const &attributes) const {
        return ref(match_sla(policy_, attributes).name);
    }

    TermsRef complaint(Case const &item, int round) const {
        if (auto const *rule = complaint_rule(policy_, item, tier_, round)) return ref(rule->name);
        return service({item.channel, item.category, item.priority, tier_, item.product});
    }

    Policy const &policy_;
    std::string const &tier_;
    AdoptedTerms &adopted_;
};

}  // namespace

Case replay_under(Policy const &policy, std::span<Event const> events, std::string const &tier,
                  AdoptedTerms &adopted) {
    Withdrawals const withdrawals{events};
    Regrant const regrant{policy, tier, adopted};
    Case item;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (!withdrawals.of(i)) regrant.apply_to(item, events[i]);
    return item;
}

}  // namespace dcc::rules
