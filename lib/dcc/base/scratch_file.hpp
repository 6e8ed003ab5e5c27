#pragma once

#include <dcc/base/new_file.hpp>
#include <dcc/base/wording.hpp>

#include <filesystem>

namespace dcc {

// An empty file for the time of one long work, under a fixed name. The destructor removes it; what
// a killed process left under that name is removed by the next. Nobody else may use the name.
class ScratchFile {
  public:
    // Throws Error{busy} with the message `taken` while another process works under that name,
    // Error{cannot_create} when the file cannot be created, Error{io} when it cannot be locked.
    ScratchFile(std::filesystem::path file, FileAccess const &access, Wording const &taken);
    ScratchFile(ScratchFile const &) = delete;
    ScratchFile &operator=(ScratchFile const &) = delete;
    ~ScratchFile();

    std::filesystem::path const &path() const { return file_; }

    // Removes what a killed process has left under that name, as far as the system permits.
    static void remove_left_over(std::filesystem::path const &file) noexcept;

  private:
    std::filesystem::path file_;
    int handle_ = -1;  // holds the lock
};

}  // namespace dcc
