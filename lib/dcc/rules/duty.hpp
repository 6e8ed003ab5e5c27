#pragma once

#include <dcc/base/wording.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/model/staff.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/dispatch.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// When the staff of a policy work: in the hours of their calendar (without one, always), except
// while they are absent, by the policy on days in the desk's zone, or as recorded. The policy must
// outlive it.
class Duty : public Roster {
  public:
    Duty(Policy const &policy, std::vector<event::StaffAbsent> const &absences);

    // Replaces the recorded absences.
    void set(std::vector<event::StaffAbsent> const &absences);

    Presence presence(Person const &person, Instant at) override;
    // Looks ahead for a year.
    std::optional<Instant> next_on(Person const &person, Instant at) override;

    // The end of the absence at that instant; nothing when the person is not absent then, or it is
    // not known.
    std::optional<Instant> absent_until(Person const &person, Instant at) const;

    // Why the person does not work during all of [from, to), as a text that names the hours of its
    // first day; nothing when they do.
    std::optional<Wording> why_off(Person const &person, Instant from, Instant to);

    // When the person's hours begin within [from, to).
    std::vector<Instant> openings(Person const &person, Instant from, Instant to);

    // The first instant of the day that is `days_later` days after the day of `at`, in the desk's
    // zone.
    Instant midnight(Instant at, int days_later = 0) const;

    Zone const &zone() const { return zone_; }

  private:
    Calendar const *calendar_of(Person const &person);
    // An absence at the instant, as [from, to) without its beginning.
    struct Away {
        std::optional<Instant> to;  // none: until further notice
    };
    std::optional<Away> away(Person const &person, Instant at) const;
    struct Hours {
        std::string open;    // "09:00-12:00, 13:30-18:00"
        std::string closed;  // why they are closed at the given time; empty when open
    };
    Hours hours_of(Calendar const &calendar, Instant at) const;

    Policy const &policy_;
    Zone zone_;
    std::map<std::string, Calendar> calendars_;
    std::map<std::string, std::vector<event::StaffAbsent>> absences_;  // by person
};

}  // namespace dcc::rules
