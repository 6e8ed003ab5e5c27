#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// An amount in a currency's minor units (cents, 分) and its ISO 4217 code.
struct Money {
    std::int64_t minor = 0;
    std::string currency;

    friend bool operator==(Money const &, Money const &) = default;
};

// Digits after the decimal point in a currency (ISO 4217): 2 for most, 0 for JPY and similar ones,
// 3 for KWD and similar ones.
int minor_digits(std::string_view currency);

// Reads "120", "120.50" or "120.50 USD"; without a code the amount is in `currency`. Nothing when
// the text is of another form, is negative, has more digits after the point than the currency, or
// exceeds 10^15 minor units.
std::optional<Money> parse_money(std::string_view text, std::string_view currency);

// The amount with its code: "120.50 CNY".
std::string format_money(Money const &money);

}  // namespace dcc
