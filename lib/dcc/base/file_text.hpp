#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dcc {

// The content of a file, up to 2 MiB of it. Nothing when it cannot be read.
std::optional<std::string> read_text(std::filesystem::path const &file);

}  // namespace dcc
