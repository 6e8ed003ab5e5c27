#include <dcc/model/case_facts.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/required_facts.hpp>

namespace dcc {

std::vector<std::string_view> requirable_facts() {
    std::vector<std::string_view> names;
    each_case_fact(as_required, [&](auto const &fact) { names.push_back(fact.name); });
    for (auto const &fact : customer_fact_table)
        if (fact.requirable) names.push_back(fact.case_name);
    names.push_back(required_impact);
    return names;
}

}  // namespace dcc
