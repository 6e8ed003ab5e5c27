#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/policy/policy.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// When the people of a policy work: inside the hours of their calendar (without one always), and on
// no day of the desk's zone on which they are absent. The policy must outlive it.
class Duty {
  public:
    explicit Duty(Policy const &policy);

    bool is_on(Person const &person, Instant at);

    // Why the person does not work all of [from, to), with the hours of the day it begins on;
    // nothing when they do.
    std::optional<std::string> why_off(Person const &person, Instant from, Instant to);

    // When the person's hours begin within [from, to).
    std::vector<Instant> openings(Person const &person, Instant from, Instant to);

    // The first instant of the day, in the desk's zone, that is so many days after that of `at`.
    Instant midnight(Instant at, int days_later = 0) const;

    Zone const &zone() const { return zone_; }

  private:
    Calendar const *calendar_of(Person const &person);
    bool is_absent(Person const &person, Instant at) const;
    struct Hours {
        std::string open;    // "09:00-12:00, 13:30-18:00"
        std::string closed;  // the reason, where they are not open at the time asked for
    };
    Hours hours_of(Calendar const &calendar, Instant at) const;

    Policy const &policy_;
    Zone zone_;
    std::map<std::string, Calendar> calendars_;
};

}  // namespace dcc::desk
