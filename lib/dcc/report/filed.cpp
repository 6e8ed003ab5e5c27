#include <dcc/report/filed.hpp>
#include <dcc/report/served.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace dcc::report {
namespace {

// What a complaint has from its case.
constexpr std::array dimensions_of_case{Dimension::channel, Dimension::category,
                                        Dimension::priority, Dimension::team, Dimension::person};

struct CaseValues {
    std::string channel;
    std::string category;
    std::string priority;
    std::string team;
    std::string person;
};

using Cases = std::unordered_map<std::int64_t, CaseValues>;

Cases cases_of(store::Reader &reader, Scope const &scope) {
    Cases cases;
    auto const is_needed = [&](Dimension dimension) { return needs(scope, dimension); };
    if (std::ranges::none_of(dimensions_of_case, is_needed)) return cases;
    auto everything = scope;
    everything.filter = {};
    each_served(reader, everything, [&](auto const &row) {
        if (row.kind == CaseKind::complaint)
            cases.emplace(row.id.number,
                          CaseValues{std::string{row.channel}, std::string{row.category},
                                     std::string{row.priority}, std::string{row.team},
                                     std::string{row.person}});
    });
    return cases;
}

}  // namespace

Dimensions dimensions_of(Filed const &filed) {
    return filed.values;
}

void each_filed(store::Reader &reader, Past &past, Scope const &scope,
                std::function<void(Filed const &)> const &visit) {
    auto const cases = cases_of(reader, scope);
    past.each_complaint(scope.from, scope.before, [&](store::ComplaintRow const &row) {
        auto values = dimensions_of(row);
        if (auto const found = cases.find(row.case_id.number); found != cases.end()) {
            values.channel = found->second.channel;
            values.category = found->second.category;
            values.priority = found->second.priority;
            values.team = found->second.team;
            values.person = found->second.person;
        }
        if (scope.filter.accepts(values)) visit({row, values});
    });
}

}  // namespace dcc::report
