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
    for (auto const &fact : customer_facts)
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
    for (auto const &name : category->required)
        if (std::ranges::count(known, name) == 0) missing.push_back(name);
    return missing;
}

bool asks_anew(std::vector<std::string> const &before, std::vector<std::string> const &now) {
    return std::ranges::any_of(
        now, [&](std::string const &fact) { return std::ranges::count(before, fact) == 0; });
}

std::string how_to_supply(CaseId id, std::vector<std::string> const &missing) {
    std::string options;
    each_case_fact(when_correcting | as_required, [&](auto const &fact) {
        if (std::ranges::count(missing, fact.name) > 0)
            options += fmt::format(" --{} {}", fact.option, fact.value);
    });
    std::vector<std::string_view> others;
    bool const impact = std::ranges::count(missing, required_impact) > 0;
    for (auto const &name : missing)
        if (name != required_impact && !is_correctable(name)) others.push_back(name);
    std::vector<std::string> ways;
    if (!options.empty())
        ways.push_back(fmt::format("say 'dcc-case facts {}{}'", id.text(), options));
    if (impact) ways.push_back(fmt::format("say 'dcc-route triage {} --impact NAME'", id.text()));
    if (!others.empty())
        ways.push_back(fmt::format("only opening a case can tell {}", fmt::join(others, ", ")));
    return fmt::format("{}", fmt::join(ways, "; "));
}

}  // namespace dcc::rules
