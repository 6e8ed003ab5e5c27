#include <dcc/base/error.hpp>
#include <dcc/base/overload.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/spoken_time.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace dcc {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using Unit = SpokenTime::Unit;

template <class Value, std::size_t n>
using Words = std::array<std::pair<std::string_view, Value>, n>;

constexpr Words<int, 12> day_words{{
    {"today", 0},
    {"今天", 0},
    {"今日", 0},
    {"day after tomorrow", 2},
    {"tomorrow", 1},
    {"明天", 1},
    {"明日", 1},
    {"后天", 2},
    {"yesterday", -1},
    {"昨天", -1},
    {"昨日", -1},
    {"前天", -2},
}};

// A longer word before one that it begins with.
constexpr Words<unsigned, 20> weekday_words{{
    {"monday", 1},    {"mon", 1},    {"tuesday", 2},  {"tues", 2},     {"tue", 2},
    {"wednesday", 3}, {"wed", 3},    {"thursday", 4}, {"thurs", 4},    {"thur", 4},
    {"thu", 4},       {"friday", 5}, {"fri", 5},      {"saturday", 6}, {"sat", 6},
    {"sunday", 7},    {"sun", 7},    {"周天", 7},     {"星期天", 7},   {"礼拜天", 7},
}};
constexpr std::array<std::string_view, 3> chinese_week{"星期", "礼拜", "周"};
constexpr std::array<std::string_view, 7> chinese_days{"一", "二", "三", "四", "五", "六", "日"};

constexpr Words<int, 11> which_words{{
    {"last", -1},
    {"previous", -1},
    {"上个", -1},
    {"上", -1},
    {"this", 0},
    {"本", 0},
    {"这个", 0},
    {"这", 0},
    {"next", 1},
    {"下个", 1},
    {"下", 1},
}};

constexpr Words<Unit, 10> unit_words{{
    {"week", Unit::week},
    {"周", Unit::week},
    {"星期", Unit::week},
    {"礼拜", Unit::week},
    {"month", Unit::month},
    {"月", Unit::month},
    {"quarter", Unit::quarter},
    {"季度", Unit::quarter},
    {"year", Unit::year},
    {"年", Unit::year},
}};
constexpr Words<int, 3> year_words{{{"今年", 0}, {"去年", -1}, {"明年", 1}}};

// Parts of the day: their first and last hour. An hour of twelve is the one in that part.
using Part = std::pair<int, int>;
constexpr Words<Part, 8> day_parts{{
    {"凌晨", {0, 5}},
    {"早上", {5, 11}},
    {"上午", {6, 12}},
    {"中午", {11, 14}},
    {"下午", {12, 18}},
    {"傍晚", {16, 20}},
    {"晚上", {18, 23}},
    {"晚", {18, 23}},
}};
constexpr Words<Part, 2> halves{{{"am", {0, 11}}, {"pm", {12, 23}}}};

constexpr Words<int, 5> close_words{
    {{"end of day", 0}, {"eod", 0}, {"下班前", 0}, {"下班", 0}, {"close", 0}}};

// What an offset counts.
enum class OffsetStep { second, minute, hour, day, week, business_day };
constexpr Words<OffsetStep, 31> offset_words{{
    {"business days", OffsetStep::business_day},
    {"business day", OffsetStep::business_day},
    {"个工作日", OffsetStep::business_day},
    {"工作日", OffsetStep::business_day},
    {"bd", OffsetStep::business_day},
    {"seconds", OffsetStep::second},
    {"second", OffsetStep::second},
    {"秒", OffsetStep::second},
    {"s", OffsetStep::second},
    {"minutes", OffsetStep::minute},
    {"minute", OffsetStep::minute},
    {"mins", OffsetStep::minute},
    {"min", OffsetStep::minute},
    {"分钟", OffsetStep::minute},
    {"m", OffsetStep::minute},
    {"hours", OffsetStep::hour},
    {"hour", OffsetStep::hour},
    {"个小时", OffsetStep::hour},
    {"小时", OffsetStep::hour},
    {"h", OffsetStep::hour},
    {"days", OffsetStep::day},
    {"day", OffsetStep::day},
    {"天", OffsetStep::day},
    {"d", OffsetStep::day},
    {"weeks", OffsetStep::week},
    {"week", OffsetStep::week},
    {"个星期", OffsetStep::week},
    {"星期", OffsetStep::week},
    {"个礼拜", OffsetStep::week},
    {"周", OffsetStep::week},
    {"w", OffsetStep::week},
}};
constexpr Words<int, 9> direction_words{{
    {"ago", -1},
    {"以前", -1},
    {"之前", -1},
    {"前", -1},
    {"from now", 1},
    {"later", 1},
    {"以后", 1},
    {"之后", 1},
    {"后", 1},
}};

