#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/sla.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace dcc::rules {

// The service terms and calendars of every policy that the desk has adopted, found by content. What
// is not in memory is loaded through the two functions and kept. Not thread-safe.
class AdoptedTerms {
  public:
    using LoadCalendar = std::function<CalendarSpec(Digest const &)>;
    using LoadTerms = std::function<ServiceTerms(event::TermsRef const &)>;

    // Without the functions, only what was added is known.
    explicit AdoptedTerms(LoadCalendar load_calendar = {}, LoadTerms load_terms = {});

    // Adds one; has no effect when it is known already.
    void add(Calendar calendar);
    void add(ServiceTerms terms);

    // The calendar with that fingerprint; the zero digest gives "24x7". Throws Error{io} when it is
    // unknown.
    Calendar const &calendar(Digest const &print);

    // What the rule of that policy grants. Throws Error{io} when it is unknown.
    ServiceTerms const &terms(event::TermsRef const &ref);

  private:
    LoadCalendar load_calendar_;
    LoadTerms load_terms_;
    std::map<Digest, Calendar> calendars_;
    std::map<std::pair<Digest, std::string>, ServiceTerms> terms_;
};

}  // namespace dcc::rules
