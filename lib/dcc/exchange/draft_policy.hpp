#pragma once

#include <dcc/policy/mapping.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace dcc::exchange {

struct PolicyDraft {
    std::string policy;              // as TOML, to be edited
    std::vector<std::string> notes;  // what of the table it does not have
};

// Writes a policy with the channels, categories, teams, people, ratings and tiers that the rows of
// a table name, so that all of them can be imported by the same mapping. People and categories have
// the team that they are most often named with, impacts and urgencies the priority. Working hours,
// the order of ratings, service levels and roles are left to people. `source` is the name of the
// table, and of the desk. Throws Error{data} when the heading cannot be read or lacks a column of
// the mapping, or when values cannot be names of a policy.
PolicyDraft draft_policy(std::istream &input, Mapping const &mapping, std::string const &source);

}  // namespace dcc::exchange
