#pragma once

#include <dcc/base/time.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <filesystem>
#include <string>

namespace dcc::desk {

// Creates a desk file with its first events, and gives the head of its chain. `pack` is the name of
// the policy pack it started from. Throws Error{cannot_create} when the file exists.
store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        std::string const &pack, std::string const &actor, Instant now);

// The same in a store that was just created.
store::Head create_desk(store::Writer &writer, Policy const &policy, std::string const &pack,
                        std::string const &actor, Instant now);

}  // namespace dcc::desk
