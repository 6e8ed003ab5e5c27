#pragma once

#include <dcc/policy/policy.hpp>
#include <dcc/rules/condition.hpp>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace dcc::test {

// A small policy, made of values: rules are tested apart from how they are read.
// Skills of level 1.
inline std::vector<Skill> skills_of(std::vector<std::string> const &names) {
    std::vector<Skill> skills;
    for (auto const &name : names) skills.push_back({name, 1});
    return skills;
}

inline Category category(std::string id, std::string parent = {}, std::string team = {},
                         std::vector<std::string> const &skills = {}) {
    Category made;
    made.id = std::move(id);
    made.parent = std::move(parent);
    made.team = std::move(team);
    made.skills = skills_of(skills);
    return made;
}

inline Person person(std::string id, std::string team, std::vector<std::string> const &skills = {},
                     int capacity = 10) {
    Person made;
    made.id = std::move(id);
    made.team = std::move(team);
    made.skills = skills_of(skills);
    made.capacity = capacity;
    return made;
}

inline SlaRule sla(std::string name, Condition when = {}) {
    SlaRule made;
    made.name = std::move(name);
    made.when = std::move(when);
    return made;
}

inline Condition when(std::vector<std::string> Condition::*list, std::vector<std::string> values) {
    Condition made;
    made.*list = std::move(values);
    return made;
}

using AttributeList =
    std::initializer_list<std::pair<std::string rules::CaseAttributes::*, std::string>>;
inline rules::CaseAttributes attributes(AttributeList list) {
    rules::CaseAttributes made;
    for (auto const &[fact, value] : list) made.*fact = value;
    return made;
}

inline Policy bare_policy() {
    Policy policy;
    policy.categories = {category("billing", "", "front", {"billing"}),
                         category("billing.refund", "billing", "front", {"billing"}),
                         category("billing.refund.late", "billing.refund", "front", {"billing"}),
                         category("billings", "", "front"),
                         category("tech", "", "tech"),
                         category("nobody")};
    return policy;
}

}  // namespace dcc::test
