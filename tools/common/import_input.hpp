#pragma once

#include <array>
#include <filesystem>
#include <istream>
#include <streambuf>
#include <string>

namespace dcc::cli {

// What an import reads: a file, a pipe or a device, or standard input, which "-" names. It is read
// once, and no copy of it is made.
class ImportInput : private std::streambuf {
  public:
    // Throws Error{no_input} with the system's reason when it cannot be read.
    explicit ImportInput(std::filesystem::path const &file);
    ImportInput(ImportInput const &) = delete;
    ImportInput &operator=(ImportInput const &) = delete;
    ~ImportInput() override;

    std::istream &stream() { return stream_; }

    // Whether it is lines of JSON: by the ending of its name, or by its beginning.
    bool is_json();

    // Where rejected rows go unless the call names a file; empty when the input has no name of its
    // own.
    std::filesystem::path reject_file() const;

  private:
    int_type underflow() override;

    std::filesystem::path file_;
    int handle_ = -1;
    bool is_named_ = false;  // a file in a directory
    std::array<char, 65'536> part_{};
    std::istream stream_{this};
};

}  // namespace dcc::cli
