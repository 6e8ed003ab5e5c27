#pragma once

#include <dcc/base/time.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// An IANA time zone from the system's time zone database. Only the requested zone is read. Cheap to
// copy; safe to share between threads.
class Zone {
  public:
    // UTC.
    Zone();

    // "Asia/Shanghai", "Europe/Berlin", "UTC". Throws Error{data} when the system has no such zone,
    // Error{no_input} when it cannot be read.
    static Zone load(std::string_view name);

    // The name it was loaded by.
    std::string const &name() const noexcept;

    // The instant of a local time. A time that is skipped when clocks go forward gives the instant
    // of the change. A time that occurs twice gives the first one.
    Instant to_instant(CivilTime civil) const;

    // The local time at the instant.
    CivilTime to_civil(Instant instant) const;

    // The next change of the UTC offset after the instant. Nothing when there is none.
    std::optional<Instant> next_change(Instant after) const;

    // The local time for people: "2026-11-21 16:00", or with seconds "2026-11-21 16:00:00".
    std::string format(Instant instant, bool seconds = false) const;

    // Reads RFC 3339 with an offset, or a local time or date of this zone. Throws Error{data}
    // naming the text when it is neither.
    Instant parse(std::string_view text) const;

    // Reads a time in a format of strptime(3), such as "%d-%m-%y %I:%M:%S %p": a local time of this
    // zone, unless the format has %z or %s. Nothing when the text does not match the format.
    std::optional<Instant> parse_as(std::string_view text, std::string const &form) const;

  private:
    struct Impl;
    std::shared_ptr<Impl const> impl_;
};

}  // namespace dcc
