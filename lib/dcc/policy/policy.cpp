#include <dcc/policy/policy.hpp>

#include <algorithm>

namespace dcc {
namespace {

template <class Item>
Item const *find(std::vector<Item> const &items, std::string_view id) {
    auto const found = std::ranges::find(items, id, &Item::id);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

Channel const *Policy::channel(std::string_view id) const {
    return find(channels, id);
}

Category const *Policy::category(std::string_view id) const {
    return find(categories, id);
}

Team const *Policy::team(std::string_view id) const {
    return find(teams, id);
}

Person const *Policy::person(std::string_view id) const {
    return find(staff, id);
}

Role const *Policy::role(std::string_view id) const {
    return find(roles, id);
}

Priority const *Policy::priority(std::string_view id) const {
    return find(priorities, id);
}

Product const *Policy::product(std::string_view id) const {
    return find(aftersales.products, id);
}

OwnField const *Policy::field(std::string_view id) const {
    return find(fields, id);
}

int Policy::weight_of(std::string_view id) const {
    auto const *const known = priority(id);
    return known ? known->weight : 1;
}

WaitingPolicy const &Policy::waiting(State state) const {
    return state == State::waiting_customer ? waiting_customer : waiting_third_party;
}

bool Policy::is_within(std::string_view id, std::string_view ancestor) const {
    if (!id.starts_with(ancestor)) return false;
    return id.size() == ancestor.size() || id[ancestor.size()] == '.';
}

std::string const &Policy::calendar_of(Person const &person) const {
    if (!person.calendar.empty()) return person.calendar;
    static std::string const always;
    auto const *const home = team(person.team);
    return home ? home->calendar : always;
}

SlaRule const *Policy::sla_rule(std::string_view name) const {
    auto const found = std::ranges::find(sla, name, &SlaRule::name);
    return found == sla.end() ? nullptr : &*found;
}

ServiceTerms Policy::terms_of(SlaRule const &rule) const {
    return {fingerprint, rule.name, rule.place.text(), rule.terms, rule.conventions};
}

ServiceTerms Policy::terms_of(ComplaintRule const &rule) const {
    return {fingerprint, rule.name, rule.place.text(), rule.terms};
}

std::vector<ServiceTerms> Policy::all_terms() const {
    std::vector<ServiceTerms> terms;
    for (auto const &rule : sla) terms.push_back(terms_of(rule));
    for (auto const &rule : complaints.rules) terms.push_back(terms_of(rule));
    return terms;
}

ComplaintType const *ComplaintPolicy::type(std::string_view id) const {
    return find(types, id);
}

Severity const *ComplaintPolicy::severity(std::string_view id) const {
    return find(severities, id);
}

Playbook const *IncidentPolicy::playbook(std::string_view id) const {
    return find(playbooks, id);
}

Cause const *ComplaintPolicy::cause(std::string_view id) const {
    return find(causes, id);
}

}  // namespace dcc
