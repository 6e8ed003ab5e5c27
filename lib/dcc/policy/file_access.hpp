#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

#include <filesystem>
#include <vector>

namespace dcc {

// Warnings about files that decide who may do what, or what customers are told, and that others may
// write: the policy and its directory, if everybody or their group may; the shared calendars and
// languages, if everybody may. The group of a directory that passes it on to new files (setgid) is
// meant to write: it has the desk too.
std::vector<Finding> check_access(std::filesystem::path const &policy, SharePlaces const &share);

// Errors about programs of hooks that are missing or must not be executed, at the places of the
// hooks; warnings about those that everybody may write.
std::vector<Finding> check_hooks(Policy const &policy);

}  // namespace dcc
