#pragma once

#include <cerrno>

namespace dcc {

// Makes a system call again for as long as a signal interrupts it (EINTR). Gives its result; when
// that is negative, errno says why.
template <class Call>
auto uninterrupted(Call const &call) {
    for (;;) {
        auto const result = call();
        if (result >= 0 || errno != EINTR) return result;
    }
}

}  // namespace dcc
