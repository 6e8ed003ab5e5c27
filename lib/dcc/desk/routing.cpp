#include <dcc/base/text.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/judges.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/repeat.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/ledger/preview.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/dispatch.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/moved.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// Whether a rule asks for the category of the customer's case before.
bool asks_earlier(Policy const &policy) {
    auto const asks = [](auto const &rule) { return !rule.when.earlier.empty(); };
    return std::ranges::any_of(policy.classify, asks) || std::ranges::any_of(policy.raises, asks);
}

}  // namespace

Triage::Triage(ledger::Session &session)
    : session_{session},
      classifier_{session.policy()},
      asks_earlier_{asks_earlier(session.policy())},
      duty_{session.policy()} {}
Triage::~Triage() = default;

event::Assigned Triage::dispatch(std::string const &category) {
    std::map<std::string, rules::Load> loads;
    auto const *node = session_.policy().category(category);
    for (auto const &person : session_.policy().staff)
        if (node && person.team == node->team) {
            auto const row = session_.writer().load(person.id);
            loads[person.id] = {row.open_cases, row.last_assigned};
        }
    return rules::dispatch(
        session_.policy(), category, loads, session_.now(),
        [&](Person const &person, Instant at) { return duty_.is_on(person, at); });
}

event::Triaged Triage::rate(Case const &item, TriageArgs const &args, std::vector<Note> &notes) {
    auto const &policy = session_.policy();
    auto const &given = args.rating;
    auto const customer = ledger::customer_of(session_.writer(), item.customer);
    auto const &tier = customer.tier;
    // The value given now, else the one given before; empty when neither: then the policy decides.
    auto const choose = [&](std::string const &now, std::string const &before, char const *name) {
        if (!now.empty()) return now;
        return std::ranges::count(item.given, name) > 0 ? before : std::string{};
    };
    event::Triaged triaged;
    triaged.given = given.names();
    triaged.reason = args.reason;
    triaged.category = choose(given.category, item.category, "category");
    triaged.category_by = "given";
    auto const text = item.subject + "\n" + item.body;
    rules::CaseAttributes attributes{item.channel, {}, {}, tier, item.product, customer.tags, {}};
    if (asks_earlier_ && item.customer)
        attributes.earlier = session_.writer().earlier_category(*item.customer, item.id);
    ClassifyRule const *rule = nullptr;
    if (triaged.category.empty()) {
        auto fitting = classifier_.match(text, attributes);
        triaged.category = item.category;
        triaged.category_by = "no rule fits";
        if (fitting) {
            rule = fitting->rule;
            triaged.category = rule->category;
            triaged.rule = rule->name;
            triaged.rule_place = rule->place.text();
            triaged.category_by = fmt::format("rule \"{}\" ({})", rule->name, triaged.rule_place);
            triaged.matched = std::move(fitting->found);
        }
    }
    triaged.repeat_of = item.repeat_of;
    if (item.kind == CaseKind::service && (!item.repeat_of || triaged.category != item.category)) {
        auto const earlier =
            find_repeated(session_, item.id, item.customer, triaged.category, item.received_at);
        triaged.repeat_of = earlier ? std::optional{earlier->id} : std::nullopt;
        if (earlier) notes.push_back(repeat_note(item.id, item.received_at, *earlier));
    }

    attributes.category = triaged.category;
    auto const raises = classifier_.raises(text, attributes, triaged.repeat_of.has_value());
    auto rating =
        rules::rate(policy, choose(given.impact, item.impact, "impact"),
                    choose(given.urgency, item.urgency, "urgency"), rule, triaged.category, raises);
    triaged.impact = std::move(rating.impact);
    triaged.urgency = std::move(rating.urgency);
    triaged.raised = std::move(rating.raised);
    std::ranges::move(rating.found, std::back_inserter(triaged.matched));
    triaged.priority = choose(given.priority, item.priority, "priority");
    triaged.priority_by = triaged.priority.empty() ? std::move(rating.by) : "given";
    if (!given.priority.empty() && given.priority != rating.priority)
        triaged.policy_priority = rating.priority;
    if (triaged.priority.empty()) triaged.priority = std::move(rating.priority);

    auto rated = item;
    rated.category = triaged.category;
    if (!given.impact.empty()) rated.given.emplace_back("impact");
    triaged.missing = rules::missing_facts(policy, rated, customer);
    auto const &sla = rules::match_sla(
        policy, {item.channel, triaged.category, triaged.priority, tier, item.product});
    // The terms are kept while the same rule matches: editing the policy alone moves no clock.
    triaged.terms = sla.name == item.terms.rule
                        ? event::TermsRef{item.terms.policy, item.terms.rule}
                        : event::TermsRef{policy.fingerprint, sla.name};
    triaged.deadlines = rules::moved_deadlines(item, ledger::preview(session_, item, triaged));
    return triaged;
}

