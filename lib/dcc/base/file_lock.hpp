#pragma once

#include <filesystem>
#include <string>

namespace dcc {

// Keeps other processes that use this class on the same file out, until it is destroyed. The lock
// is a file of its own beside the guarded file, whose full name without symbolic links it bears
// with an ending added, so that it is the same under each name of the guarded file. It is created
// if needed and is not removed; the constructor locks another if somebody removes it meanwhile.
// Only who may write the guarded file can open it, for a process that may only read could hold it
// too; one that somebody else has put there is replaced. The constructor throws Error{busy} with
// the message `taken` when another process holds the lock, Error{cannot_create} when its file
// cannot be opened, Error{io} when it cannot be locked.
class FileLock {
  public:
    FileLock(std::filesystem::path const &guarded, std::string const &ending,
             std::string const &taken);
    FileLock(FileLock const &) = delete;
    FileLock &operator=(FileLock const &) = delete;
    ~FileLock();

    // Throws Error{busy} when somebody has removed or replaced the file of the lock: others may
    // then hold the lock too.
    void require_held() const;

    // Throws Error{io} when the disk of the file has no room for 256 KiB more: what is sent could
    // then not be recorded.
    void require_room() const;

  private:
    void lock(std::filesystem::path const &guarded, std::string const &taken);
    bool has_its_name() const;

    std::string name_;
    int file_;
};

}  // namespace dcc
