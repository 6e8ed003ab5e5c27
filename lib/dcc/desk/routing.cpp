#include <dcc/base/text.hpp>
#include <dcc/desk/intake.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/dispatch.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

std::string tier_of(Session &session, Case const &item) {
    if (!item.customer) return {};
    auto const row = session.writer().find(*item.customer);
    return row ? row->tier : std::string{};
}

// What moves when the event is applied: every clock's deadline before and after, and those of
// clocks that begin with it.
std::vector<event::Moved> moved(Case const &before, Case const &after) {
    std::vector<event::Moved> moves;
    for (std::size_t i = 0; i < after.clocks.size(); ++i) {
        auto const was = i < before.clocks.size() ? before.clocks[i].due_at : std::nullopt;
        auto const &is = after.clocks[i];
        if (was != is.due_at) moves.push_back({is.kind, is.instance, was, is.due_at});
    }
    return moves;
}

}  // namespace

Triage::Triage(Session &session) : session_{session}, classifier_{session.policy()} {}
Triage::~Triage() = default;

bool Triage::on_duty(Person const &person, Instant at) {
    auto const zone = Zone::load(session_.policy().desk.zone);
    auto const today = std::chrono::floor<std::chrono::days>(zone.to_civil(at)).time_since_epoch();
    for (auto const &absence : person.absent)
        if (absence.from.time_since_epoch() <= today && today <= absence.to.time_since_epoch())
            return false;
    auto const &name = session_.policy().calendar_of(person);
    if (name.empty()) return true;
    auto found = calendars_.find(name);
    if (found == calendars_.end())
        found = calendars_.try_emplace(name, session_.policy().calendars.at(name)).first;
    return found->second.is_open(at);
}

event::Assigned Triage::dispatch(std::string const &category) {
    std::map<std::string, rules::Load> loads;
    auto const *node = session_.policy().category(category);
    for (auto const &person : session_.policy().staff)
        if (node && person.team == node->team) {
            auto const row = session_.writer().load(person.id);
            loads[person.id] = {row.open_cases, row.last_assigned};
        }
    return rules::dispatch(session_.policy(), category, loads, session_.now(),
                           [&](Person const &person, Instant at) { return on_duty(person, at); });
}

event::Triaged Triage::rate(Case const &item, Said const &said, std::string const &tier) {
    auto const &policy = session_.policy();
    // What is said now, else what was said before, else nothing: then the policy decides.
    auto const choose = [&](std::string const &now, std::string const &before, char const *name) {
        if (!now.empty()) return now;
        return std::ranges::count(item.given, name) > 0 ? before : std::string{};
    };
    event::Triaged triaged;
    triaged.given = said.names();
    triaged.category = choose(said.category, item.category, "category");
    triaged.category_by = "given";
    ClassifyRule const *rule = nullptr;
    if (triaged.category.empty()) {
        rule = classifier_.match(item.subject + "\n" + item.body,
                                 {item.channel, {}, {}, tier, item.product});
        triaged.category = rule ? rule->category : item.category;
        triaged.category_by =
            rule ? fmt::format("rule \"{}\" ({})", rule->name, rule->place.text()) : "no rule fits";
    }
    auto rating =
        rules::rate(policy, choose(said.impact, item.impact, "impact"),
                    choose(said.urgency, item.urgency, "urgency"), rule, triaged.category);
    triaged.impact = std::move(rating.impact);
    triaged.urgency = std::move(rating.urgency);
    triaged.priority = choose(said.priority, item.priority, "priority");
    triaged.priority_by = triaged.priority.empty() ? std::move(rating.by) : "given";
    if (triaged.priority.empty()) triaged.priority = std::move(rating.priority);

    auto const &sla = rules::match_sla(
        policy, {item.channel, triaged.category, triaged.priority, tier, item.product});
    // The promise stays while the rule does: a policy edit moves no clock by itself.
    triaged.promise = sla.name == item.promise.rule
                          ? event::PromiseRef{item.promise.policy, item.promise.rule}
                          : event::PromiseRef{policy.fingerprint, sla.name};
    Event trial;
    trial.at = session_.now();
    trial.payload = triaged;
    auto after = item;
    rules::apply(after, trial, session_.book());
    triaged.deadlines = moved(item, after);
    return triaged;
}

Outcome<Receipt> Triage::operator()(CaseId id, TriageArgs const &args) {
    if (auto no = refuse_said(session_.policy(), args.said)) return *no;
    std::vector<std::string> notes;
    auto receipt = change(
        session_, id, "route.triage", rules::Step::triage,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            auto triaged = rate(item, args.said, tier_of(session_, item));
            auto const category = triaged.category;
            if (category.empty())
                notes.push_back(fmt::format(
                    "{0}: no classification rule fits; say 'dcc-route triage {0} --category NAME'",
                    id.text()));
            std::vector<event::Payload> happened{std::move(triaged)};
            if (!args.dispatch || !item.person.empty()) return happened;
            auto assigned = dispatch(category);
            if (assigned.team.empty() || (assigned.person.empty() && assigned.team == item.team))
                return happened;
            if (assigned.person.empty())
                notes.push_back(fmt::format(
                    "{0}: team {1} holds it, nobody fit is on duty (see 'dcc-route why {0}')",
                    id.text(), assigned.team));
            happened.emplace_back(std::move(assigned));
            return happened;
        });
    if (receipt) receipt->notes = std::move(notes);
    return receipt;
}

Outcome<Receipt> assign(Session &session, CaseId id, std::string const &to) {
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
    return change(
        session, id, "route.assign", rules::Step::assign,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            event::Assigned assigned;
            assigned.team = person ? person->team : to;
            assigned.person = person ? person->id : std::string{};
            assigned.by = "hand";
            if (assigned.team == item.team && assigned.person == item.person)
                return Refusal{"unchanged", fmt::format("{} holds {} already", to, id.text()), {}};
            return std::vector<event::Payload>{std::move(assigned)};
        });
}

}  // namespace dcc::desk
