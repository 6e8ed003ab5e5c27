#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>

#include <system_error>

#include <fmt/format.h>

namespace dcc {

std::vector<std::filesystem::path> entries_of(std::filesystem::path const &directory) {
    std::vector<std::filesystem::path> entries;
    std::error_code failed;
    std::filesystem::directory_iterator at{directory, failed};
    if (failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory)
        return entries;
    // A loop over the iterator would throw std::filesystem::filesystem_error.
    for (; !failed && at != std::filesystem::directory_iterator{}; at.increment(failed))
        entries.push_back(at->path());
    if (failed)
        throw Error{ErrorKind::no_input,
                    say("{}: cannot be read: {}", directory.string(), failed.message())};
    return entries;
}

}  // namespace dcc
