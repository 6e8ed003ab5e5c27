#pragma once

#include <string>

namespace dcc::desk {

// Holds a file locked against other programs that lock it so, until it dies; the file stays. Throws
// Error{busy} saying `taken` when another holds it, Error{cannot_create} when it cannot be made.
class Lock {
  public:
    Lock(std::string const &file, std::string const &taken);
    Lock(Lock const &) = delete;
    Lock &operator=(Lock const &) = delete;
    ~Lock();

    // Throws Error{io} when the disk has no room for what is to be put on record beside the file.
    void require_room() const;

  private:
    std::string name_;
    int file_;
};

}  // namespace dcc::desk
