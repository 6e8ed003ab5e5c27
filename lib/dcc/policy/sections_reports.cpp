#include <dcc/policy/detail/sections.hpp>

namespace dcc::policy_file {

void read_reports(TomlTable &root, Policy &policy) {
    root.table("reports", [&](TomlTable &table) {
        table.get("least_group", policy.reports.least_group, 1, 1000);
    });
}

}  // namespace dcc::policy_file
