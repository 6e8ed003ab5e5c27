#pragma once

#include <dcc/model/desk.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace dcc::desk {

// A file of a policy as a desk adopted it. The name is that in the directory of a desk: policy.toml
// for the policy, "calendars/cn.toml" for shared data. `text` is valid as long as the event.
struct PolicyFile {
    std::filesystem::path name;
    std::string const &text;
};

// The files of an adopted policy, the policy first; none when its text was not recorded. Those
// whose names would lead out of the directory are left out: the event may come from an import.
std::vector<PolicyFile> policy_files(event::PolicyAdopted const &adopted);

// Writes them to a new directory, which is complete or does not exist. Throws Error{cannot_create}
// when there is something of that name or it cannot be created, Error{io} when the disk is full.
void write_policy(event::PolicyAdopted const &adopted, std::filesystem::path const &directory);

}  // namespace dcc::desk
