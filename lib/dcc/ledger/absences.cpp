#include <dcc/ledger/absences.hpp>

namespace dcc::ledger {

std::vector<event::StaffAbsent> absences(store::Reader &reader, Instant after) {
    std::vector<event::StaffAbsent> all;
    for (auto const &row : reader.absences(after))
        all.push_back({row.person, row.starts_at, row.ends_at});
    return all;
}

}  // namespace dcc::ledger
