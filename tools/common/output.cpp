#include "common/output.hpp"

#include <dcc/base/error.hpp>

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace dcc::cli {

namespace {

constexpr std::size_t block_size = 1 << 16;

}  // namespace

Output::Output(int file) : file_{file}, at_once_{::isatty(file) == 1} {}

void Output::write(std::string_view text) {
    if (closed_) return;
    buffer_ += text;
    if (held_) return;
    if (buffer_.size() >= block_size || (at_once_ && text.ends_with('\n'))) flush();
}

void Output::release() {
    held_ = false;
    if (at_once_) flush();
}

void Output::drop() noexcept {
    held_ = false;
    buffer_.clear();
}

void Output::flush() {
    if (held_) return;
    std::string_view rest = buffer_;
    while (!rest.empty() && !closed_) {
        auto const written = ::write(file_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            closed_ = true;
        } else if (errno != EINTR) {
            auto const reason = errno;
            buffer_.clear();
            throw Error{ErrorKind::io,
                        std::string{"cannot write to standard output: "} + std::strerror(reason)};
        }
    }
    buffer_.clear();
}

}  // namespace dcc::cli
