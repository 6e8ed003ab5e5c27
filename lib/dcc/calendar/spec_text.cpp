#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <utility>

// One line for each part of a calendar, its keyword first:
//
//   calendar 1
//   zone Asia/Shanghai
//   table_end 2026-12-31
//   mon 09:00-12:00 13:00-18:00
//   exception 2026-12-31 09:00-12:00
//   workday 2025-01-26 mon
//   holiday 2025-01-28 春节
//
// The first line is the version of this format: what a desk stores must stay readable.

namespace dcc {
namespace {

using std::chrono::sys_days;

constexpr std::string_view spec_heading = "calendar 1";

// A name may contain line feeds; a line may not.
std::string escaped(std::string_view name) {
    std::string text;
    for (char const c : name) {
        if (c == '\\') {
            text += "\\\\";
        } else if (c == '\n') {
            text += "\\n";
        } else {
            text += c;
        }
    }
    return text;
}

std::string unescaped(std::string_view text) {
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const escape = text[i] == '\\' && i + 1 < text.size();
        if (escape) ++i;
        name += escape && text[i] == 'n' ? '\n' : text[i];
    }
    return name;
}

void append_hours(std::string &text, DayHours const &day) {
    for (auto const &hours : day) text += ' ' + detail::hours_text(hours);
    text += '\n';
}

std::string_view take_word(std::string_view &rest) {
    auto const word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    return word;
}

class Reader {
  public:
    explicit Reader(std::string_view name) { spec_.name = name; }

    CalendarSpec read(std::string_view text) {
        take_line(text);
        if (line_ != spec_heading) refuse();
        while (!text.empty()) {
            take_line(text);
            auto rest = line_;
            read_entry(take_word(rest), rest);
        }
        return std::move(spec_);
    }

  private:
    void take_line(std::string_view &text) {
        auto const end = text.find('\n');
        line_ = text.substr(0, end);
        if (end == std::string_view::npos) refuse();
        text.remove_prefix(end + 1);
    }

    void read_entry(std::string_view word, std::string_view rest) {
        if (word == "zone") {
            spec_.zone = unescaped(rest);
        } else if (word == "table_end") {
            spec_.table_end = date(rest);
        } else if (word == "exception") {
            auto const day = date(take_word(rest));
            spec_.exceptions[day] = day_hours(rest);
        } else if (word == "workday") {
            auto const day = date(take_word(rest));
            spec_.workdays[day] = std::chrono::weekday{weekday(rest)};
        } else if (word == "holiday") {
            auto const day = date(take_word(rest));
            spec_.holidays[day] = unescaped(rest);
        } else {
            spec_.week[weekday(word)] = day_hours(rest);
        }
    }

    unsigned weekday(std::string_view word) const {
        for (unsigned i = 0; i < 7; ++i) {
            if (detail::weekday_word(i) == word) return i;
        }
        refuse();
    }

    sys_days date(std::string_view text) const {
        auto const date = parse_date(text);
        if (!date) refuse();
        return sys_days{*date};
    }

    DayHours day_hours(std::string_view rest) const {
        DayHours day;
        while (!rest.empty()) {
            auto const word = take_word(rest);
            auto const dash = word.find('-');
            if (dash == std::string_view::npos) refuse();
            day.push_back({time(word.substr(0, dash)), time(word.substr(dash + 1))});
        }
        return day;
    }

    // "09:00" or "09:00:30"
    Seconds time(std::string_view text) const {
        auto const two_digits = [&](std::size_t i) {
            if (!is_digit(text[i]) || !is_digit(text[i + 1])) refuse();
            return 10 * (text[i] - '0') + text[i + 1] - '0';
        };
        bool const has_seconds = text.size() == 8 && text[5] == ':';
        if ((text.size() != 5 && !has_seconds) || text[2] != ':') refuse();
        return std::chrono::hours{two_digits(0)} + std::chrono::minutes{two_digits(3)} +
               Seconds{has_seconds ? two_digits(6) : 0};
    }

    [[noreturn]] void refuse() const {
        throw Error{ErrorKind::data, say("calendar \"{}\": its stored text is damaged at \"{}\"",
                                         spec_.name, line_)};
    }

    CalendarSpec spec_;
    std::string_view line_;
};

}  // namespace

std::string calendar_text(CalendarSpec const &spec) {
    std::string text{spec_heading};
    text += "\nzone " + escaped(spec.zone) + '\n';
    if (spec.table_end) text += "table_end " + format_date(Date{*spec.table_end}) + '\n';
    for (unsigned i = 0; i < 7; ++i) {
        if (spec.week[i].empty()) continue;
        text += detail::weekday_word(i);
        append_hours(text, spec.week[i]);
    }
    for (auto const &[day, hours] : spec.exceptions) {
        text += "exception " + format_date(Date{day});
        append_hours(text, hours);
    }
    for (auto const &[day, weekday] : spec.workdays) {
        text += "workday " + format_date(Date{day}) + ' ';
        text += detail::weekday_word(weekday.c_encoding());
        text += '\n';
    }
    for (auto const &[day, name] : spec.holidays) {
        text += "holiday " + format_date(Date{day});
        if (!name.empty()) text += ' ' + escaped(name);
        text += '\n';
    }
    return text;
}

CalendarSpec read_calendar_text(std::string_view name, std::string_view text) {
    return Reader{name}.read(text);
}

}  // namespace dcc
