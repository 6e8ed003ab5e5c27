#include <dcc/rules/clock.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/escalation.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

bool is_over(Clock const &clock) {
    return clock.stage == Stage::completed || clock.stage == Stage::cancelled;
}

// Who has to do what a clock counts: of a task whoever contributes it, else whoever has the case.
struct ClockHolder {
    std::string_view team;
    std::string_view person;
};

ClockHolder holder_of(Case const &item, ClockKind kind, int instance) {
    if (kind == ClockKind::task)
        for (auto const &task : item.tasks)
            if (task.number == instance) return {task.team, task.person};
    return {item.team, item.person};
}

class Plan {
  public:
    Plan(Policy const &policy, Case const &item, std::string const &tier, AdoptedTerms &adopted,
         CalendarOf const &calendar_of, Instant now)
        : policy_{policy},
          item_{item},
          attributes_{item.channel, item.category, item.priority, tier, item.product},
          adopted_{adopted},
          calendar_of_{calendar_of},
          now_{now} {}

    void add(Clock const &clock) {
        auto const *rule = clock.due_at ? rule_for(clock) : nullptr;
        if (!rule) return;
        auto const missed = *clock.due_at + Seconds{1};
        if (is_over(clock)) {
            if (*clock.stopped_at >= missed)
                put(clock, *rule, EscalationLevel::breach, 0, missed, {});
            return;
        }
        for (auto const percent : rule->warn)
            if (auto const at = share_at(clock, calendar_for_shares(clock, *rule), percent))
                put(clock, *rule, EscalationLevel::warning, percent, *at, to_assignee);
        put(clock, *rule, EscalationLevel::breach, 0, missed, to_assignee);
        if (clock.stage == Stage::paused) return;
        int number = 0;
        for (auto const &step : rule->steps) {
            auto const &calendar = step.calendar.empty() ? adopted_.calendar(clock.calendar_print)
                                                         : calendar_of_(step.calendar);
            auto const after = after_deadline(clock, calendar, step.after);
            put(clock, *rule, EscalationLevel::step, ++number,
                std::max(missed, calendar.next_open(after)), step.to);
        }
    }

    // When so much time has passed since the deadline, pauses taken out.
    static Instant after_deadline(Clock const &clock, Calendar const &calendar,
                                  Duration const &time) {
        auto at = calendar.due(*clock.due_at, time).at;
        for (auto const &pause : clock.pauses) {
            auto const from = std::max(pause.from, *clock.due_at);
            if (!pause.to || *pause.to <= from) continue;
            if (from > at) break;
            at = calendar.due(at, calendar.elapsed(from, *pause.to)).at;
        }
        return at;
    }

    EscalationPlan take() { return std::move(plan_); }

  private:
    EscalationRule const *rule_for(Clock const &clock) const {
        auto const team = holder_of(item_, clock.kind, clock.instance).team;
        for (auto const &rule : policy_.escalation)
            if ((rule.clocks.empty() || std::ranges::count(rule.clocks, clock.kind) > 0) &&
                (rule.teams.empty() || std::ranges::count(rule.teams, team) > 0) &&
                holds(rule.when, attributes_, policy_))
                return &rule;
        return nullptr;
    }

    // The date of a promise and of a task is given, in no working time of their own.
    Calendar const &calendar_for_shares(Clock const &clock, EscalationRule const &rule) const {
        bool const is_date = clock.kind == ClockKind::promise || clock.kind == ClockKind::task;
        auto const step = std::ranges::find_if(
            rule.steps, [](EscalationStep const &one) { return !one.calendar.empty(); });
        return is_date && step != rule.steps.end() ? calendar_of_(step->calendar)
                                                   : adopted_.calendar(clock.calendar_print);
    }

    void put(Clock const &clock, EscalationRule const &rule, EscalationLevel level, int number,
             Instant at, std::string_view to) {
        Announcement const what{clock.kind, clock.instance, level, number};
        if (std::ranges::count(item_.announced, what) > 0) return;
        if (at <= now_)
            plan_.due.push_back({what, at, clock.due_at, &rule, to});
        else if (!plan_.next || at < *plan_.next)
            plan_.next = at;
    }

    Policy const &policy_;
    Case const &item_;
    CaseAttributes attributes_;
    AdoptedTerms &adopted_;
    CalendarOf const &calendar_of_;
    Instant now_;
    EscalationPlan plan_;
};

void add(std::vector<Person const *> &people, Person const *person) {
    if (person && std::ranges::count(people, person) == 0) people.push_back(person);
}

Person const *lead_of(Policy const &policy, Case const &item, ClockHolder const &holder) {
    auto const *category = policy.category(item.category);
    auto const *team = policy.team(
        holder.team.empty() && category ? std::string_view{category->team} : holder.team);
    return team ? policy.person(team->lead) : nullptr;
}

}  // namespace

std::optional<Instant> share_at(Clock const &clock, Calendar const &calendar, int percent) {
    if (!clock.due_at) return std::nullopt;
    auto whole = calendar.elapsed(clock.started_at, *clock.due_at);
    for (auto const &pause : clock.pauses)
        if (pause.to && pause.from < *clock.due_at)
            whole -= calendar.elapsed(pause.from, std::min(*pause.to, *clock.due_at));
    if (whole <= Seconds{0}) return std::nullopt;
    auto at = calendar.due(clock.started_at, whole * percent / 100).at;
    for (auto const &pause : clock.pauses) {
        if (pause.from >= at) break;
        if (!pause.to) return std::nullopt;
        at = calendar.due(at, calendar.elapsed(pause.from, *pause.to)).at;
    }
    return at;
}

EscalationPlan escalation_plan(Policy const &policy, Case const &item, std::string const &tier,
                               AdoptedTerms &adopted, CalendarOf const &calendar_of, Instant now) {
    Plan plan{policy, item, tier, adopted, calendar_of, now};
    for (auto const &clock : item.clocks) plan.add(clock);
    return plan.take();
}

std::vector<Person const *> people_to_tell(Policy const &policy, Case const &item,
                                           Announcement const &what, std::string_view to) {
    std::vector<Person const *> people;
    auto const holder = holder_of(item, what.clock, what.instance);
    if (to == to_assignee) add(people, policy.person(holder.person));
    if (to == to_lead || (to == to_assignee && people.empty()))
        add(people, lead_of(policy, item, holder));
    if (to.empty() || to == to_assignee || to == to_lead) return people;
    add(people, policy.person(to));
    for (bool const near : {true, false}) {
        if (!people.empty()) break;
        for (auto const &person : policy.staff)
            if ((!near || person.team == holder.team) && std::ranges::count(person.roles, to) > 0)
                add(people, &person);
    }
    return people;
}

std::vector<Person const *> at_work(Policy const &policy, std::vector<Person const *> const &people,
                                    Instant now, Roster &roster) {
    auto const present_one = [&](Person const &person) -> Person const * {
        bool const is_absent = roster.presence(person, now) == Presence::absent;
        return is_absent ? substitute_of(policy, person, now, roster) : &person;
    };
    std::vector<Person const *> present;
    for (auto const *person : people) {
        auto const *one = present_one(*person);
        auto const *team = policy.team(person->team);
        auto const *lead = team ? policy.person(team->lead) : nullptr;
        add(present, one || !lead ? one : present_one(*lead));
    }
    return present.empty() ? people : present;
}

}  // namespace dcc::rules
