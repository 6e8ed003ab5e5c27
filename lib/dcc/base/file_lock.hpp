#pragma once

#include <string>

namespace dcc {

// Holds a file locked against other programs that lock it so, until it dies; the file stays. Throws
// Error{busy} saying `taken` when another holds it, Error{cannot_create} when it cannot be made.
class FileLock {
  public:
    FileLock(std::string const &file, std::string const &taken);
    FileLock(FileLock const &) = delete;
    FileLock &operator=(FileLock const &) = delete;
    ~FileLock();

    // Throws Error{io} when the disk has no room for what is to be put on record beside the file.
    void require_room() const;

  private:
    std::string name_;
    int file_;
};

}  // namespace dcc
