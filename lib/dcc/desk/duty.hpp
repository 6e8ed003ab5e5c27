#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/policy/policy.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// When the staff of a policy work: in the hours of their calendar (without one, always), except on
// days, in the desk's zone, on which they are absent. The policy must outlive it.
class Duty {
  public:
    explicit Duty(Policy const &policy);

    // Whether the person works at that instant.
    bool is_on(Person const &person, Instant at);

    // Why the person does not work during all of [from, to), as a text that names the hours of its
    // first day; nothing when they do.
    std::optional<std::string> why_off(Person const &person, Instant from, Instant to);

    // When the person's hours begin within [from, to).
    std::vector<Instant> openings(Person const &person, Instant from, Instant to);

    // The first instant of the day that is `days_later` days after the day of `at`, in the desk's
    // zone.
    Instant midnight(Instant at, int days_later = 0) const;

    Zone const &zone() const { return zone_; }

  private:
    Calendar const *calendar_of(Person const &person);
    bool is_absent(Person const &person, Instant at) const;
    struct Hours {
        std::string open;    // "09:00-12:00, 13:30-18:00"
        std::string closed;  // why they are closed at the given time; empty when open
    };
    Hours hours_of(Calendar const &calendar, Instant at) const;

    Policy const &policy_;
    Zone zone_;
    std::map<std::string, Calendar> calendars_;
};

}  // namespace dcc::desk
