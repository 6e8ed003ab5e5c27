#include "stop_signals.hpp"

#include <cstddef>

namespace dcc::cli {
namespace {

// A signal handler can reach nothing else.
volatile std::sig_atomic_t is_caught = 0;

}  // namespace

StopSignals::StopSignals() {
    is_caught = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { is_caught = 1; };
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < signals_.size(); ++i) {
        ::sigaction(signals_[i], nullptr, &before_[i]);
        if (before_[i].sa_handler != SIG_IGN) ::sigaction(signals_[i], &action, nullptr);
    }
}

StopSignals::~StopSignals() {
    for (std::size_t i = 0; i < signals_.size(); ++i)
        ::sigaction(signals_[i], &before_[i], nullptr);
}

bool StopSignals::caught() const {
    return is_caught != 0;
}

}  // namespace dcc::cli
