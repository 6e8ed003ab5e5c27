#pragma once

#include <dcc/base/time.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// An IANA time zone, read from the system's zone database; only the one zone asked for is read.
// Cheap to copy; safe to share between threads.
class Zone {
  public:
    // UTC.
    Zone();

    // "Asia/Shanghai", "Europe/Berlin", "UTC". Throws Error{data} for a name the system lacks.
    static Zone load(std::string_view name);

    std::string const &name() const noexcept;

    // The instant at which the zone's clocks show the civil time. In an hour that is skipped: the
    // instant of the change. In an hour that comes twice: the first pass.
    Instant to_instant(CivilTime civil) const;

    // What the zone's clocks show at the instant.
    CivilTime to_civil(Instant instant) const;

    // The first instant after the given one at which the zone's clocks are put forward or back.
    std::optional<Instant> next_change(Instant after) const;

    // "2026-11-21 16:00" on the zone's clocks, for people; with seconds when asked.
    std::string format(Instant instant, bool seconds = false) const;

    // An instant as people and programs write it: RFC 3339 with an offset, or a local time or date
    // of this zone. Throws Error{data} naming the text when it is neither.
    Instant parse(std::string_view text) const;

    // A time in a form given with the letters of strptime(3): "%d-%m-%y %I:%M:%S %p". Read on this
    // zone's clocks unless the form has %z or %s. Nothing when the text is not of the form.
    std::optional<Instant> parse_as(std::string_view text, std::string const &form) const;

  private:
    struct Impl;
    std::shared_ptr<Impl const> impl_;
};

}  // namespace dcc
