#pragma once

#include "common/places.hpp"
#include <dcc/store/protection.hpp>

#include <filesystem>
#include <optional>

namespace dcc::cli {

// Reads a master key: 32 bytes in base64. Throws Error{no_input} when others than the owner of the
// file may use it, Error{data} when it contains something else.
SecretKey read_master_key(std::filesystem::path const &file);

// Makes a file with a new master key, which only its owner may use. Throws Error{cannot_create}.
SecretKey make_master_key(std::filesystem::path const &file);

// Where the master key comes from: the file; or else the variable DCC_KEY, which is the key, or the
// output of the command DCC_KEY_COMMAND. Empty when there is none of them.
store::KeySource key_source(std::optional<std::filesystem::path> const &file,
                            Variable const &variable);

}  // namespace dcc::cli
