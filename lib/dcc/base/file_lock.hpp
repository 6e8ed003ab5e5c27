#pragma once

#include <string>

namespace dcc {

// Keeps other processes that use this class on the same file out, until it is destroyed. The file
// is created if needed and is not removed. The constructor throws Error{busy} with the message
// `taken` when another process holds the lock, Error{cannot_create} when the file cannot be opened,
// Error{io} when it cannot be locked.
class FileLock {
  public:
    FileLock(std::string const &file, std::string const &taken);
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
