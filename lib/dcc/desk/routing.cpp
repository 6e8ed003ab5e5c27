#include <dcc/desk/facts.hpp>
#include <dcc/desk/incident.hpp>
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
#include <dcc/rules/facts.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/moved.hpp>
#include <dcc/rules/triage.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// Whether a rule asks for the category of the customer's case before.
bool asks_earlier(Policy const &policy) {
    auto const asks = [](auto const &rule) { return !rule.when.earlier.empty(); };
    return std::ranges::any_of(policy.classify, asks) || std::ranges::any_of(policy.raises, asks);
}

// Where a case of that category and priority goes. The team that holds it keeps it, unless it gets
// another category.
rules::Work work_for(Policy const &policy, Staffing &staffing, Case const &item,
                     std::string const &category, std::string const &priority) {
    auto const *node = policy.category(category);
    bool const stays = !item.team.empty() && (category == item.category || !node);
    auto work = staffing.work(item);
    work.category = category;
    work.priority = priority;
    if (!stays) work.team = node ? node->team : std::string{};
    return work;
}

// An assigned case that gets the category of another team stays where it is; people should know.
std::optional<Note> other_team_note(Policy const &policy, Case const &item,
                                    std::string const &category) {
    auto const *node = policy.category(category);
    if (item.person.empty() || !node || node->team.empty() || node->team == item.team ||
        category == item.category)
        return std::nullopt;
    return Note{say("{} stays with {} of team {}: {} leads {}", item.id.text(), item.person,
                    item.team, node->team, category),
                Hint{Remedy::give, "assign it", {"handover.assign", item.id.text()}}};
}

}  // namespace

Triage::Triage(ledger::Session &session)
    : session_{session},
      classifier_{session.policy()},
      asks_earlier_{asks_earlier(session.policy())},
      staffing_{session},
      suggesting_{session.writer()} {}
Triage::~Triage() = default;

// What the model of the desk makes of a case that the rule, if any, has classified.
void Triage::suggest(Case const &item, ClassifyRule const *rule, event::Triaged &triaged,
                     std::vector<Note> &notes) {
    auto const &policy = session_.policy();
    if (!policy.suggest.is_used() || (rule && !policy.suggest.second_opinion)) return;
    if (!suggesting_.model()) {
        if (!std::exchange(missed_model_, true))
            notes.emplace_back(
                "the policy wants categories to be suggested, but this desk has "
                "learned none yet",
                Hint{Remedy::learn, "make a model of the cases that are classified"});
        return;
    }
    auto const likely = suggesting_.likely({item.subject, item.body});
    auto advice = rules::advise(policy, likely, rule ? rule->category : std::string{});
    if (advice.suggested.empty()) return;
    auto const &first = advice.suggested.front();
    triaged.model = suggesting_.fingerprint();
    if (!advice.category.empty()) {
        triaged.category = advice.category;
        triaged.category_by =
            fmt::format("model {} ({:.3f})", triaged.model, first.permille / 1000.0);
    } else {
        notes.emplace_back(say("{}: {}; the model suggests {}", item.id.text(),
                               rule ? say("rule \"{}\" decides {}", rule->name, rule->category)
                                    : Wording{"no classification rule fits"},
                               first.category),
                           Hint{Remedy::classify, "give its category", {item.id.text()}});
    }
    triaged.suggested = std::move(advice.suggested);
}