Outcome<ledger::Receipt> Triage::operator()(CaseId id, TriageArgs const &args) {
    if (auto no = rules::refuse_rating(session_.policy(), args.rating)) return *no;
    if (!args.reason.empty() && args.rating == GivenRating{})
        return Refusal{
            "nothing_given",
            "a reason is given, but no rating that it is for",
            Hint{Remedy::give, "give category, impact, urgency or priority", {"case.rating"}},
            {"reason"}};
    std::vector<Note> notes;
    std::vector<std::string> asked;  // facts that were missing before
    bool held_back = false;          // not dispatched because facts are missing
    auto receipt = ledger::change(
        session_, id, Right::route_triage, Step::triage,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            asked = item.missing;
            auto triaged = rate(item, args, notes);
            auto const category = triaged.category;
            bool const incomplete =
                !triaged.missing.empty() && !session_.policy().desk.dispatch_incomplete;
            held_back = incomplete && args.dispatch && item.person.empty();
            if (category.empty())
                notes.emplace_back(fmt::format("{}: no classification rule fits", id.text()),
                                   Hint{Remedy::classify, "give its category", {id.text()}});
            std::vector<event::Payload> happened{std::move(triaged)};
            if (!args.dispatch || !item.person.empty() || incomplete) return happened;
            auto assigned = dispatch(category);
            if (assigned.team.empty() || (assigned.person.empty() && assigned.team == item.team))
                return happened;
            if (assigned.person.empty())
                notes.emplace_back(
                    fmt::format("{}: assigned to team {}: no suitable person is on duty", id.text(),
                                assigned.team),
                    Hint{Remedy::show_reasons, "see why", {id.text()}});
            happened.emplace_back(std::move(assigned));
            return happened;
        },
        [&](ledger::Receipt &done) {
            if (rules::asks_anew(asked, done.item.missing))
                notify(session_, done, MessageKind::missing);
        });
    if (!receipt) return receipt;
    if (auto const note = missing_note(receipt->item, held_back)) notes.push_back(*note);
    std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

std::optional<Refusal> refuse_incomplete(Policy const &policy, Case const &item) {
    if (item.missing.empty() || policy.desk.dispatch_incomplete || !item.team.empty() ||
        !item.person.empty())
        return std::nullopt;
    auto hint = rules::how_to_supply(Remedy::supply_or_allow, item.id, item.missing);
    hint.text += "; or set dispatch_incomplete = true under [desk] in the policy";
    return Refusal{"incomplete",
                   fmt::format("{} lacks {} and is not dispatched", item.id.text(),
                               fmt::join(item.missing, ", ")),
                   std::move(hint), item.missing};
}

Outcome<ledger::Receipt> assign(ledger::Session &session, CaseId id, std::string const &to) {
    auto const &policy = session.policy();
    auto const *person = policy.person(to);
    if (!person && !policy.team(to)) {
        std::vector<std::string_view> ids;
        for (auto const &one : policy.staff) ids.push_back(one.id);
        for (auto const &one : policy.teams) ids.push_back(one.id);
        auto const meant = nearest(to, ids);
        return Refusal{"unknown_holder",
                       fmt::format("\"{}\" is neither a person nor a team of the policy{}", to,
                                   meant.empty() ? std::string{}
                                                 : fmt::format(" (did you mean \"{}\"?)", meant)),
                       fmt::format("there are: {}", fmt::join(ids, ", "))};
    }
    return ledger::change(
        session, id, Right::route_assign, Step::assign,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            if (auto no = refuse_incomplete(policy, item)) return *no;
            if (item.complaint && person)
                if (auto no = refuse_judge(session, item, {person->id, {}})) return *no;
            event::Assigned assigned;
            assigned.team = person ? person->team : to;
            assigned.person = person ? person->id : std::string{};
            assigned.by = "hand";
            if (assigned.team == item.team && assigned.person == item.person)
                return Refusal{
                    "unchanged", fmt::format("{} is already assigned to {}", id.text(), to), {}};
            return std::vector<event::Payload>{std::move(assigned)};
        });
}

}  // namespace dcc::desk
