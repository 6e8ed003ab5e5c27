#include <dcc/base/text.hpp>
#include <dcc/desk/judges.hpp>
#include <dcc/desk/staffing.hpp>
#include <dcc/ledger/absences.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

Refusal unknown_holder(Policy const &policy, std::string const &to) {
    std::vector<std::string_view> ids;
    for (auto const &one : policy.staff) ids.push_back(one.id);
    for (auto const &one : policy.teams) ids.push_back(one.id);
    return {"unknown_holder",
            say("\"{}\" is neither a person nor a team of the policy{}", to, did_you_mean(to, ids)),
            say("there are: {}", fmt::join(ids, ", "))};
}

Hint how_to_force() {
    return {Remedy::give,
            "choose another person, or the team, or force it with a reason",
            {"assign.force"}};
}

}  // namespace

Staffing::Staffing(ledger::Session &session)
    : session_{session}, policy_{session.policy()}, duty_{session.policy(), {}} {}

void Staffing::look() {
    auto const last = session_.writer().head().seq;
    if (last == seen_) return;
    seen_ = last;
    loads_.clear();
    duty_.set(ledger::absences(session_.writer(), session_.now()));
}

void Staffing::read_loads(std::vector<std::string> people) {
    std::erase_if(people, [&](std::string const &id) { return loads_.contains(id); });
    if (people.empty()) return;
    for (auto const &[person, row] : session_.writer().loads(people)) {
        auto &load = loads_[person];
        load.last_assigned = row.last_assigned;
        for (auto const &[priority, count] : row.open_cases) {
            load.open_cases += count;
            load.weight += count * policy_.weight_of(priority);
        }
    }
}

void Staffing::read_loads_of(std::string const &team) {
    std::vector<std::string> people;
    for (auto const &person : policy_.staff)
        if (person.team == team) people.push_back(person.id);
    read_loads(std::move(people));
}

bool Staffing::is_absent(Person const &person) {
    look();
    return duty_.presence(person, session_.now()) == rules::Presence::absent;
}

bool Staffing::is_free_for(Person const &person, rules::Work const &work) {
    look();
    return duty_.presence(person, session_.now()) == rules::Presence::on &&
           person.id != work.given_by && std::ranges::count(work.barred, person.id) == 0 &&
           rules::lacking_skill(policy_, person, work).empty() &&
           rules::has_room(policy_, person, work, load(person));
}

rules::Load const &Staffing::load(Person const &person) {
    look();
    read_loads({person.id});
    return loads_[person.id];
}

rules::Work Staffing::work(Case const &item) {
    return {item.team, item.category, item.priority,
            item.handover ? item.handover->from_person : std::string{},
            barred_from(session_, item)};
}

event::Assigned Staffing::dispatch(rules::Work const &work) {
    look();
    read_loads_of(work.team);
    return rules::dispatch(policy_, work, loads_, session_.now(), duty_);
}

Wording Staffing::why_nobody(rules::Work const &work, event::Assigned const &assigned) {
    auto const any = [&](std::string_view verdict) {
        return std::ranges::count(assigned.candidates, verdict, &event::Candidate::verdict) > 0 ||
               std::ranges::count(assigned.others, verdict, &event::OtherCandidates::verdict) > 0;
    };
    if (assigned.candidates.empty()) return "nobody is in it";
    if (any("at capacity")) return "everybody suitable on duty is at capacity";
    if (!any("off duty") && !any("absent"))
        return any("must not judge it") ? "nobody in it may judge it"
                                        : "nobody in it has the skills";
    auto const next = rules::next_on(policy_, work, session_.now(), duty_);
    return next ? fmt::format("no suitable person is on duty before {} ({})",
                              duty_.zone().format(next->at), next->person)
                : "no suitable person is on duty";
}

Outcome<Chosen> Staffing::choose(Case const &item, Holder const &to, Given what) {
    auto const *person = policy_.person(to.to);
    if (!person && !policy_.team(to.to)) return unknown_holder(policy_, to.to);
    if (to.force)
        if (auto no = rules::refuse_blank(to.reason, "reason", "assign.reason")) return *no;
    if (!person) return Chosen{to.to, {}, {}};
    Chosen chosen{person->team, person->id, {}};
    if (to.force) return chosen;
    look();
    auto const now = session_.now();
    if (duty_.presence(*person, now) == rules::Presence::absent) {
        auto const until = duty_.absent_until(*person, now);
        auto const absent = say("{} is absent{}", person->id,
                                until ? say(" until {}", duty_.zone().format(*until)) : Wording{});
        auto const *substitute =
            what == Given::begun ? nullptr : rules::substitute_of(policy_, *person, now, duty_);
        if (!substitute) return Refusal{"absent", absent, how_to_force(), {"to"}};
        chosen = {substitute->team, substitute->id, person->id};
        chosen.notes.emplace_back(
            say("{}: {}: {} stands in", item.id.text(), absent, substitute->id));
        person = substitute;
    }
    rules::Work const work{person->team, item.category, item.priority};
    auto const &busy = load(*person);
    if (what != Given::task && item.person != person->id &&
        !rules::has_room(policy_, *person, work, busy))
        return Refusal{"at_capacity",
                       say("{} is at capacity: {} open cases of weight {}, of at most {}",
                           person->id, busy.open_cases, busy.weight, person->capacity),
                       how_to_force(),
                       {"to"}};
    if (duty_.presence(*person, now) == rules::Presence::off) {
        auto const next = duty_.next_on(*person, now);
        chosen.notes.emplace_back(
            say("{}: {} is off duty{}", item.id.text(), person->id,
                next ? " until " + duty_.zone().format(*next) : std::string{}));
    }
    if (auto const skill = rules::lacking_skill(policy_, *person, work); !skill.empty())
        chosen.notes.emplace_back(say("{}: {} lacks skill {}", item.id.text(), person->id, skill));
    return chosen;
}

std::string Staffing::unable(std::string const &person) {
    if (person.empty()) return {};
    auto const *known = policy_.person(person);
    if (!known) return "left";
    if (is_absent(*known)) return "absent";
    return load(*known).weight > known->capacity ? "at capacity" : "";
}

int Staffing::room(std::string const &team) {
    look();
    std::vector<Person const *> on_duty;
    for (auto const &person : policy_.staff)
        if (person.team == team && duty_.presence(person, session_.now()) == rules::Presence::on)
            on_duty.push_back(&person);
    if (on_duty.empty()) return 0;
    read_loads_of(team);
    int spare = 0;
    for (auto const *person : on_duty)
        spare += std::max(0, person->capacity - loads_[person->id].weight);
    return spare;
}

void Staffing::change(std::string const &person, std::string const &priority, int by) {
    auto const known = loads_.find(person);
    if (known == loads_.end()) return;
    known->second.open_cases += by;
    known->second.weight += by * policy_.weight_of(priority);
    if (by > 0) known->second.last_assigned = session_.now();
}

void Staffing::moved(std::string const &from, std::string const &to, std::string const &priority,
                     std::int64_t last) {
    change(from, priority, -1);
    change(to, priority, 1);
    seen_ = last;
}

}  // namespace dcc::desk
