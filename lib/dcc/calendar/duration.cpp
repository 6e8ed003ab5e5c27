#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/duration.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>

namespace dcc {
namespace {

struct DurationUnit {
    std::string_view word;
    std::int64_t seconds;
};

constexpr std::array<DurationUnit, 4> duration_units{
    {{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}}};
constexpr std::int64_t longest_days = 36'525;  // 100 years, for business days too
constexpr std::int64_t longest = longest_days * 86400;

[[noreturn]] void refuse(std::string_view text, Wording const &why) {
    throw Error{ErrorKind::data, say("\"{}\": {}", printable(text), why),
                "write it as 90s, 15m, 4h, 2d, 1d12h, 3bd or 3bd@close"};
}

// Words that people write for units, with what they mean.
constexpr std::array<std::pair<std::string_view, std::string_view>, 25> usual_words{{
    {"sec", "s"},      {"secs", "s"},      {"second", "s"},        {"seconds", "s"},
    {"min", "m"},      {"mins", "m"},      {"minute", "m"},        {"minutes", "m"},
    {"hr", "h"},       {"hrs", "h"},       {"hour", "h"},          {"hours", "h"},
    {"day", "d"},      {"days", "d"},      {"business day", "bd"}, {"business days", "bd"},
    {"workday", "bd"}, {"workdays", "bd"}, {"working days", "bd"}, {"秒", "s"},
    {"分", "m"},       {"分钟", "m"},      {"小时", "h"},          {"天", "d"},
    {"工作日", "bd"},
}};

struct DurationTerm {
    std::int64_t count;
    std::string_view unit;
};

// Reads a term such as "12h" from the front of `rest`; `text` is the whole text, for messages.
DurationTerm take_term(std::string_view &rest, std::string_view text) {
    DurationTerm term{};
    auto const *const end = rest.data() + rest.size();
    auto const number = std::from_chars(rest.data(), end, term.count);
    if (number.ec == std::errc::result_out_of_range) refuse(text, "longer than 100 years");
    if (number.ec != std::errc{} || rest.front() == '-') {
        refuse(text, say("expected a number at \"{}\"", printable(rest)));
    }
    rest.remove_prefix(static_cast<std::size_t>(number.ptr - rest.data()));
    if (rest.starts_with('.')) refuse(text, "whole numbers only");
    auto length = rest.find_first_of("0123456789@-");
    if (length == std::string_view::npos) length = rest.size();
    term.unit = rest.substr(0, length);
    rest.remove_prefix(length);
    if (term.unit.empty()) refuse(text, "a number without a unit");
    return term;
}

void add(Seconds &sum, DurationTerm const &term, std::string_view text) {
    for (auto const &unit : duration_units) {
        if (term.unit != unit.word) continue;
        if (term.count > longest / unit.seconds) refuse(text, "longer than 100 years");
        sum += Seconds{term.count * unit.seconds};
        if (sum.count() > longest) refuse(text, "longer than 100 years");
        return;
    }
    auto const unit = trim(term.unit);
    for (auto const &known : duration_units)
        if (unit == known.word) refuse(text, "it must have no blanks");
    auto meant = nearest(unit, std::array<std::string_view, 5>{"d", "h", "m", "s", "bd"});
    for (auto const &[word, short_word] : usual_words)
        if (fold_case(unit) == word) meant = short_word;
    refuse(text, say("unknown unit \"{}\"{}", printable(unit),
                     meant.empty()
                         ? Wording{}
                         : say(" (did you mean \"{}\"?)", fmt::format("{}{}", term.count, meant))));
}

// The duration in the units from `first` to `last`. Empty when it is not a multiple of the last
// one.
std::string spell(std::int64_t seconds, std::size_t first, std::size_t last) {
    std::string text;
    for (auto i = first; i <= last; ++i) {
        if (auto const count = seconds / duration_units[i].seconds) {
            text += std::to_string(count) + std::string{duration_units[i].word};
        }
        seconds %= duration_units[i].seconds;
    }
    return seconds == 0 ? text : std::string{};
}

}  // namespace

Duration parse_duration(std::string_view text) {
    if (text.empty()) refuse(text, "empty");
    if (text.front() == '-') refuse(text, "negative");
    Duration duration;
    auto rest = text;
    while (!rest.empty() && rest.front() != '@') {
        bool const first = rest.size() == text.size();
        auto const term = take_term(rest, text);
        if (term.unit != "bd") {
            if (duration.in_business_days)
                refuse(text, "business days cannot be mixed with others");
            add(duration.seconds, term, text);
            continue;
        }
        if (!first) refuse(text, "business days cannot be mixed with others");
        if (term.count > longest_days) refuse(text, "longer than 100 years");
        duration.in_business_days = true;
        duration.business_days = static_cast<int>(term.count);
    }
    if (rest.empty()) return duration;
    if (rest != "@close") refuse(text, say("unknown ending \"{}\"", rest));
    if (!duration.in_business_days) refuse(text, "@close needs business days");
    duration.at_close = true;
    return duration;
}

std::string format_duration(Duration duration) {
    if (duration.in_business_days) {
        return std::to_string(duration.business_days) + (duration.at_close ? "bd@close" : "bd");
    }
    auto const seconds = duration.seconds.count();
    if (seconds == 0) return "0s";
    std::string shortest;
    for (std::size_t first = 0; first < duration_units.size(); ++first) {
        for (auto last = first; last < duration_units.size(); ++last) {
            auto text = spell(seconds, first, last);
            if (text.empty()) continue;
            if (shortest.empty() || text.size() < shortest.size()) shortest = std::move(text);
        }
    }
    return shortest;
}

}  // namespace dcc