constexpr std::array<std::pair<std::string_view, int>, 12> chinese_digits{{
    {"零", 0},
    {"〇", 0},
    {"一", 1},
    {"二", 2},
    {"两", 2},
    {"三", 3},
    {"四", 4},
    {"五", 5},
    {"六", 6},
    {"七", 7},
    {"八", 8},
    {"九", 9},
}};

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z');
}

// Reads a folded text from its front. What does not fit leaves the scanner as it was.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    bool at_end() const { return rest_.empty(); }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        skip_blanks();
        return true;
    }

    // A word of the table. One in Latin letters must end there.
    template <class Value, std::size_t n>
    std::optional<Value> word(Words<Value, n> const &words) {
        for (auto const &[word, value] : words) {
            if (!rest_.starts_with(word)) continue;
            auto const after = rest_.substr(word.size());
            if (is_latin(word.back()) && !after.empty() && is_latin(after.front())) continue;
            take(word);
            return value;
        }
        return std::nullopt;
    }

    // A whole number, in digits or in Chinese up to 99; `digits` gets how many digits it had.
    std::optional<int> number(std::size_t *digits = nullptr) {
        std::size_t count = 0;
        int value = 0;
        while (count < rest_.size() && is_digit(rest_[count])) {
            if (count == 6) return std::nullopt;
            value = value * 10 + (rest_[count++] - '0');
        }
        if (digits) *digits = count;
        if (count == 0) return chinese_number();
        rest_.remove_prefix(count);
        return value;
    }

    void skip_blanks() {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    }

    std::optional<std::chrono::weekday> weekday() {
        if (auto const found = word(weekday_words)) return std::chrono::weekday{*found % 7};
        for (auto const prefix : chinese_week)
            for (std::size_t i = 0; i < chinese_days.size(); ++i)
                if (take(std::string{prefix}.append(chinese_days[i])))
                    return std::chrono::weekday{static_cast<unsigned>(i + 1) % 7};
        return std::nullopt;
    }

  private:
    std::optional<int> chinese_digit() {
        for (auto const &[word, value] : chinese_digits)
            if (rest_.starts_with(word)) {
                rest_.remove_prefix(word.size());
                return value;
            }
        return std::nullopt;
    }

    std::optional<int> chinese_number() {
        constexpr std::string_view ten = "十";
        auto const tens = chinese_digit();
        if (!rest_.starts_with(ten)) return tens;
        rest_.remove_prefix(ten.size());
        return tens.value_or(1) * 10 + chinese_digit().value_or(0);
    }

    std::string_view rest_;
};

// The hour of 24, as it is written or one of twelve; nothing when it is not in the part of the day.
std::optional<int> hour_in(int hour, std::optional<Part> const &part) {
    for (auto const candidate : {hour, hour + 12, hour - 12}) {
        auto const [first, last] = part.value_or(Part{hour, 23});
        if (candidate >= first && candidate <= last) return candidate;
    }
    return std::nullopt;
}

// A time of day: "14:00", "2pm", "下午3点半", "9点15分".
std::optional<Seconds> read_clock(Scanner &scanner) {
    auto const before = scanner;
    auto const fail = [&] {
        scanner = before;
        return std::nullopt;
    };
    auto part = scanner.word(day_parts);
    auto const hour = scanner.number();
    if (!hour) return fail();
    int minute = 0;
    int second = 0;
    bool is_clock = false;
    if (scanner.take(":")) {
        auto const minutes = scanner.number();
        if (!minutes) return fail();
        minute = *minutes;
        is_clock = true;
        if (scanner.take(":")) {
            auto const seconds = scanner.number();
            if (!seconds) return fail();
            second = *seconds;
        }
    } else if (scanner.take("点") || scanner.take("时")) {
        is_clock = true;
        if (scanner.take("半"))
            minute = 30;
        else if (scanner.take("一刻"))
            minute = 15;
        else if (auto const minutes = scanner.number()) {
            minute = *minutes;
            scanner.take("分");
        } else
            scanner.take("钟");
    }
    scanner.skip_blanks();
    if (!part) part = scanner.word(halves);
    if (!is_clock && !part) return fail();
    auto const hours = hour_in(*hour, part);
    if (!hours || minute > 59 || second > 59) return fail();
    return std::chrono::hours{*hours} + std::chrono::minutes{minute} + Seconds{second};
}

