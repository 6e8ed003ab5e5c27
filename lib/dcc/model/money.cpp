#include <dcc/base/text.hpp>
#include <dcc/model/money.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace dcc {
namespace {

constexpr std::int64_t most_money = 1'000'000'000'000'000;

// ISO 4217, list one: currencies without a minor unit, and those whose minor unit is 1/1000.
constexpr std::array<std::string_view, 15> without_minor{"BIF", "CLP", "DJF", "GNF", "ISK",
                                                         "JPY", "KMF", "KRW", "PYG", "RWF",
                                                         "UGX", "VND", "VUV", "XAF", "XOF"};
constexpr std::array<std::string_view, 7> thousandths{"BHD", "IQD", "JOD", "KWD",
                                                      "LYD", "OMR", "TND"};

bool is_code(std::string_view text) {
    return text.size() == 3 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

int minor_digits(std::string_view currency) {
    if (std::ranges::count(without_minor, currency) > 0) return 0;
    return std::ranges::count(thousandths, currency) > 0 ? 3 : 2;
}

std::optional<Money> parse_money(std::string_view text, std::string_view currency) {
    text = trim(text);
    if (auto const blank = text.find(' '); blank != std::string_view::npos) {
        currency = trim(text.substr(blank));
        text = text.substr(0, blank);
    }
    if (!is_code(currency)) return std::nullopt;
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    auto const digits = static_cast<std::size_t>(minor_digits(currency));
    bool const sound = !whole.empty() && is_digits(whole) && is_digits(part) &&
                       part.size() <= digits && (point == std::string_view::npos || !part.empty());
    if (!sound || whole.size() > 16) return std::nullopt;
    auto const all =
        std::string{whole} + std::string{part} + std::string(digits - part.size(), '0');
    Money money{0, std::string{currency}};
    auto const [rest, error] = std::from_chars(all.data(), all.data() + all.size(), money.minor);
    if (error != std::errc{} || money.minor > most_money) return std::nullopt;
    return money;
}

std::string format_money(Money const &money) {
    auto const digits = minor_digits(money.currency);
    if (digits == 0) return fmt::format("{} {}", money.minor, money.currency);
    std::int64_t unit = 1;
    for (int i = 0; i < digits; ++i) unit *= 10;
    return fmt::format("{}.{:0{}} {}", money.minor / unit, money.minor % unit, digits,
                       money.currency);
}

}  // namespace dcc
