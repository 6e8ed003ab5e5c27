#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dcc {

// The content of a file; of a larger one about the first 2 MiB. Nothing when there is no such file.
// Throws Error{no_input} with the file and the system's reason when it cannot be read.
std::optional<std::string> read_text(std::filesystem::path const &file);

}  // namespace dcc