void add(SpokenTime::Offset &offset, OffsetStep step, int count) {
    switch (step) {
        case OffsetStep::second: offset.seconds += Seconds{count}; break;
        case OffsetStep::minute: offset.seconds += std::chrono::minutes{count}; break;
        case OffsetStep::hour: offset.seconds += std::chrono::hours{count}; break;
        case OffsetStep::day: offset.days += days{count}; break;
        case OffsetStep::week: offset.days += days{7 * count}; break;
        case OffsetStep::business_day: offset.business_days += count; break;
    }
}

// "+2h", "-1d12h", "in 3 days", "2 hours ago", "30分钟前". Business days stand alone.
std::optional<SpokenTime::Offset> read_offset(Scanner &scanner) {
    auto const before = scanner;
    std::optional<int> sign;
    if (scanner.take("+") || scanner.take("in "))
        sign = 1;
    else if (scanner.take("-"))
        sign = -1;
    SpokenTime::Offset amount;
    int steps = 0;
    for (;; ++steps) {
        auto const at = scanner;
        auto const count = scanner.number();
        if (!count) break;
        scanner.skip_blanks();
        auto const step = scanner.word(offset_words);
        if (!step) {
            scanner = at;
            break;
        }
        add(amount, *step, *count);
    }
    if (steps > 0 && !sign) sign = scanner.word(direction_words);
    if (steps == 0 || !sign || (amount.business_days != 0 && steps > 1)) {
        scanner = before;
        return std::nullopt;
    }
    return SpokenTime::Offset{*sign * amount.days, *sign * amount.seconds,
                              *sign * amount.business_days};
}

constexpr int least_year = 1900;
constexpr int greatest_year = 2200;

