#pragma once

#include <filesystem>
#include <vector>

namespace dcc {

// The entries of a directory, in no order; none when there is no such directory. Throws
// Error{no_input} when it cannot be read, so that nobody takes a part of it for all.
std::vector<std::filesystem::path> entries_of(std::filesystem::path const &directory);

}  // namespace dcc
