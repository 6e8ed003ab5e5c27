#include <dcc/base/error.hpp>
#include <dcc/rules/adopted_terms.hpp>

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

AdoptedTerms::AdoptedTerms(LoadCalendar load_calendar, LoadTerms load_terms)
    : load_calendar_{std::move(load_calendar)}, load_terms_{std::move(load_terms)} {}

void AdoptedTerms::add(Calendar calendar) {
    auto const print = calendar.fingerprint();
    calendars_.try_emplace(print, std::move(calendar));
}

void AdoptedTerms::add(ServiceTerms terms) {
    std::pair key{terms.policy, terms.rule};
    terms_.try_emplace(std::move(key), std::move(terms));
}

Calendar const &AdoptedTerms::calendar(Digest const &print) {
    if (auto const found = calendars_.find(print); found != calendars_.end()) return found->second;
    if (print == Digest{}) return calendars_.try_emplace(print, wall_clock()).first->second;
    if (!load_calendar_)
        throw Error{ErrorKind::io, say("calendar {} is not known", short_hex(print))};
    return calendars_.try_emplace(print, load_calendar_(print)).first->second;
}

ServiceTerms const &AdoptedTerms::terms(event::TermsRef const &ref) {
    std::pair key{ref.policy, ref.rule};
    if (auto const found = terms_.find(key); found != terms_.end()) return found->second;
    if (!load_terms_)
        throw Error{ErrorKind::io,
                    say("sla \"{}\" of policy {} is not known", ref.rule, short_hex(ref.policy))};
    return terms_.try_emplace(std::move(key), load_terms_(ref)).first->second;
}

}  // namespace dcc::rules
