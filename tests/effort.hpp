#pragma once

namespace dcc::test {

// How much of what is tried many times is tried: under the sanitizers, at ten times the cost, less
// is, for the faults that they look for show at once.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DCC_TESTS_SANITIZED
#endif
#endif
#ifdef DCC_TESTS_SANITIZED
constexpr int effort = 1;
#else
constexpr int effort = 4;
#endif

}  // namespace dcc::test
