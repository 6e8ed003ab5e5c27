#include <dcc/ledger/customer_cases.hpp>

namespace dcc::ledger {

std::vector<CaseId> cases_of(store::Reader &reader, CustomerId id) {
    std::vector<CaseId> cases;
    store::CaseQuery query;
    query.customer = id;
    query.order = store::CaseQuery::Order::received;
    reader.each_case(query, [&](store::CaseRow &&row) {
        cases.push_back(row.id);
        return true;
    });
    return cases;
}

}  // namespace dcc::ledger
