#include "import_desk.hpp"

#include <algorithm>

namespace dcc::test {

// Any lines leave a desk whole, and are imported only once.
void fuzz(std::string_view input) {
    if (std::ranges::count(input, '\n') > std::ptrdiff_t{most_lines}) return;
    check_import([&](ledger::Session &session, exchange::ImportOptions const &options) {
        std::istringstream lines{std::string{input}};
        return exchange::import_jsonl(session, lines, options);
    });
}

}  // namespace dcc::test
