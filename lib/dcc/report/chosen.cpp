#include <dcc/report/chosen.hpp>
#include <dcc/report/served.hpp>

#include <algorithm>

namespace dcc::report {

Chosen::Chosen(store::Reader &reader, Scope const &scope) : all_{scope.filter.empty()} {
    if (all_) return;
    each_served(reader, scope, [&](auto const &row) { numbers_.push_back(row.id.number); });
    std::ranges::sort(numbers_);
}

bool Chosen::accepts(CaseId id) const {
    return all_ || std::ranges::binary_search(numbers_, id.number);
}

}  // namespace dcc::report
