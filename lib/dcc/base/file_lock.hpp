#pragma once

#include <filesystem>
#include <string>

namespace dcc {

// Keeps other processes that use this class on the same file out, until it is destroyed. The lock
// is a file of its own beside the guarded file, whose full name without symbolic links it bears
// with an ending added, so that it is the same under each name of the guarded file. It is created
// if needed and is not removed. Only who may write the guarded file can open it, for a process that
// may only read could hold it too; one that somebody else has put there is replaced. The
// constructor throws Error{busy} with the message `taken` when another process holds the lock,
// Error{cannot_create} when its file cannot be opened, Error{io} when it cannot be locked.
class FileLock {
  public:
    FileLock(std::filesystem::path const &guarded, std::string const &ending,
             std::string const &taken);
    FileLock(FileLock const &) = delete;
    FileLock &operator=(FileLock const &) = delete;
    ~FileLock();

    // Throws Error{io} when the disk of the file has no room for 256 KiB more: what is sent could
    // then not be recorded.
    void require_room() const;

  private:
    std::string name_;
    int file_;
};

}  // namespace dcc
