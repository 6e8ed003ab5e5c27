#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/sla.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace dcc::rules {

// The service terms and calendars of a desk, by content: calendars and SLA rules of every policy it
// adopted. Fetches what it lacks through the two functions and keeps it. Not for two threads at
// once.
class AdoptedTerms {
  public:
    using LoadCalendar = std::function<CalendarSpec(Digest const &)>;
    using LoadTerms = std::function<ServiceTerms(event::TermsRef const &)>;

    // An object without functions knows only what was added.
    explicit AdoptedTerms(LoadCalendar load_calendar = {}, LoadTerms load_terms = {});

    void add(Calendar calendar);
    void add(ServiceTerms terms);

    // The calendar of that content; the wall clock for the zero digest. Throws Error{io} when the
    // desk does not know it.
    Calendar const &calendar(Digest const &print);

    // Throws Error{io} when the desk does not know it.
    ServiceTerms const &terms(event::TermsRef const &ref);

  private:
    LoadCalendar load_calendar_;
    LoadTerms load_terms_;
    std::map<Digest, Calendar> calendars_;
    std::map<std::pair<Digest, std::string>, ServiceTerms> terms_;
};

}  // namespace dcc::rules
