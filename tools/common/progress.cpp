#include "common/progress.hpp"

#include "common/context.hpp"
#include <dcc/base/text.hpp>

#include <cmath>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace dcc::cli {

namespace {

using namespace std::chrono_literals;
constexpr auto least_wait = 100ms;
constexpr auto settling = 500ms;  // a rate measured over less time is not meaningful
constexpr std::size_t usual_columns = 80;

void write(std::string_view text) {
    (void)!::write(STDERR_FILENO, text.data(), text.size());
}

std::size_t columns_of_terminal() {
    winsize size{};
    bool const known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : usual_columns;
}

std::string grouped(std::uint64_t number) {
    auto digits = std::to_string(number);
    for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return digits;
}

}  // namespace

std::string progress_line(std::string const &what, std::uint64_t done,
                          std::optional<std::uint64_t> total, std::chrono::duration<double> spent,
                          std::size_t columns) {
    auto line = what + ": " + grouped(done);
    if (total && *total > 0)
        line += " of " + grouped(*total) + " (" + std::to_string(done * 100 / *total) + " %)";
    if (spent >= settling && done > 0) {
        auto const rate = static_cast<double>(done) / spent.count();
        line += ", " + grouped(static_cast<std::uint64_t>(std::llround(rate))) + "/s";
        if (total && *total > done) {
            auto const left = static_cast<double>(*total - done) / rate;
            line += ", " + format_span(Seconds{std::llround(left)}) + " left";
        }
    }
    return shorten(line, columns);
}

Progress::Progress(Context const &context, std::string what, std::optional<std::uint64_t> total)
    : what_{std::move(what)},
      total_{total},
      shown_{context.terminal_err() && !context.quiet()},
      start_{Clock::now()},
      next_{start_ + settling} {}

Progress::~Progress() {
    if (drawn_) write("\r\033[K");
}

void Progress::at(std::uint64_t done) {
    if (!shown_) return;
    auto const now = Clock::now();
    if (now >= next_) draw(done, now);
}

void Progress::draw(std::uint64_t done, Clock::time_point now) {
    // The last column is left free: a full line makes some terminals wrap.
    auto const line = progress_line(what_, done, total_, now - start_, columns_of_terminal() - 1);
    write("\r" + line + "\033[K");
    drawn_ = true;
    next_ = now + least_wait;
}

}  // namespace dcc::cli
