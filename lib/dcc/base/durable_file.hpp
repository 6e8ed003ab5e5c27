#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dcc {

// Files that must be whole and on the disk when a call returns.

enum class ReadableBy { everyone, owner };

// Makes a new file. Throws Error{cannot_create} when it exists or cannot be made, and leaves none
// behind that is not whole.
void create_file(std::filesystem::path const &file, std::string_view text, ReadableBy who);

// Appends a line (given without its end) to a file, which is made when there is none. Where the
// file ends within a line that was cut off, that one is ended first, so that it does not spoil this
// one. Several programs may append to one file. Throws Error{cannot_create} or Error{io}.
void append_line(std::filesystem::path const &file, std::string_view line);

// What is in a small file for its owner's eyes only. Throws Error{no_input} when it cannot be read,
// and when others than its owner may read or write it.
std::string read_secret(std::filesystem::path const &file);

}  // namespace dcc
