#pragma once

#include <array>
#include <csignal>

namespace dcc::cli {

// While an object of this class lives, SIGINT and SIGTERM do not end the program: it is asked by
// caught() to end its work in order. A second signal of the same kind ends it at once. A signal
// that was ignored stays ignored. At most one object at a time.
class StopSignals {
  public:
    StopSignals();
    StopSignals(StopSignals const &) = delete;
    StopSignals &operator=(StopSignals const &) = delete;
    ~StopSignals();

    bool caught() const;

  private:
    static constexpr std::array<int, 2> signals_{SIGINT, SIGTERM};
    std::array<struct sigaction, signals_.size()> before_{};
};

}  // namespace dcc::cli
