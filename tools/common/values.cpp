#include "common/values.hpp"

#include "common/places.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace dcc::cli {

namespace {

[[noreturn]] void refuse(Wording const &message) {
    throw Error{ErrorKind::usage, message};
}

std::string in_quotes(std::string const &text) {
    return "\"" + printable(text) + "\"";
}

// The most bytes that are read at once; a special file may be endless.
constexpr std::size_t most_content = std::size_t{16} << 20;

std::string read_all(int file, std::string const &name) {
    std::string content;
    char block[1 << 16];
    for (;;) {
        auto const got = ::read(file, block, sizeof block);
        if (got > 0) {
            content.append(block, static_cast<std::size_t>(got));
            if (content.size() > most_content)
                throw Error{ErrorKind::data, say("{} is longer than 16 MiB", name)};
        } else if (got == 0) {
            return content;
        } else if (errno != EINTR) {
            throw Error{ErrorKind::no_input, say("cannot read {}: {}", name, std::strerror(errno))};
        }
    }
}

template <class T>
void read_number(std::string const &text, T &value, char const *what) {
    auto const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range) refuse(say("{} is out of range", in_quotes(text)));
    if (error != std::errc{} || rest != end) refuse(say("{} is not {}", in_quotes(text), what));
}

}  // namespace

When::When(std::string const &text) {
    auto const time = SpokenTime::parse(text);
    if (!time)
        refuse(
            say("{} is not a time such as 2026-11-21 16:00, tomorrow 14:00, 周五, +2h or last "
                "week; see dcc-time(7)",
                in_quotes(text)));
    time_ = *time;
}

Instant When::in(TimeFrame const &frame) const {
    return time_.at(frame.zone, frame.now, frame.hours).first;
}

Instant When::end_in(TimeFrame const &frame) const {
    auto const span = time_.at(frame.zone, frame.now, frame.hours);
    return span.next.value_or(span.first);
}

Instant When::deadline_in(TimeFrame const &frame) const {
    auto const span = time_.at(frame.zone, frame.now, frame.hours);
    return span.next ? *span.next - Seconds{1} : span.first;
}

std::string StandardInput::take(std::string const &reader) {
    if (!taken_by_.empty())
        refuse(say("standard input cannot be read twice; {} reads it already", taken_by_));
    taken_by_ = reader;
    return contents_.emplace_back(read_all(STDIN_FILENO, "standard input"));
}

std::string StandardInput::read(std::filesystem::path const &file) {
    return contents_.emplace_back(read_file(file));
}

std::string read_file(std::filesystem::path const &file) {
    auto const handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        throw Error{ErrorKind::no_input,
                    say("cannot read {}: {}", file.string(), std::strerror(errno))};
    struct Closer {
        int handle;
        ~Closer() { ::close(handle); }
    } const closer{handle};
    require_readable(find_caller(environment, ::getuid()), handle, file);
    return read_all(handle, file.string());
}

void read_value(std::string const &text, std::string &value) {
    if (!is_utf8(text)) refuse(say("{} is not UTF-8 text", in_quotes(text)));
    value = text;
}

void read_value(std::string const &text, std::filesystem::path &value) {
    if (text.empty()) refuse("the name of a file is empty");
    value = text;
}

void read_value(std::string const &text, bool &value) {
    if (text != "yes" && text != "no") refuse_word(text, {"yes", "no"});
    value = text == "yes";
}

void read_value(std::string const &text, std::int64_t &value) {
    read_number(text, value, "a whole number");
}

void read_value(std::string const &text, int &value) {
    read_number(text, value, "a whole number");
}

void read_value(std::string const &text, double &value) {
    read_number(text, value, "a number");
    if (!std::isfinite(value)) refuse(say("{} is not a number", in_quotes(text)));
}

void read_value(std::string const &text, Date &value) {
    auto const date = parse_date(text);
    if (!date) refuse(say("{} is not a date such as 2026-11-21", in_quotes(text)));
    value = *date;
}

void read_value(std::string const &text, Duration &value) try {
    value = parse_duration(text);
} catch (Error const &error) {
    refuse(error.message());
}

void read_value(std::string const &text, When &value) {
    value = When{text};
}

void read_value(std::string const &text, CaseRef &value) {
    if (text.starts_with("ext:") && text.size() > 4 && is_utf8(text)) {
        value = {CaseId{}, text.substr(4)};
        return;
    }
    auto const id = CaseId::parse(text);
    if (!id) refuse(say("{} is not a case such as C42, 42 or ext:ABC-7", in_quotes(text)));
    value = {*id, {}};
}

void read_value(std::string const &text, FieldValue &value) {
    auto const sign = text.find('=');
    if (sign == std::string::npos || !is_utf8(text))
        refuse(say("{} is not ID=VALUE", in_quotes(text)));
    value = {std::string{trim(std::string_view{text}.substr(0, sign))},
             std::string{trim(std::string_view{text}.substr(sign + 1))}};
}

void refuse_word(std::string const &text, std::vector<std::string_view> const &words) {
    refuse(say("{} is none of {}{}", in_quotes(text), fmt::format("{}", fmt::join(words, ", ")),
               did_you_mean(text, words)));
}

}  // namespace dcc::cli
