#include <dcc/rules/complaint.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/what_if.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>
#include <type_traits>
#include <variant>

namespace dcc::rules {
namespace {

using namespace event;

// Gives events the terms of another policy, and leaves all others as they are.
class Regrant {
  public:
    Regrant(Policy const &policy, std::string const &tier, AdoptedTerms &adopted,
            Reclassifying const *anew)
        : policy_{policy}, tier_{tier}, adopted_{adopted}, anew_{anew} {}

    void apply_to(Case &item, Event const &event) const {
        bool const decides = anew_ && is_rating(event.payload);
        if (!decides && !terms_in(event.payload)) return rules::apply(item, event, adopted_);
        auto granted = event;
        std::visit([&](auto &payload) { grant(item, event, payload); }, granted.payload);
        rules::apply(item, granted, adopted_);
    }

  private:
    static bool is_rating(Payload const &payload) {
        return std::holds_alternative<Opened>(payload) || std::holds_alternative<Triaged>(payload);
    }

    template <class E>
    void grant(Case const &, Event const &, E &) const {}

    void grant(Case const &, Event const &event, Opened &opened) const {
        if (anew_ && std::ranges::count(opened.given, "priority") == 0)
            opened.priority =
                rate(policy_, opened.impact, opened.urgency, nullptr, opened.category).priority;
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
        if (anew_) decide(item, triaged);
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

    // Classifies and rates the case as triage would have with the policy.
    void decide(Case const &item, Triaged &triaged) const {
        auto const given = [&](char const *name, std::string const &value) {
            return std::ranges::count(triaged.given, name) > 0 ? value : std::string{};
        };
        TriageInput const input{
            {given("category", triaged.category), given("impact", triaged.impact),
             given("urgency", triaged.urgency), given("priority", triaged.priority)},
            request_text(item.subject, item.body),
            {item.channel, {}, {}, tier_, item.product, anew_->tags, anew_->earlier}};
        Triaged decided;
        auto const *rule = classify(anew_->classifier, item, input, decided);
        bool const by_model = !triaged.model.empty() && triaged.category_by.starts_with("model ");
        if (!rule && by_model && decided.category_by != "given")
            decided.category = triaged.category;
        decided.repeat_of = triaged.repeat_of;
        rate(policy_, anew_->classifier, item, input, rule, decided);
        triaged.category = decided.category;
        triaged.impact = decided.impact;
        triaged.urgency = decided.urgency;
        triaged.priority = decided.priority;
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
    Reclassifying const *anew_;
};

// The rule whose terms the policy grants a service case that is opened or triaged; null for all
// other events, of which nothing is said here.
SlaRule const *granted_rule(Policy const &policy, Case const &item, Event const &event,
                            std::string const &tier) {
    if (auto const *opened = std::get_if<Opened>(&event.payload))
        return opened->registration ? nullptr
                                    : &match_sla(policy, {opened->channel, opened->category,
                                                          opened->priority, tier, opened->product});
    auto const *triaged = std::get_if<Triaged>(&event.payload);
    if (!triaged || item.incident) return nullptr;
    auto const now = [](std::string const &given, std::string const &known) {
        return given.empty() ? known : given;
    };
    return &match_sla(policy, {item.channel, now(triaged->category, item.category),
                               now(triaged->priority, item.priority), tier, item.product});
}

}  // namespace

Case replay_under(Policy const &policy, std::span<Event const> events, std::string const &tier,
                  AdoptedTerms &adopted, Reclassifying const *anew) {
    Withdrawals const withdrawals{events};
    Regrant const regrant{policy, tier, adopted, anew};
    Case item;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (!withdrawals.of(i)) regrant.apply_to(item, events[i]);
    return item;
}

bool WhatIf::is_same(TermsRef const &recorded, std::string const &rule) {
    auto const found = std::ranges::find_if(compared_, [&](Compared const &one) {
        return one.rule == rule && one.recorded == recorded;
    });
    if (found != compared_.end()) return found->same;
    auto const &was = recorded_.terms(recorded);
    auto const &would_be = granted_.terms({policy_.fingerprint, rule});
    compared_.push_back(
        {recorded, rule, was.terms == would_be.terms && was.conventions == would_be.conventions});
    return compared_.back().same;
}

TwoLives WhatIf::operator()(std::span<Event const> events, std::string const &tier,
                            Reclassifying const *anew) {
    Withdrawals const withdrawals{events};
    TwoLives lives;
    bool same = !anew;
    TermsRef granted;       // on record, last
    SlaRule const *rule{};  // by the policy, last
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (withdrawals.of(i)) continue;
        if (auto const *terms = same ? terms_in(events[i].payload) : nullptr) {
            auto const *next = granted_rule(policy_, lives.before, events[i], tier);
            // Terms that are granted again move no clock: both must do so at the same events.
            same = next && is_same(*terms, next->name) &&
                   (!rule || (granted == *terms) == (rule == next));
            granted = *terms;
            rule = next;
        }
        apply(lives.before, events[i], recorded_);
    }
    if (!same) lives.after = replay_under(policy_, events, tier, granted_, anew);
    return lives;
}

}  // namespace dcc::rules
