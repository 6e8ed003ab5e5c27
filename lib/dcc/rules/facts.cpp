#include <dcc/model/remedy.hpp>
#include <dcc/policy/case_fields.hpp>
#include <dcc/rules/facts.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

using Known = bool (*)(Case const &, Customer const &);

template <auto member>
bool of_case(Case const &item, Customer const &) {
    return item.*member != std::remove_cvref_t<decltype(item.*member)>{};
}

template <auto member>
bool of_customer(Case const &, Customer const &customer) {
    return !(customer.*member).empty();
}

bool impact_said(Case const &item, Customer const &) {
    return std::ranges::count(item.given, "impact") > 0;
}

// In the order of case_fields.
constexpr std::array<Known, case_fields.size()> known{
    of_case<&Case::subject>,       of_case<&Case::body>,
    of_case<&Case::product>,       of_case<&Case::order_no>,
    of_case<&Case::serial_no>,     of_case<&Case::purchase_date>,
    of_case<&Case::remedy_sought>, of_case<&Case::external_id>,
    of_customer<&Customer::name>,  of_customer<&Customer::phone>,
    of_customer<&Customer::email>, of_customer<&Customer::language>,
    of_customer<&Customer::tier>,  impact_said,
};

std::size_t index_of(std::string_view field) {
    return static_cast<std::size_t>(std::ranges::find(case_fields, field, &CaseField::name) -
                                    case_fields.begin());
}

}  // namespace

std::vector<std::string> missing_facts(Policy const &policy, Case const &item,
                                       Customer const &customer) {
    std::vector<std::string> missing;
    auto const *category = policy.category(item.category);
    if (!category) return missing;
    for (auto const &field : category->required)
        if (auto const index = index_of(field);
            index < known.size() && !known[index](item, customer))
            missing.push_back(field);
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
