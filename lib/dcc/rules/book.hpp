#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/clock.hpp>
#include <dcc/model/event.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace dcc::rules {

// What a desk has ever promised, by content: calendars and SLA rules of every policy it adopted.
// Fetches what it lacks through the two functions and keeps it. Not for two threads at once.
class Book {
  public:
    using LoadCalendar = std::function<CalendarSpec(Digest const &)>;
    using LoadPromise = std::function<Promise(event::PromiseRef const &)>;

    // A book without functions knows only what was added.
    explicit Book(LoadCalendar load_calendar = {}, LoadPromise load_promise = {});

    void add(Calendar calendar);
    void add(Promise promise);

    // The calendar of that content; the wall clock for the zero digest. Throws Error{io} when the
    // desk does not know it.
    Calendar const &calendar(Digest const &print);

    // Throws Error{io} when the desk does not know it.
    Promise const &promise(event::PromiseRef const &ref);

  private:
    LoadCalendar load_calendar_;
    LoadPromise load_promise_;
    std::map<Digest, Calendar> calendars_;
    std::map<std::pair<Digest, std::string>, Promise> promises_;
};

}  // namespace dcc::rules