local_days week_start(local_days day) {
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

// The first Monday of a year's weeks: the week of the fourth of January is the first one (ISO
// 8601).
local_days first_week(std::chrono::year year) {
    return week_start(local_days{year / 1 / 4});
}

int weeks_of(std::chrono::year year) {
    return static_cast<int>((first_week(year + std::chrono::years{1}) - first_week(year)) /
                            days{7});
}

// A date, a month, a week, a quarter or a year that is written in numbers.
struct Written {
    std::variant<std::monostate, Date, SpokenTime::DayOfYear, SpokenTime::Numbered> value;
};

std::optional<SpokenTime::DayOfYear> day_of_year(int month, int day) {
    std::chrono::month_day const date{std::chrono::month{static_cast<unsigned>(month)},
                                      std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return SpokenTime::DayOfYear{date};
}

// Of the year: "-11-21", "/11/21", "年11月21日", "-11", "年11月", "-w48", "-q4", or nothing.
Written read_in_year(Scanner &scanner, int year_number) {
    std::chrono::year const year{year_number};
    auto const numbered = [&](Unit unit, std::optional<int> number, int most) -> Written {
        if (!number || *number < 1 || *number > most) return {};
        return {SpokenTime::Numbered{unit, year, static_cast<unsigned>(*number)}};
    };
    if (scanner.take("-w")) return numbered(Unit::week, scanner.number(), weeks_of(year));
    if (scanner.take("-q")) return numbered(Unit::quarter, scanner.number(), 4);
    bool const is_chinese = scanner.take("年");
    auto const separator = scanner.take("-") ? "-" : scanner.take("/") ? "/" : "";
    if (!is_chinese && *separator == '\0') return numbered(Unit::year, 1, 1);
    if (is_chinese && scanner.at_end()) return numbered(Unit::year, 1, 1);
    auto const month = scanner.number();
    if (!month || (is_chinese && !scanner.take("月"))) return {};
    auto const has_day = is_chinese ? !scanner.at_end() : scanner.take(separator);
    auto const day = has_day ? scanner.number() : std::nullopt;
    if (!day) return numbered(Unit::month, month, 12);
    if (is_chinese && !scanner.take("日") && !scanner.take("号")) return {};
    Date const date{year, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? Written{date} : Written{};
}

Written read_written(Scanner &scanner) {
    auto const before = scanner;
    auto const fail = [&] {
        scanner = before;
        return Written{};
    };
    std::size_t digits = 0;
    auto const first = scanner.number(&digits);
    if (!first) return fail();
    if (digits == 4 && *first >= least_year && *first <= greatest_year) {
        auto const found = read_in_year(scanner, *first);
        scanner.skip_blanks();
        return found.value.index() == 0 ? fail() : found;
    }
    bool const is_chinese = scanner.take("月");
    if (!is_chinese && !scanner.take("-") && !scanner.take("/")) return fail();
    auto const day = scanner.number();
    if (!day || (is_chinese && !scanner.take("日") && !scanner.take("号"))) return fail();
    scanner.skip_blanks();
    auto const found = day_of_year(*first, *day);
    return found ? Written{*found} : fail();
}

// The first days of a span and of the next one.
std::pair<local_days, local_days> months_from(std::chrono::year_month first, int count) {
    return {local_days{first / 1}, local_days{(first + std::chrono::months{count}) / 1}};
}

std::pair<local_days, local_days> span_of(SpokenTime::Numbered const &span) {
    constexpr unsigned months_of_quarter = 3;
    switch (span.unit) {
        case Unit::week: {
            auto const first = first_week(span.year) + days{7 * (span.number - 1)};
            return {first, first + days{7}};
        }
        case Unit::month: return months_from(span.year / std::chrono::month{span.number}, 1);
        case Unit::quarter:
            return months_from(
                span.year / std::chrono::month{months_of_quarter * (span.number - 1) + 1}, 3);
        case Unit::year: break;
    }
    return months_from(span.year / 1, 12);
}

std::pair<local_days, local_days> span_of(SpokenTime::FromThis const &span, local_days today) {
    Date const date{today};
    auto const month = date.year() / date.month();
    switch (span.unit) {
        case Unit::week: {
            auto const first = week_start(today) + days{7 * span.distance};
            return {first, first + days{7}};
        }
        case Unit::month: return months_from(month + std::chrono::months{span.distance}, 1);
        case Unit::quarter: {
            auto const within = (static_cast<unsigned>(date.month()) - 1) % 3;
            return months_from(
                month + std::chrono::months{3 * span.distance - static_cast<int>(within)}, 3);
        }
        case Unit::year: break;
    }
    return months_from((date.year() + std::chrono::years{span.distance}) / 1, 12);
}

local_days day_of(SpokenTime::DayOfWeek const &day, local_days today) {
    if (day.week) return week_start(today) + days{7 * *day.week} + (day.day - std::chrono::Monday);
    return today + days{1} + (day.day - std::chrono::weekday{today + days{1}});
}

local_days day_of(SpokenTime::DayOfYear const &day, local_days today) {
    auto const year = Date{today}.year();
    std::optional<local_days> nearest;
    // The 29th of February may be up to eight years away.
    for (int i = 0; i <= 8; ++i)
        for (auto const distance : {i, -i}) {
            Date const date{year + std::chrono::years{distance}, day.date.month(), day.date.day()};
            if (!date.ok()) continue;
            local_days const candidate{date};
            if (!nearest ||
                std::chrono::abs(candidate - today) < std::chrono::abs(*nearest - today))
                nearest = candidate;
        }
    return *nearest;
}

}  // namespace

std::optional<SpokenTime> SpokenTime::parse(std::string_view text) {
    if (auto const instant = parse_rfc3339(text)) return SpokenTime{*instant};
    if (auto const date = parse_date(text)) return SpokenTime{*date};
    if (auto const civil = parse_civil(text)) return SpokenTime{*civil};
    std::string folded;
    for (char const c : fold_case(trim(text)))
        if (c != ' ' || !folded.ends_with(' ')) folded += c;
    return parse_words(folded);
}

std::optional<SpokenTime> SpokenTime::parse_words(std::string_view text) {
    Scanner scanner{text};
    std::optional<SpokenTime> found;
    bool is_day = true;  // a time of day may follow
    auto const span = [&](Meaning meaning) {
        found = SpokenTime{meaning};
        is_day = false;
    };
    if (scanner.word(Words<int, 2>{{{"now", 0}, {"现在", 0}}})) {
        span(Now{});
    } else if (auto const offset = read_offset(scanner)) {
        span(*offset);
    } else if (auto const distance = scanner.word(day_words)) {
        found = SpokenTime{FromToday{days{*distance}}};
    } else if (auto const day = scanner.weekday()) {
        found = SpokenTime{DayOfWeek{{}, *day}};
    } else if (auto const year = scanner.word(year_words)) {
        span(FromThis{Unit::year, *year});
    } else if (auto const which = scanner.word(which_words)) {
        if (auto const of_week = scanner.weekday())
            found = SpokenTime{DayOfWeek{*which, *of_week}};
        else if (auto const unit = scanner.word(unit_words))
            span(FromThis{*unit, *which});
        else
            return std::nullopt;
    } else {
        std::visit(Overload{[](std::monostate) {}, [&](Date date) { found = SpokenTime{date}; },
                            [&](DayOfYear date) { found = SpokenTime{date}; },
                            [&](Numbered numbered) { span(numbered); }},
                   read_written(scanner).value);
        if (!found) found = SpokenTime{FromToday{}};
    }
    bool const is_alone = scanner.at_end();
    if (is_alone) return text.empty() ? std::nullopt : found;
    if (!is_day) return std::nullopt;
    if (auto const clock = read_clock(scanner))
        found->clock_ = clock;
    else
        found->at_close_ = scanner.word(close_words).has_value();
    return scanner.at_end() ? found : std::nullopt;
}

TimeSpan SpokenTime::at(Zone const &zone, Instant now, CalendarSpec const *hours) const {
    auto const local_now = zone.to_civil(now);
    auto const today = std::chrono::floor<days>(local_now);
    auto const within = [&](Instant instant) {
        auto const year = static_cast<int>(Date{std::chrono::floor<days>(instant)}.year());
        if (year < least_year || year > greatest_year)
            throw Error{ErrorKind::data, "the time is not in the years 1900 to 2200"};
        return instant;
    };
    auto const span = [&](std::pair<local_days, local_days> const &whole) {
        return TimeSpan{within(zone.to_instant(whole.first)),
                        within(zone.to_instant(whole.second))};
    };
    auto const end_of_work = [&](local_days day) {
        auto const first = zone.to_instant(day);
        auto const next = zone.to_instant(day + days{1});
        std::optional<Instant> last;
        if (hours)
            for (auto const &period : Calendar{*hours}.periods(first, next))
                if (period.open) last = period.to;
        return within(last && *last < next ? *last : next - Seconds{1});
    };
    auto const day = [&](local_days which) -> TimeSpan {
        if (clock_) return {within(zone.to_instant(which + *clock_)), {}};
        if (at_close_) return {end_of_work(which), {}};
        return span({which, which + days{1}});
    };
    auto const moved = [&](Offset const &offset) -> Instant {
        if (offset.business_days != 0 && !hours)
            throw Error{ErrorKind::data, "business days need a calendar of working hours"};
        auto const from = offset.days.count() == 0 ? now : zone.to_instant(local_now + offset.days);
        if (offset.business_days == 0) return from + offset.seconds;
        Duration amount;
        amount.in_business_days = true;
        amount.business_days = std::abs(offset.business_days);
        Calendar const calendar{*hours};
        return offset.business_days > 0 ? calendar.due(now, amount).at : calendar.back(now, amount);
    };
    return std::visit(Overload{[&](Now) {
                                   return TimeSpan{now, {}};
                               },
                               [&](Instant instant) {
                                   return TimeSpan{instant, {}};
                               },
                               [&](CivilTime time) {
                                   return TimeSpan{zone.to_instant(time), {}};
                               },
                               [&](Offset const &offset) {
                                   return TimeSpan{within(moved(offset)), {}};
                               },
                               [&](FromToday const &which) { return day(today + which.distance); },
                               [&](DayOfWeek const &which) { return day(day_of(which, today)); },
                               [&](DayOfYear const &which) { return day(day_of(which, today)); },
                               [&](Date date) { return day(local_days{date}); },
                               [&](FromThis const &which) { return span(span_of(which, today)); },
                               [&](Numbered const &which) { return span(span_of(which)); }},
                      meaning_);
}

}  // namespace dcc
