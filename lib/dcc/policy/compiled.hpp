#pragma once

#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dcc {

// A policy as bytes that are read back some twenty times faster than its files, and back. Nothing
// when the bytes are not what compile_policy() of this very version gave: cut off, changed, or of
// another version.
std::string compile_policy(Policy const &policy);
std::optional<Policy> read_compiled(std::string_view bytes);

// Keeps one compiled policy for each policy file in a directory; in none when its path is empty.
// What cannot be written is not kept: the files themselves are always there to be read.
class CompiledPolicies {
  public:
    CompiledPolicies(std::filesystem::path directory, SharedData shared)
        : directory_{std::move(directory)}, shared_{std::move(shared)} {}

    // The policy compiled from that text of the file and the shared calendars as they stand now.
    // Nothing when none is kept, or anything it was read from has changed.
    std::optional<Policy> find(std::filesystem::path const &file, std::string_view text) const;

    void keep(std::filesystem::path const &file, Policy const &policy) const;

  private:
    std::filesystem::path place_of(std::filesystem::path const &file) const;

    std::filesystem::path directory_;
    SharedData shared_;
};

}  // namespace dcc
