#pragma once

#include <dcc/base/wording.hpp>
#include <dcc/policy/place.hpp>

#include <string>
#include <vector>

namespace dcc {

// An error or a warning about a policy, or about another TOML file that is read like one.
struct Finding {
    enum class Level { error, warning };

    Level level = Level::error;
    Place place;
    Wording message;  // what is wrong and, where possible, a suggestion

    std::string text() const;  // "policy.toml:41:9: sla \"urgent\": unknown calendar …"
};

// Whether there is a finding of level `error`.
bool has_errors(std::vector<Finding> const &findings);

// Throws Error{policy} with all errors, one a line. Warnings are ignored.
[[noreturn]] void throw_findings(std::vector<Finding> const &findings);

}  // namespace dcc
