#pragma once

#include <dcc/store/reader.hpp>

#include <vector>

namespace dcc::ledger {

// All cases of a customer, those received first before the others.
std::vector<CaseId> cases_of(store::Reader &reader, CustomerId id);

}  // namespace dcc::ledger
