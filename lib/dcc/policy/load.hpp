#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A policy, as far as it could be read, and the findings about it.
struct Loaded {
    Policy policy;
    std::vector<Finding> findings;

    bool has_errors() const { return dcc::has_errors(findings); }
};

// Reads a policy from its text. It never throws because of the text: all errors of the file are
// returned together, in the order of their places.
Loaded read_policy(std::string_view text, std::string const &file, SharedData const &shared);

// Reads a policy again from the files that it was once read from (Policy::sources), and from
// nothing else. Only what it grants is complete: what it says of languages that are not among the
// sources is not checked.
Policy read_sources(std::vector<event::SourceText> const &sources);

// Reads a policy file, with the shared data of the places `share`. Places have only its file
// name, so that the policy does not depend on its directory. Throws Error{no_input} when the file
// cannot be read.
Loaded read_policy_file(std::filesystem::path const &file, SharePlaces const &share);

// The same, but throws Error{policy} with all errors, one a line, when the policy is wrong. The
// compiled policy is kept in the directory `cache` (see compiled.hpp) and read from there until a
// file changes. Without a cache directory nothing is kept.
Policy load_policy(std::filesystem::path const &file, SharePlaces const &share,
                   std::filesystem::path const &cache = {});

}  // namespace dcc
