#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dcc {

// The content of a file; of a larger one about the first 2 MiB. Nothing when it cannot be read.
std::optional<std::string> read_text(std::filesystem::path const &file);

}  // namespace dcc
