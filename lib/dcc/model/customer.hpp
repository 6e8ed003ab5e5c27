#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dcc {

// A customer as their events have made them. Name, phone, email are erasable. Empty is unknown.
struct Customer {
    CustomerId id;
    std::string name;
    std::string phone;
    std::string email;
    std::string language;  // "zh", "en"
    std::string tier;
    std::string preferred_channel;
    std::string external_id;
    Instant added_at;
    std::int64_t last_event = 0;

    friend bool operator==(Customer const &, Customer const &) = default;
};

// Forms under which one phone or mail address is always found again: digits (and a leading +)
// only; lower case; no full-width characters. Empty when nothing is left.
std::string phone_key(std::string_view phone);
std::string email_key(std::string_view email);

}  // namespace dcc
