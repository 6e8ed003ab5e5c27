#include <dcc/base/time.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dcc {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

// Reads a text from the front.
struct TimeScanner {
    std::string_view rest;

    bool take(std::string_view one_of) {
        if (rest.empty() || one_of.find(rest.front()) == std::string_view::npos) return false;
        rest.remove_prefix(1);
        return true;
    }

    // A number of exactly `digits` digits, at most `limit`.
    std::optional<int> number(std::size_t digits, int limit) {
        if (rest.size() < digits) return std::nullopt;
        int value = 0;
        for (char const c : rest.substr(0, digits)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        if (value > limit) return std::nullopt;
        rest.remove_prefix(digits);
        return value;
    }
};

std::optional<Date> scan_date(TimeScanner &scan) {
    auto const year = scan.number(4, 9999);
    if (!year || !scan.take("-")) return std::nullopt;
    auto const month = scan.number(2, 12);
    if (!month || !scan.take("-")) return std::nullopt;
    auto const day = scan.number(2, 31);
    if (!day) return std::nullopt;
    Date const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

// "16:00" or "16:00:30"; the seconds may be at most `last_second`.
std::optional<Seconds> scan_time(TimeScanner &scan, bool seconds_needed, int last_second) {
    auto const hour = scan.number(2, 23);
    if (!hour || !scan.take(":")) return std::nullopt;
    auto const minute = scan.number(2, 59);
    if (!minute) return std::nullopt;
    Seconds const time = hours{*hour} + minutes{*minute};
    if (!scan.take(":")) return seconds_needed ? std::nullopt : std::optional{time};
    auto const second = scan.number(2, last_second);
    if (!second) return std::nullopt;
    return time + Seconds{*second};
}

std::optional<Seconds> scan_offset(TimeScanner &scan) {
    if (scan.take("Zz")) return Seconds{0};
    bool const west = scan.rest.starts_with('-');
    if (!scan.take("+-")) return std::nullopt;
    auto const offset = scan_time(scan, false, -1);
    if (!offset) return std::nullopt;
    return west ? -*offset : *offset;
}

bool skip_fraction(TimeScanner &scan) {
    if (!scan.take(".")) return true;
    auto const before = scan.rest.size();
    while (scan.take("0123456789")) {
    }
    return scan.rest.size() < before;
}

void append_number(std::string &text, std::int64_t value, std::size_t width) {
    auto const digits = std::to_string(value);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

}  // namespace

std::string format_date(Date date) {
    std::string text;
    append_number(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_number(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(date.day()), 2);
    return text;
}

std::string format_utc(Instant instant) {
    static constexpr Instant first{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
    static constexpr Instant end{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};
    instant = std::clamp(instant, first, end - Seconds{1});
    auto const day = floor<days>(instant);
    std::chrono::hh_mm_ss const time{instant - day};
    std::string text = format_date(Date{day});
    text += 'T';
    append_number(text, time.hours().count(), 2);
    text += ':';
    append_number(text, time.minutes().count(), 2);
    text += ':';
    append_number(text, time.seconds().count(), 2);
    text += 'Z';
    return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    TimeScanner scan{text};
    auto const date = scan_date(scan);
    if (!date || !scan.take("Tt ")) return std::nullopt;
    auto const time = scan_time(scan, true, 60);
    if (!time || !skip_fraction(scan)) return std::nullopt;
    auto const offset = scan_offset(scan);
    if (!offset || !scan.rest.empty()) return std::nullopt;
    Instant const instant = std::chrono::sys_days{*date} + *time - *offset;
    // A leap second is always the last second of a UTC day. It counts as the second after it.
    bool const leap = *time % minutes{1} == Seconds{0} && text[17] == '6';
    if (leap && floor<days>(instant) != instant) return std::nullopt;
    return instant;
}

std::optional<CivilTime> parse_civil(std::string_view text) {
    TimeScanner scan{text};
    auto const date = scan_date(scan);
    if (!date) return std::nullopt;
    CivilTime const midnight{std::chrono::local_days{*date}};
    if (scan.rest.empty()) return midnight;
    if (!scan.take("Tt ")) return std::nullopt;
    auto const time = scan_time(scan, false, 59);
    if (!time || !scan.rest.empty()) return std::nullopt;
    return midnight + *time;
}

std::optional<Date> parse_date(std::string_view text) {
    TimeScanner scan{text};
    auto const date = scan_date(scan);
    if (!scan.rest.empty()) return std::nullopt;
    return date;
}

namespace {

struct SpanUnit {
    std::uint64_t seconds;
    char letter;
};
constexpr std::array<SpanUnit, 4> span_units{{{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}};

// In the two largest units from `first` on.
std::string in_units(Seconds span, std::size_t first) {
    auto const count = span.count();
    auto const length =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    while (first + 1 < span_units.size() && length < span_units[first].seconds) ++first;
    std::string text = count < 0 ? "-" : "";
    text += std::to_string(length / span_units[first].seconds) + span_units[first].letter;
    if (first + 1 == span_units.size()) return text;
    auto const &next = span_units[first + 1];
    auto const rest = length % span_units[first].seconds / next.seconds;
    if (rest == 0) return text;
    text += rest < 10 ? " 0" : " ";
    return text + std::to_string(rest) + next.letter;
}

}  // namespace

std::string format_span(Seconds span) {
    return in_units(span, 0);
}

std::string format_worked(Seconds span) {
    return in_units(span, 1);
}

}  // namespace dcc
