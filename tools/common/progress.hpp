#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace dcc::cli {

class Context;

// "import: 123,456 of 1,000,000 (12 %), 84,000/s, 10s left", at most `columns` wide. Without a
// total there is no share and no time left.
std::string progress_line(std::string const &what, std::uint64_t done,
                          std::optional<std::uint64_t> total, std::chrono::duration<double> spent,
                          std::size_t columns);

// Shows the progress of long work on standard error, if that is a terminal and --quiet is not
// given. The line is erased at the end, also when an exception ends the work.
class Progress {
  public:
    Progress(Context const &context, std::string what,
             std::optional<std::uint64_t> total = std::nullopt);
    ~Progress();
    Progress(Progress const &) = delete;
    Progress &operator=(Progress const &) = delete;

    // Reports the work done so far. It can be called often: the line is drawn at most ten times a
    // second.
    void at(std::uint64_t done);

  private:
    using Clock = std::chrono::steady_clock;  // paces the drawing only; no result depends on it

    void draw(std::uint64_t done, Clock::time_point now);

    std::string what_;
    std::optional<std::uint64_t> total_;
    bool shown_;  // whether to show it at all
    bool drawn_ = false;
    Clock::time_point start_;
    Clock::time_point next_;
};

}  // namespace dcc::cli
