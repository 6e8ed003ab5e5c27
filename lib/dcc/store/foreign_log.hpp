#pragma once

#include <filesystem>
#include <string>

namespace dcc::store {

// Throws Error{cannot_create} when a log or journal lies beside the name of a file that is to
// become a desk: SQLite would take it for that of the new desk, and mix the two. `hint` says what
// to do.
void refuse_foreign_log(std::filesystem::path const &desk, std::string const &hint);

}  // namespace dcc::store
