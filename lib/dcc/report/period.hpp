#pragma once

#include <dcc/report/grouping.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

// Days of the calendar, without the last one.
struct Period {
    std::chrono::local_days first;
    std::chrono::local_days next;
};

// The period of the dimensions that has the day: with month and week, the days that are in both.
// Nothing when none of the dimensions is a period of the calendar, as hour and weekday are not.
std::optional<Period> period_of(std::vector<Dimension> const &by, std::chrono::local_days day);

// The value of a dimension of time at a local time; see Dimension. Empty for other dimensions.
std::string time_value(Dimension dimension, CivilTime time);

}  // namespace dcc::report
