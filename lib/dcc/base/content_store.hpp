#pragma once

#include <dcc/base/content.hpp>
#include <dcc/base/new_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A directory of files that are named by the digest of their content, 64 hexadecimal digits: the
// first two name a directory, the others the file in it ("ab/cdef…"). A name can go on with "." and
// more, for another form of the content. A file appears under its name when it is complete and on
// the disk, and is not changed any more.
class ContentStore {
  public:
    // The directory is made with the first file. `access` is that of the files.
    ContentStore(std::filesystem::path directory, FileAccess access);

    std::filesystem::path const &directory() const { return directory_; }
    // Where the file of that name is, or would be.
    std::filesystem::path place_of(std::string_view name) const;
    bool has(std::string_view name) const;

    // Stores a content under a name that is free. Throws Error{cannot_create}, or Error{io} when
    // the disk is full, and what `content` throws.
    void put(std::string_view name, Content const &content) const;
    // Removes a file for good; no effect when there is none. Throws Error{io}.
    void remove(std::string_view name) const;

    // The names of all files in no order, also of those that a killed process has left unfinished.
    // Files that do not have a name of the store are left out. Throws Error{no_input}.
    std::vector<std::string> names() const;

  private:
    std::filesystem::path directory_;
    FileAccess access_;
};

// Whether a name of the store is that of an unfinished file.
bool is_unfinished(std::string_view name);

}  // namespace dcc
