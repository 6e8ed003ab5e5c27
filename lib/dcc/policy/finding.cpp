#include <dcc/base/error.hpp>
#include <dcc/policy/finding.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc {

std::string Finding::text() const {
    return fmt::format("{}:{}:{}: {}{}", place.file, place.line, place.column,
                       level == Level::warning ? "warning: " : "", message);
}

bool has_errors(std::vector<Finding> const &findings) {
    return std::ranges::count(findings, Finding::Level::error, &Finding::level) > 0;
}

void throw_findings(std::vector<Finding> const &findings) {
    std::string lines;
    for (auto const &finding : findings) {
        if (finding.level != Finding::Level::error) continue;
        if (!lines.empty()) lines += '\n';
        lines += finding.text();
    }
    throw Error{ErrorKind::policy, lines};
}

}  // namespace dcc
