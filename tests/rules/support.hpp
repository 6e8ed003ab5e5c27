#pragma once

#include "../calendar/support.hpp"
#include <dcc/rules/clock.hpp>
#include <dcc/rules/timeline.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::test {

// Monday to Friday, 09:00 to 17:00.
inline CalendarSpec office(std::string_view hours_text = "09:00-17:00") {
    auto spec = weekdays("Asia/Shanghai", hours_text);
    spec.name = "office";
    return spec;
}

// An empty text means no target.
inline Term term(ClockKind kind, std::string_view target, CalendarSpec const &spec,
                 std::vector<State> pauses = {}) {
    Term made;
    made.kind = kind;
    if (!target.empty()) made.target = parse_duration(target);
    made.calendar = spec.name;
    made.calendar_print = Calendar{spec}.fingerprint();
    made.pauses = std::move(pauses);
    return made;
}

// A rule of the policy that `edition` numbers.
inline ServiceTerms promise(std::string rule, std::vector<Term> terms, std::uint8_t edition = 1) {
    ServiceTerms made;
    made.policy.fill(edition);
    made.rule = std::move(rule);
    made.place = "policy.toml:41";
    made.terms = std::move(terms);
    return made;
}

inline event::TermsRef ref(ServiceTerms const &made) {
    return {made.policy, made.rule};
}

inline event::Opened opened(ServiceTerms const &made) {
    event::Opened event;
    event.terms = ref(made);
    return event;
}

// Triage that changes nothing but the promise.
inline event::Triaged triaged(ServiceTerms const &made) {
    event::Triaged event;
    event.terms = ref(made);
    return event;
}

inline event::Assigned assigned(std::string team, std::string person = {}) {
    return {std::move(team), std::move(person), "hand", {}};
}

// Solved, and the customer was given the answer.
inline event::Resolved solved() {
    return {"done", true, false};
}

// A case and all that happened to it. Times are local times of one zone.
class Story {
  public:
    explicit Story(std::vector<CalendarSpec> const &specs,
                   std::vector<ServiceTerms> const &promises,
                   std::string_view zone = "Asia/Shanghai")
        : zone_{Zone::load(zone)} {
        for (auto const &spec : specs) adopted_.add(Calendar{spec});
        for (auto const &made : promises) adopted_.add(made);
    }

    Story &on(std::string_view time, event::Payload payload) {
        return on(zone_.parse(time), std::move(payload));
    }
    Story &on(Instant at, event::Payload payload) {
        Event event;
        event.seq = static_cast<std::int64_t>(events_.size()) + 1;
        event.case_id = CaseId{1};
        event.at = event.recorded_at = at;
        event.actor = "wang";
        event.payload = std::move(payload);
        rules::apply(item_, event, adopted_);
        events_.push_back(std::move(event));
        return *this;
    }

    Case const &item() const { return item_; }
    std::vector<Event> const &events() const { return events_; }
    rules::AdoptedTerms &adopted() { return adopted_; }
    Instant at(std::string_view time) const { return zone_.parse(time); }

    // An instant on the zone's clocks; "never" for none.
    std::string local(std::optional<Instant> t) const { return t ? zone_.format(*t) : "never"; }

    std::size_t count(ClockKind kind) const {
        std::size_t n = 0;
        for (auto const &clock : item_.clocks)
            if (clock.kind == kind) ++n;
        return n;
    }

    // The n-th clock of the kind; the newest one for 0.
    Clock const &clock(ClockKind kind, int instance = 0) const {
        Clock const *found = nullptr;
        for (auto const &one : item_.clocks)
            if (one.kind == kind && (instance == 0 || one.instance == instance)) found = &one;
        if (!found) throw std::logic_error{"the case has no such clock"};
        return *found;
    }

    std::string due(ClockKind kind) const { return local(clock(kind).due_at); }
    std::string first_due(ClockKind kind) const { return local(clock(kind).original_due_at); }
    std::string stage(ClockKind kind) const { return std::string{word(clock(kind).stage)}; }

    Calendar const &calendar(Clock const &one) { return adopted_.calendar(one.calendar_print); }
    Seconds elapsed(ClockKind kind, std::string_view now) {
        return rules::elapsed(clock(kind), calendar(clock(kind)), at(now));
    }
    std::optional<Seconds> remaining(ClockKind kind, std::string_view now) {
        return rules::remaining(clock(kind), calendar(clock(kind)), at(now));
    }
    bool breached(ClockKind kind, std::string_view now) const {
        return rules::is_breached(clock(kind), at(now));
    }

    // The clock's account, a line each: "03-02 09:00 03-02 12:00 counted 10800".
    std::string account(ClockKind kind, std::string_view now) {
        std::string text;
        for (auto const &row : rules::explain(clock(kind), calendar(clock(kind)), at(now))) {
            text += local(row.from).substr(5) + " " + local(row.to).substr(5) + " ";
            text += row.kind == rules::Stretch::Kind::counted
                        ? std::to_string(row.counted.count())
                        : std::string{word(row.kind)} + " " + row.reason;
            text += "\n";
        }
        return text;
    }

  private:
    Zone zone_;
    rules::AdoptedTerms adopted_;
    Case item_;
    std::vector<Event> events_;
};

}  // namespace dcc::test
