#pragma once

#include <filesystem>
#include <istream>
#include <optional>
#include <string>

namespace dcc {

// The content of a file; of a larger one about the first 2 MiB. Nothing when there is no such file.
// Throws Error{no_input} with the file and the system's reason when it cannot be read.
std::optional<std::string> read_text(std::filesystem::path const &file);

// Whether what is left of two streams is the same. Throws Error{io} when one cannot be read.
bool have_same_bytes(std::istream &one, std::istream &other);

}  // namespace dcc
