#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A directory for files that only this process's user has written: what they say is trusted. It is
// used only if it is a directory, no symbolic link, that belongs to the user and that nobody else
// may write to, and so is each file in it. All of this is asked of what was opened, not of its
// name, so that nobody can exchange one for another in between.
class PrivateDirectory {
  public:
    // Opens the directory; if there is none, makes it with mode 0700 when `create`.
    PrivateDirectory(std::filesystem::path directory, bool create);
    PrivateDirectory(PrivateDirectory const &) = delete;
    PrivateDirectory &operator=(PrivateDirectory const &) = delete;
    ~PrivateDirectory();

    // The content of a file. Nothing when it cannot be read, is not a plain file with one name,
    // belongs to somebody else, or others may write to it.
    std::optional<std::string> read(std::string const &name) const;

    // Puts a file with mode 0600 in place of the one before, in one step. False when that fails.
    bool write(std::string const &name, std::string_view content) const;

  private:
    int directory_;  // -1: none that can be used
};

}  // namespace dcc
