#include <dcc/calendar/zone.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/complaint.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/text_tests.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

template <class T>
bool lists(std::vector<T> const &list, T const &value) {
    return list.empty() || std::ranges::count(list, value) > 0;
}

CaseAttributes attributes_of(Case const &item, std::string const &tier) {
    return {item.channel, item.category, item.priority, tier, item.product};
}

bool holds_on(Validity const &valid, std::chrono::sys_days day) {
    return (!valid.from || *valid.from <= day) && (!valid.to || day <= *valid.to);
}

}  // namespace

std::string complaint_type(Policy const &policy, std::string const &category) {
    auto const &types = policy.complaints.types;
    for (auto const &type : types)
        for (auto const &listed : type.categories)
            if (!category.empty() && policy.is_within(category, listed)) return type.id;
    auto const other = std::ranges::find_if(
        types, [](ComplaintType const &type) { return type.categories.empty(); });
    if (other != types.end()) return other->id;
    return types.empty() ? "general" : types.front().id;
}

ComplaintRule const *complaint_rule(Policy const &policy, Case const &item, std::string const &tier,
                                    int round) {
    auto const zone = Zone::load(policy.desk.zone);
    auto const day = std::chrono::floor<std::chrono::days>(zone.to_civil(item.received_at));
    std::chrono::sys_days const received{day.time_since_epoch()};
    auto const severity =
        item.complaint->assessment ? item.complaint->assessment->severity : std::string{};
    for (auto const &rule : policy.complaints.rules)
        if (holds(rule.when, attributes_of(item, tier), policy) &&
            lists(rule.types, item.complaint->type) && lists(rule.severities, severity) &&
            lists(rule.rounds, round) && holds_on(rule.valid, received))
            return &rule;
    return nullptr;
}

event::TermsRef complaint_terms(Policy const &policy, Case const &item, std::string const &tier,
                                int round) {
    auto const *rule = complaint_rule(policy, item, tier, round);
    auto const &name = rule ? rule->name : match_sla(policy, attributes_of(item, tier)).name;
    if (name == item.terms.rule) return {item.terms.policy, item.terms.rule};
    return {policy.fingerprint, name};
}

std::string complaint_department(Policy const &policy, Case const &item, std::string const &tier) {
    if (auto const *rule = complaint_rule(policy, item, tier, item.complaint->round().number);
        rule && !rule->team.empty())
        return rule->team;
    if (auto const *type = policy.complaints.type(item.complaint->type);
        type && !type->team.empty())
        return type->team;
    auto const *category = policy.category(item.category);
    return category ? category->team : std::string{};
}

void register_complaint(Policy const &policy, event::Opened &opened, Instant received,
                        CustomerFacts const &customer) {
    Case item;
    static_cast<CaseFacts &>(item) = opened;
    item.channel = opened.channel;
    item.category = opened.category;
    item.priority = opened.priority;
    item.received_at = received;
    auto &registration = opened.registration ? *opened.registration : opened.registration.emplace();
    if (registration.type.empty()) registration.type = complaint_type(policy, opened.category);
    auto &complaint = item.complaint.emplace();
    static_cast<Registration &>(complaint) = registration;
    complaint.rounds.emplace_back();
    opened.terms = complaint_terms(policy, item, customer.tier, 1);
    if (registration.department.empty())
        registration.department = complaint_department(policy, item, customer.tier);
}

std::optional<Refusal> refuse_registration(Policy const &policy, Registration const &registration) {
    auto const &types = policy.complaints.types;
    if (!types.empty())
        if (auto no = refuse_unlisted("type", registration.type, types)) return no;
    if (auto no = refuse_unlisted("team", registration.department, policy.teams)) return no;
    if (auto no = refuse_unlisted("person", registration.against, policy.staff)) return no;
    if (registration.complainants >= 1) return std::nullopt;
    return Refusal{"bad_number",
                   "a complaint has at least one complainant",
                   Hint{Remedy::give, "give 1 or more", {"complaint.complainants"}},
                   {"complainants"}};
}

AssessRule const *assess_rule(Policy const &policy, Case const &item, std::string const &tier) {
    auto const &rules = policy.complaints.assess;
    if (rules.empty()) return nullptr;
    auto const text = request_text(item.subject, item.body);
    TextTests const tests{"assess rule", rules};
    auto const reading = tests.read(text);
    auto const attributes = attributes_of(item, tier);
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (holds(rules[i].when, attributes, policy) &&
            lists(rules[i].types, item.complaint->type) && tests.try_on(reading, i))
            return &rules[i];
    return nullptr;
}

bool is_alarming(Policy const &policy, std::string const &severity) {
    return std::ranges::count(policy.complaints.alert_severities, severity) > 0;
}

}  // namespace dcc::rules
