#include <dcc/base/error.hpp>
#include <dcc/rules/book.hpp>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

Calendar wall_clock() {
    CalendarSpec spec;
    spec.name = "24x7";
    spec.week.fill({Hours{std::chrono::minutes{0}, std::chrono::hours{24}}});
    return Calendar{std::move(spec)};
}

}  // namespace

Book::Book(LoadCalendar load_calendar, LoadPromise load_promise)
    : load_calendar_{std::move(load_calendar)}, load_promise_{std::move(load_promise)} {}

void Book::add(Calendar calendar) {
    auto const print = calendar.fingerprint();
    calendars_.try_emplace(print, std::move(calendar));
}

void Book::add(Promise promise) {
    std::pair key{promise.policy, promise.rule};
    promises_.try_emplace(std::move(key), std::move(promise));
}

Calendar const &Book::calendar(Digest const &print) {
    if (auto const found = calendars_.find(print); found != calendars_.end()) return found->second;
    if (print == Digest{}) return calendars_.try_emplace(print, wall_clock()).first->second;
    if (!load_calendar_)
        throw Error{ErrorKind::io, fmt::format("calendar {} is not known", short_hex(print))};
    return calendars_.try_emplace(print, load_calendar_(print)).first->second;
}

Promise const &Book::promise(event::PromiseRef const &ref) {
    std::pair key{ref.policy, ref.rule};
    if (auto const found = promises_.find(key); found != promises_.end()) return found->second;
    if (!load_promise_)
        throw Error{ErrorKind::io, fmt::format("sla \"{}\" of policy {} is not known", ref.rule,
                                               short_hex(ref.policy))};
    return promises_.try_emplace(std::move(key), load_promise_(ref)).first->second;
}

}  // namespace dcc::rules
