#include "import_desk.hpp"
#include <dcc/policy/mapping.hpp>

#include <algorithm>

namespace dcc::test {

// Any mapping is read or refused; any table, read by it, leaves a desk whole and is imported once.
void fuzz(std::string_view input) {
    Parts const parts{input};
    if (std::ranges::count(parts.second, '\n') > std::ptrdiff_t{most_lines}) return;
    Mapping mapping;
    if (!accepts([&] { mapping = read_mapping(parts.first, "map.toml"); })) return;
    require(mapping.text == parts.first, "a mapping keeps its text");
    if (parts.second.empty()) return;
    check_import([&](ledger::Session &session, exchange::ImportOptions const &options) {
        std::istringstream table{std::string{parts.second}};
        return exchange::import_csv(session, table, mapping, options);
    });
}

}  // namespace dcc::test
