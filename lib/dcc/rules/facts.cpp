#include <dcc/model/remedy.hpp>
#include <dcc/model/required_facts.hpp>
#include <dcc/rules/facts.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

std::vector<std::string_view> known_facts(Case const &item, CustomerFacts const &customer) {
    std::vector<std::string_view> known;
    each_case_fact(as_required, [&](auto const &fact) {
        if (is_known(item, fact)) known.push_back(fact.name);
    });
    for (auto const &fact : customer_fact_table)
        if (fact.requirable && !(customer.*fact.member).empty()) known.push_back(fact.case_name);
    if (std::ranges::count(item.given, required_impact) > 0) known.push_back(required_impact);
    return known;
}

}  // namespace

std::vector<std::string> missing_facts(Policy const &policy, Case const &item,
                                       CustomerFacts const &customer) {
    std::vector<std::string> missing;
    auto const *category = policy.category(item.category);
    if (!category || category->required.empty()) return missing;
    auto const known = known_facts(item, customer);
    for (auto const &name : category->required) {
        auto const field = field_in(name);
        if (field.empty() ? std::ranges::count(known, name) == 0 : value_of(item, field).empty())
            missing.push_back(name);
    }
    return missing;
}

bool asks_anew(std::vector<std::string> const &before, std::vector<std::string> const &now) {
    return std::ranges::any_of(
        now, [&](std::string const &fact) { return std::ranges::count(before, fact) == 0; });
}

Hint how_to_supply(Remedy remedy, CaseId id, std::vector<std::string> const &missing) {
    Hint hint{remedy, fmt::format("supply {}", fmt::join(missing, ", ")), {id.text()}};
    hint.arguments.insert(hint.arguments.end(), missing.begin(), missing.end());
    return hint;
}

}  // namespace dcc::rules