event::Triaged Triage::rate(Case const &item, TriageArgs const &args, std::vector<Note> &notes) {
    auto const &policy = session_.policy();
    auto const &given = args.rating;
    auto const customer = ledger::customer_of(session_.writer(), item.customer);
    auto const &tier = customer.tier;
    event::Triaged triaged;
    triaged.given = given.names();
    triaged.reason = args.reason;
    rules::TriageInput input{given,
                             rules::request_text(item.subject, item.body),
                             {item.channel, {}, {}, tier, item.product, customer.tags, {}}};
    input.known.case_tags = item.tags;
    input.known.fields = all_fields(item);
    if (asks_earlier_ && item.customer)
        input.known.earlier = session_.writer().earlier_category(*item.customer, item.id);
    auto const *rule = rules::classify(classifier_, item, input, triaged);
    if (triaged.category_by != "given") suggest(item, rule, triaged, notes);
    triaged.repeat_of = item.repeat_of;
    if (item.kind == CaseKind::service && (!item.repeat_of || triaged.category != item.category)) {
        auto const earlier =
            find_repeated(session_, item.id, item.customer, triaged.category, item.received_at);
        triaged.repeat_of = earlier ? std::optional{earlier->id} : std::nullopt;
        if (earlier) notes.push_back(repeat_note(item.id, item.received_at, *earlier));
    }
    rules::rate(policy, classifier_, item, input, rule, triaged);

    auto rated = item;
    rated.category = triaged.category;
    if (!given.impact.empty()) rated.given.emplace_back("impact");
    triaged.missing = rules::missing_facts(policy, rated, customer);
    auto const &sla = rules::match_sla(
        policy, {item.channel, triaged.category, triaged.priority, tier, item.product});
    // The terms are kept while the same rule matches: editing the policy alone moves no clock. So
    // are those of an incident while it lasts.
    auto const *own = policy.sla_rule(item.terms.rule);
    triaged.terms =
        sla.name == item.terms.rule || (own && own->incident && is_in_open_incident(session_, item))
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
    bool dispatched = false;
    auto receipt = ledger::change(
        session_, id, Right::route_triage, Step::triage,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            asked = item.missing;
            auto triaged = rate(item, args, notes);
            auto const category = triaged.category;
            bool const suggested = !triaged.suggested.empty();
            auto const priority = triaged.priority;
            bool const incomplete =
                !triaged.missing.empty() && !session_.policy().desk.dispatch_incomplete;
            held_back = incomplete && args.dispatch && item.person.empty();
            if (category.empty() && !suggested)
                notes.emplace_back(say("{}: no classification rule fits", id.text()),
                                   Hint{Remedy::classify, "give its category", {id.text()}});
            std::vector<event::Payload> happened{std::move(triaged)};
            if (auto note = other_team_note(session_.policy(), item, category))
                notes.push_back(std::move(*note));
            if (!args.dispatch || !item.person.empty() || incomplete) return happened;
            auto const work = work_for(session_.policy(), staffing_, item, category, priority);
            auto assigned = staffing_.dispatch(work);
            dispatched = true;
            if (assigned.team.empty() || (assigned.person.empty() && assigned.team == item.team))
                return happened;
            if (assigned.person.empty())
                notes.emplace_back(say("{}: assigned to team {}: {}", id.text(), assigned.team,
                                       staffing_.why_nobody(work, assigned)),
                                   Hint{Remedy::show_reasons, "see why", {id.text()}});
            happened.emplace_back(std::move(assigned));
            return happened;
        },
        [&](ledger::Receipt &done) {
            link_by_playbook(session_, done);
            if (rules::asks_anew(asked, done.item.missing))
                notify(session_, done, MessageKind::missing);
        });
    if (!receipt) return receipt;
    if (dispatched)
        staffing_.moved({}, receipt->item.person, receipt->item.priority,
                        receipt->events.back().seq);
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
    return Refusal{
        "incomplete",
        say("{} lacks {} and is not dispatched", item.id.text(), fmt::join(item.missing, ", ")),
        std::move(hint), item.missing};
}

Outcome<ledger::Receipt> dispatch_case(ledger::Session &session, CaseId id) {
    auto const &policy = session.policy();
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::route_assign, Step::assign,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            if (auto no = refuse_incomplete(policy, item)) return *no;
            Staffing staffing{session};
            auto const work = work_for(policy, staffing, item, item.category, item.priority);
            if (work.team.empty())
                return Refusal{
                    "no_team", say("{} has no team, and no category that has one", id.text()),
                    rules::is_legal(item, Step::triage)
                        ? Hint{Remedy::classify, "give its category", {id.text()}}
                        : Hint{Remedy::give, "assign it", {"handover.assign", id.text()}}};
            auto assigned = staffing.dispatch(work);
            auto const nobody = assigned.person.empty();
            auto const why = nobody ? staffing.why_nobody(work, assigned) : Wording{};
            if (assigned.team == item.team && (nobody || assigned.person == item.person))
                return Refusal{
                    "unchanged",
                    nobody ? say("{} stays with {}: {}", id.text(),
                                 item.person.empty() ? "team " + item.team : item.person, why)
                           : say("{} is already assigned to {}", id.text(), item.person),
                    {}};
            if (nobody)
                notes.emplace_back(say("{}: assigned to team {}: {}", id.text(), work.team, why));
            return std::vector<event::Payload>{std::move(assigned)};
        });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

Outcome<ledger::Receipt> assign(ledger::Session &session, CaseId id, Holder const &to) {
    std::vector<Note> notes;
    auto receipt =
        ledger::change(session, id, Right::route_assign, Step::assign,
                       [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
                           if (auto no = refuse_incomplete(session.policy(), item)) return *no;
                           auto chosen = Staffing{session}.choose(item, to);
                           if (!chosen) return chosen.refusal();
                           if (item.complaint && !chosen->person.empty())
                               if (auto no = refuse_judge(session, item, {chosen->person, {}}))
                                   return *no;
                           event::Assigned assigned{chosen->team, chosen->person, "hand", {}};
                           if (assigned.team == item.team && assigned.person == item.person)
                               return Refusal{"unchanged",
                                              say("{} is already assigned to {}", id.text(),
                                                  item.person.empty() ? item.team : item.person),
                                              {}};
                           assigned.instead_of = std::move(chosen->instead_of);
                           assigned.despite = to.reason;
                           notes = std::move(chosen->notes);
                           return std::vector<event::Payload>{std::move(assigned)};
                       });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

}  // namespace dcc::desk
