#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dcc {

// Appends a line (given without its end) to a file, which is created if it does not exist; the line
// is on the disk when this returns. If the file ends within a line, that line is ended first.
// Several programs may append to one file. Throws Error{cannot_create} or Error{io}.
void append_line(std::filesystem::path const &file, std::string_view line);

// The content of a file of at most 4096 bytes that only its owner may use. Throws Error{no_input}
// when it cannot be read, or when others may read or write it.
std::string read_secret(std::filesystem::path const &file);

}  // namespace dcc
