#pragma once

#include <dcc/policy/place.hpp>

#include <string>
#include <vector>

namespace dcc {

// One finding about a policy, or about another file that is read as a policy is.
struct Finding {
    enum class Level { error, warning };

    Level level = Level::error;
    Place place;
    std::string message;  // what is wrong and, where it can be guessed, what was meant

    std::string text() const;  // "policy.toml:41:9: sla \"urgent\": unknown calendar …"
};

bool has_errors(std::vector<Finding> const &findings);

// Throws Error{policy} carrying all errors, a line each.
[[noreturn]] void throw_findings(std::vector<Finding> const &findings);

}  // namespace dcc
