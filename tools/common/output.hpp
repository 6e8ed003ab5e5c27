#pragma once

#include <dcc/print/print.hpp>

#include <string>
#include <string_view>

namespace dcc::cli {

using print::Format;
using print::ListPlace;
using print::Style;

// A buffered file descriptor. When the reader of a pipe has ended (as `head` does), the rest of the
// output is dropped silently.
class Output : public print::Sink {
  public:
    explicit Output(int file);

    // Throws Error{io} when the system refuses, as for a full disk.
    void write(std::string_view text) override;
    void flush();

    // From here on nothing is written until release() writes all of it, or drop() none.
    void hold() noexcept { held_ = true; }
    void release();
    void drop() noexcept;

    // Whether the reader has ended.
    bool closed() const noexcept override { return closed_; }

  private:
    int file_;
    bool at_once_;  // a terminal: written line by line
    bool closed_ = false;
    bool held_ = false;
    std::string buffer_;
};

}  // namespace dcc::cli
