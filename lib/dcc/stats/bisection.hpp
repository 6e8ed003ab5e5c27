#pragma once

#include <numeric>

namespace dcc::stats {

// The last value from `low` up for which `holds(value)`, a condition that holds at `low` and turns
// false once before `high`. Neither end is asked. Numbers of any type: of floating-point numbers
// the last one before the turn, so that it is a root to all digits.
template <class Number, class Condition>
Number bisect(Number low, Number high, Condition holds) {
    while (true) {
        auto const middle = std::midpoint(low, high);
        if (middle == low || middle == high) return low;
        (holds(middle) ? low : high) = middle;
    }
}

}  // namespace dcc::stats
