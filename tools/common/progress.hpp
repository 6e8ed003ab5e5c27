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

// How far long work has come, on standard error when that is a terminal and nobody said --quiet.
// The line is wiped at the end, also when the work is thrown out of.
class Progress {
  public:
    Progress(Context const &context, std::string what,
             std::optional<std::uint64_t> total = std::nullopt);
    ~Progress();
    Progress(Progress const &) = delete;
    Progress &operator=(Progress const &) = delete;

    // May be called as often as one likes: the line is drawn ten times a second at most.
    void at(std::uint64_t done);

  private:
    using Clock = std::chrono::steady_clock;  // paces the drawing only; no result depends on it

    void draw(std::uint64_t done, Clock::time_point now);

    std::string what_;
    std::optional<std::uint64_t> total_;
    bool shown_;  // whether there is anybody to show it to
    bool drawn_ = false;
    Clock::time_point start_;
    Clock::time_point next_;
};

}  // namespace dcc::cli
