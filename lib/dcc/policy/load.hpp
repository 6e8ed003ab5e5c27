#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A policy as far as it could be read, and all that is wrong with it.
struct Loaded {
    Policy policy;
    std::vector<Finding> findings;

    bool has_errors() const { return dcc::has_errors(findings); }
};

// Reads a policy from its text. Never throws on what the text says: every error of the file is
// reported at once, in the order of its places.
Loaded read_policy(std::string_view text, std::string const &file, SharedData const &shared);

// Reads a policy file, named in places by its file name alone, so that a policy is the same
// wherever it lies. Throws Error{no_input} when the file cannot be read.
Loaded read_policy_file(std::filesystem::path const &file, std::filesystem::path const &share);

// The same, but throws Error{policy} carrying all errors, a line each, when the policy is wrong.
// What it read is kept compiled in the directory `cache` (see compiled.hpp), and read from there
// while the files say the same; without a cache nothing is kept.
Policy load_policy(std::filesystem::path const &file, std::filesystem::path const &share,
                   std::filesystem::path const &cache = {});

}  // namespace dcc
