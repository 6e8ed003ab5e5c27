#pragma once

#include "common/context.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::cli {

// A file that a call uses, and what it is: "the private key".
using UsedFile = std::pair<std::filesystem::path, Wording>;

// What a path is to a desk: "the desk", "the policy", or "a file of the desk NAME", which is a name
// that SQLite or the tools use beside a desk. A file that exists is known by whatever name, one
// that does not by its name in the directory to which links lead.
std::optional<Wording> part_of_desk(std::filesystem::path const &file,
                                    std::filesystem::path const &desk);

// The same of any desk that is there: nothing or "a file of the desk NAME"; also a name that the
// tools give to files while they write them.
std::optional<Wording> part_of_any_desk(std::filesystem::path const &file);

// Whether it is the file of a desk, or of another database of SQLite.
bool is_database(std::filesystem::path const &file);

// Whether both are the same file, or the same name if neither exists.
bool is_same_file(std::filesystem::path const &one, std::filesystem::path const &other);

// For an option that names a file to write: throws Error{usage} when it is a part of the call's
// desk or of another one.
void require_no_desk_file(Context const &context, std::filesystem::path const &output,
                          Wording const &hint = "name another file");

// The same, and when it is the master key or one of the used files.
void require_no_part(Context const &context, std::filesystem::path const &output,
                     std::vector<UsedFile> const &used = {},
                     Wording const &hint = "name another file");

// The same for a desk to be made and its policy.
void require_new_desk(Context const &context);

}  // namespace dcc::cli
