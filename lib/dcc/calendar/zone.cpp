#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

namespace dcc {
namespace {

// Field by field, which is faster than adding seconds to 1970: that normalises all fields.
absl::CivilSecond to_absl(CivilTime civil) {
    auto const day = std::chrono::floor<std::chrono::days>(civil);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{civil - day};
    return absl::CivilSecond{int{date.year()},     unsigned{date.month()}, unsigned{date.day()},
                             time.hours().count(), time.minutes().count(), time.seconds().count()};
}

Instant to_std(absl::Time time) {
    return Instant{Seconds{absl::ToUnixSeconds(time)}};
}

// Abseil also loads absolute paths and special names such as "libc:…" and "Fixed/UTC+01:00:00",
// which are not zone names.
bool is_zone_name(std::string_view name) {
    return !name.empty() && name.front() != '/' && name.find(':') == std::string_view::npos &&
           name.find("..") == std::string_view::npos && name != "localtime";
}

// ` (did you mean "Asia/Shanghai"?)`, from the system's list of zones; empty without one.
Wording suggestion(std::string_view name) {
    std::vector<std::string> names{"UTC"};
    std::ifstream table{"/usr/share/zoneinfo/zone.tab"};
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields{line};
        std::string country;
        std::string place;
        std::string zone;
        if (fields >> country >> place >> zone && !country.starts_with('#'))
            names.push_back(std::move(zone));
    }
    std::vector<std::string_view> const views{names.begin(), names.end()};
    return did_you_mean(name, views);
}

}  // namespace

struct Zone::Impl {
    std::string name;
    absl::TimeZone zone;
};

Zone::Zone() : impl_{std::make_shared<Impl const>(Impl{"UTC", absl::UTCTimeZone()})} {}

Zone Zone::load(std::string_view name) {
    Impl impl{std::string{name}, {}};
    errno = 0;
    if (!is_zone_name(name) || !absl::LoadTimeZone(impl.name, &impl.zone)) {
        // Abseil does not say why; a file that is there, but cannot be read, is no unknown zone.
        for (int const code : {EIO, EINTR, EMFILE, ENFILE, ENOMEM, EACCES})
            if (errno == code)
                throw Error{ErrorKind::no_input,
                            say("time zone \"{}\": cannot be read: {}", impl.name,
                                std::generic_category().message(code))};
        throw Error{ErrorKind::data,
                    say("unknown time zone \"{}\"{}", printable(impl.name), suggestion(impl.name)),
                    "give a name of the IANA database such as \"Asia/Shanghai\" or \"UTC\""};
    }
    Zone zone;
    zone.impl_ = std::make_shared<Impl const>(std::move(impl));
    return zone;
}

std::string const &Zone::name() const noexcept {
    return impl_->name;
}

Instant Zone::to_instant(CivilTime civil) const {
    auto const info = impl_->zone.At(to_absl(civil));
    bool const skipped = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
    return to_std(skipped ? info.trans : info.pre);
}

CivilTime Zone::to_civil(Instant instant) const {
    auto const info = impl_->zone.At(absl::FromUnixSeconds(instant.time_since_epoch().count()));
    return CivilTime{instant.time_since_epoch() + Seconds{info.offset}};
}

std::optional<Instant> Zone::next_change(Instant after) const {
    absl::TimeZone::CivilTransition change;
    auto const from = absl::FromUnixSeconds(after.time_since_epoch().count());
    if (!impl_->zone.NextTransition(from, &change)) return std::nullopt;
    return to_std(impl_->zone.At(change.to).trans);
}

std::string Zone::format(Instant instant, bool seconds) const {
    // Formats the local time as if it were UTC, "2026-11-21T16:00:00Z", and cuts out what is
    // needed.
    std::string text = format_utc(Instant{to_civil(instant).time_since_epoch()});
    auto const t = text.find('T');
    text[t] = ' ';
    text.resize(t + (seconds ? 9 : 6));
    return text;
}

std::optional<Instant> Zone::parse_as(std::string_view text, std::string const &form) const {
    absl::Time time;
    if (!absl::ParseTime(form, {text.data(), text.size()}, impl_->zone, &time, nullptr) ||
        time == absl::InfiniteFuture() || time == absl::InfinitePast())
        return std::nullopt;
    return to_std(time);
}

Instant Zone::parse(std::string_view text) const {
    if (auto const instant = parse_rfc3339(text)) return *instant;
    if (auto const civil = parse_civil(text)) return to_instant(*civil);
    throw Error{ErrorKind::data, say("\"{}\" is not a date and time", text),
                say("write 2026-11-21T08:00:00Z, or 2026-11-21 16:00 for {}", name())};
}

}  // namespace dcc
