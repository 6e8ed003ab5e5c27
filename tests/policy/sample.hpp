#pragma once

#include "../support/policy.hpp"
#include <dcc/policy/lint.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

// A small policy in which everything is right, one thing a line, so that a test can break one.
inline std::string const sample = R"([desk]
name = "Desk"
zone = "Asia/Shanghai"
guest_role = "agent"
tiers = ["normal", "gold"]
[calendars.office]
extends = "cn"
hours = { mon-fri = ["09:00-12:00", "13:30-18:00"] }
[[channels]]
id = "phone"
calendar = "office"
[[channels]]
id = "email"
[[categories]]
id = "billing"
team = "front"
skills = ["billing"]
impact = "high"
[[categories]]
id = "billing.refund"
required = ["order_no"]
urgency = "low"
)" + rating_section + R"([[teams]]
id = "front"
calendar = "office"
lead = "wang"
[[staff]]
id = "wang"
name = "王伟"
team = "front"
roles = ["agent"]
skills = ["billing"]
absent = ["2026-10-01..2026-10-07"]
[[sla]]
name = "urgent"
when = { priority = ["urgent"] }
calendar = "24x7"
first_response = "30m"
resolution = { target = "1d", pauses = ["waiting_customer"] }
[[sla]]
name = "standard"
calendar = "office"
first_response = "4h"
resolution = "3bd"
update = "1bd@close"
pauses = { resolution = ["waiting_customer"], update = ["waiting_third_party"] }
[[classify]]
name = "refund"
words = ["退款", "refund"]
patterns = ['退.{0,3}钱']
category = "billing.refund"
[[roles]]
id = "agent"
may = ["case.*", "intake.open"]
)";

inline std::optional<std::string> shared_sample(std::string_view name) {
    if (name == "24x7") return "hours = { daily = [\"00:00-24:00\"] }\n";
    if (name == "cn")
        return R"(zone = "Asia/Shanghai"
hours = { mon-fri = ["09:00-18:00"] }
holidays = [
    { name = "国庆节", days = ["2026-10-01..2026-10-07"], workdays = ["2026-10-10"] },
]
)";
    return std::nullopt;
}

// The shared data beside the sample.
inline dcc::SharedData sample_data(
    std::function<std::optional<std::string>(std::string_view)> calendar = shared_sample) {
    return shared_data(std::move(calendar), {"24x7", "cn"});
}

// The sample with one text in it replaced.
inline std::string sample_with(std::string_view old, std::string_view fresh) {
    return with(sample, old, fresh);
}

inline dcc::Loaded load(std::string_view text) {
    return dcc::read_policy(text, "policy.toml", sample_data());
}

// The findings as people see them, a line each.
inline std::string lines(std::vector<dcc::Finding> const &findings) {
    std::string text;
    for (auto const &finding : findings) text += finding.text() + '\n';
    return text;
}

inline std::string complaints(std::string_view text) {
    return lines(load(text).findings);
}

// Whether that is among the complaints of a policy.
inline bool says(std::string_view text, std::string_view what) {
    return complaints(text).find(what) != std::string::npos;
}

// Whether that is among the hints about a policy without errors.
inline bool hints_at(std::string_view text, std::string_view what) {
    auto const loaded = load(text);
    CAPTURE(complaints(text));
    REQUIRE_FALSE(loaded.has_errors());
    return lines(dcc::lint(loaded.policy, dcc::Instant{})).find(what) != std::string::npos;
}
