#include <dcc/rules/same_person.hpp>

#include <algorithm>
#include <set>
#include <variant>

namespace dcc::rules {
namespace {

using Names = std::set<std::string, std::less<>>;

bool has_login(Person const &person, std::string const &login) {
    return person.id == login || std::ranges::count(person.logins, login) > 0;
}

// Adds a name and all that belong to whoever bears it.
void add_names(Names &names, Policy const &policy, std::string const &name) {
    if (name.empty()) return;
    names.insert(name);
    for (auto const &person : policy.staff) {
        if (!has_login(person, name)) continue;
        names.insert(person.id);
        names.insert(person.logins.begin(), person.logins.end());
    }
}

Names names_of(Policy const &policy, Doer const &doer, Users users) {
    Names names;
    add_names(names, policy, doer.actor);
    if (users == Users::count) add_names(names, policy, doer.user);
    return names;
}

bool is_work(Step step) {
    switch (step) {
        case Step::start:
        case Step::reply:
        case Step::resolve:
        case Step::propose:
        case Step::confirm:
        case Step::promise:
        case Step::visit:
        case Step::assess:
        case Step::finding:
        case Step::propose_remedy:
        case Step::decide:
        case Step::remedy:
        case Step::finish: return true;
        case Step::open:
        case Step::triage:
        case Step::assign:
        case Step::note:
        case Step::receive:
        case Step::wait:
        case Step::resume:
        case Step::reopen:
        case Step::close:
        case Step::lapse:
        case Step::cancel:
        case Step::facts:
        case Step::correct:
        case Step::review:
        case Step::notify:
        case Step::erase:
        case Step::hold:
        case Step::feedback:
        case Step::acknowledge:
        case Step::evidence:
        case Step::recuse:
        case Step::approve:
        case Step::give_back:
        case Step::outcome:
        case Step::extend:
        case Step::withdraw:
        case Step::cause:
        case Step::plan:
        case Step::verify: return false;
    }
    return false;
}

// The person whom an event gives work on the case; empty for none.
std::string given_to(event::Payload const &payload) {
    if (auto const *assigned = std::get_if<event::Assigned>(&payload)) return assigned->person;
    if (auto const *handed = std::get_if<event::HandedOver>(&payload)) return handed->person;
    if (auto const *booked = std::get_if<event::VisitBooked>(&payload)) return booked->technician;
    if (auto const *moved = std::get_if<event::VisitMoved>(&payload)) return moved->technician;
    return {};
}

bool share_text(event::Proposed const &one, event::Proposed const &other) {
    auto const same = [&](auto part) {
        return one.*part == other.*part && one.*part != std::decay_t<decltype(one.*part)>{};
    };
    return same(&event::Proposed::steps) || same(&event::Proposed::effect) ||
           same(&event::Proposed::feasibility) || same(&event::Proposed::cost);
}

void add(std::vector<Doer> &doers, Doer doer) {
    if (std::ranges::find(doers, doer) == doers.end()) doers.push_back(std::move(doer));
}

}  // namespace

Doer doer_of(Event const &event) {
    return {event.actor, event.dated == Dating::import ? std::string{} : event.user};
}

bool same_person(Policy const &policy, Doer const &one, Doer const &other, Users users) {
    auto const names = names_of(policy, one, users);
    return std::ranges::any_of(names_of(policy, other, users),
                               [&](auto const &name) { return names.contains(name); });
}

bool is_among(Policy const &policy, Doer const &one, std::span<Doer const> others, Users users) {
    return std::ranges::any_of(
        others, [&](Doer const &other) { return same_person(policy, one, other, users); });
}

std::vector<Doer> authors_of_solution(std::span<Event const> events) {
    event::Proposed const *last = nullptr;
    for (auto const &event : events)
        if (auto const *proposed = std::get_if<event::Proposed>(&event.payload)) last = proposed;
    std::vector<Doer> authors;
    for (auto const &event : events)
        if (auto const *proposed = std::get_if<event::Proposed>(&event.payload))
            if (proposed == last || share_text(*proposed, *last)) add(authors, doer_of(event));
    return authors;
}

std::vector<Doer> workers_of(std::span<Event const> events) {
    std::vector<Doer> workers;
    for (auto const &event : events) {
        auto const &type = type_of(event.payload);
        if (type.step && is_work(*type.step)) add(workers, doer_of(event));
        if (auto person = given_to(event.payload); !person.empty())
            add(workers, {std::move(person), {}});
    }
    return workers;
}

}  // namespace dcc::rules
