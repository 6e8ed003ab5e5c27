#pragma once

#include <dcc/base/scratch_file.hpp>
#include <dcc/store/writer.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace dcc::store {

// The second file of a renewal of this desk.
std::filesystem::path rebuilt_file(std::filesystem::path const &desk);

// Replaces the whole content of a desk by one that is made anew from what cannot be derived
// (kept_tables.hpp). It is made in a second file, so that damage of any other table, index or part
// of the schema does not matter, and then written over the desk as one transaction. The desk stays
// the same file, with its mode and owner: others may have it open, and may write until lock().
// Before replace() the desk is not changed.
class Renewal {
  public:
    // Begins the new desk, which is empty, of the newest schema, and within a transaction. Throws
    // as Reader::open() does, but accepts an older schema. Throws Error{busy} while another process
    // does the same.
    // `key` gives the master key of a protected desk.
    Renewal(std::filesystem::path const &desk, std::chrono::milliseconds timeout, KeySource key);
    Renewal(Renewal const &) = delete;
    Renewal &operator=(Renewal const &) = delete;
    ~Renewal();

    Writer &fresh() { return fresh_; }

    // Copies to the new desk what was recorded in the desk since the last call, within the caller's
    // transaction. Throws Error{io} for the first row that cannot be read. `progress` is called
    // every 1024 events.
    void copy(std::function<void(std::int64_t done, std::int64_t total)> const &progress);

    // Keeps other writers waiting until replace() or the end of this object; readers are not
    // disturbed. Waits for other writers up to the timeout, then throws Error{busy}.
    void lock();

    // Gives the locked desk the content of the new one, which must be committed. Throws Error{io},
    // and leaves the desk unchanged, when the disk is full.
    void replace();

  private:
    struct Lock;

    // Texts refer to them, and events say whether there are any.
    void copy_keys(bool is_first);
    void copy_watch_state();

    std::filesystem::path desk_file_;
    std::unique_ptr<Db> source_;
    ScratchFile file_;
    Writer fresh_;
    std::unique_ptr<Db> desk_;
    std::unique_ptr<Lock> lock_;
    std::int64_t copied_ = 0;    // the last event that was copied
    bool is_protected_ = false;  // at the first copy
};

}  // namespace dcc::store
