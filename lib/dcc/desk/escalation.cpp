#include <dcc/base/columns.hpp>
#include <dcc/base/mail.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/ledger/absences.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/rules/duty.hpp>
#include <dcc/rules/escalation.hpp>
#include <dcc/rules/waiting.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

// Cases that are looked at in one transaction: other writers must not wait for long.
constexpr std::size_t batch_size = 200;

// The action taken on one case.
struct Done {
    Case const *item;
    std::string action;
    std::string of;  // for people: the clock, who is waited for, or why it is dispatched
    std::optional<Instant> due;
    Cell number = {};
    std::optional<MessageId> message = {};
    std::string waiting_for = {};
    std::optional<Instant> since = {};  // it waits
    std::optional<ClockKind> clock = {};
    std::optional<int> instance = {};
    std::optional<Instant> deadline = {};
    std::string rule = {};
    std::vector<std::string> to = {};
    bool summed_up = false;
    std::optional<Passed> passed = {};
};

Columns<Done> done_columns() {
    auto const item = [](auto part) { return part_of(&Done::item, part); };
    auto const told = [](Done const &done) -> Cell {
        if (!done.to.empty()) return fmt::format("{}", fmt::join(done.to, ", "));
        return done.summed_up ? Cell{"summed up"} : cell_of(done.message);
    };
    auto const people = [](Done const &done) {
        return done.clock || done.passed ? Cell{done.to} : Cell{};
    };
    auto const passed = [](auto part) { return part_of(&Done::passed, part); };
    return {
        {"case", "Case", item(&Case::id)},
        {"action", "Action", &Done::action},
        {"number", "", &Done::number},
        {"message", "", &Done::message},
        {"due_at", "Due", &Done::due},
        {"waiting_for", "", &Done::waiting_for},
        {"since", "", &Done::since},
        {"", "Of", &Done::of},
        {"", "Told", told},
        {"subject", "Subject", item([](Case const &one) { return Cell{one.subject}; })},
        {"clock", "", &Done::clock},
        {"instance", "", &Done::instance},
        {"deadline", "", &Done::deadline},
        {"rule", "", &Done::rule},
        {"to", "", people},
        {"summed_up", "",
         [](Done const &done) { return done.clock ? Cell{done.summed_up} : Cell{}; }},
        {"team", "", passed(&Passed::team)},
        {"from", "", passed(&Passed::from)},
        {"why", "", passed(&Passed::why)},
    };
}

class Escalation {
  public:
    Escalation(ledger::Session &session, EscalateArgs const &args)
        : session_{session},
          policy_{session.policy()},
          needs_tier_{std::ranges::any_of(
              policy_.escalation,
              [](EscalationRule const &rule) { return !rule.when.tier.empty(); })},
          args_{args},
          hooks_{policy_, args.run_hook} {}

    void run() {
        auto &writer = session_.writer();
        auto const before = writer.watch_state();
        store::Reader::WatchState const seen{policy_.fingerprint, writer.head().seq};
        auto const cases = cases_to_look_at(before);
        for (std::span<CaseId const> rest{cases}; !rest.empty();) {
            auto const batch = rest.first(std::min(rest.size(), batch_size));
            rest = rest.subspan(batch.size());
            ledger::Session::Transaction transaction{session_};
            for (auto const id : batch) look_at(id);
            transaction.commit();
            call_hooks();
        }
        if (before && before->policy == seen.policy && before->event == seen.event) return;
        ledger::Session::Transaction transaction{session_};
        writer.put(seen);
        transaction.commit();
    }

    void dispatch() {
        for (auto &one : dispatch_waiting(session_)) {
            Case item;
            item.id = one.id;
            item.subject = one.subject;
            Done done{&item, "dispatch", one.why, {}};
            if (!one.from.empty()) done.of = fmt::format("{}: {}", one.from, one.why);
            done.to.push_back(one.to.empty() ? one.team : one.to);
            done.passed = std::move(one);
            columns_.add(table_, done);
        }
    }

    Escalated take() {
        for (auto const &[person, counts] : told_) {
            if (counts.by_hand > 0)
                notes_.emplace_back(
                    say("tell {} yourself of {} of these: the policy has no mail address",
                        person->name, counts.by_hand),
                    say("give it as email under [[staff]], {}", person->place.text()));
            if (counts.left > 0)
                notes_.emplace_back(
                    say("{} is told of the first {} cases; {} more are on record without "
                        "a message",
                        person->name, most_messages, counts.left));
        }
        if (alone_ > 0)
            notes_.emplace_back(
                say("{} of these tell nobody: the cases have no assignee and no team with a "
                    "lead, or nobody has the role",
                    alone_),
                "assign the cases, or set lead under [[teams]] in the policy");
        if (is_silent_)
            notes_.emplace_back("nobody is sent a message: the policy has no sender",
                                "set from = \"NAME <ADDRESS>\" under [messages] in the policy");
        return {std::move(table_), std::move(notes_), hooks_.take_calls()};
    }

  private:
    struct Counts {
        int messages = 0;
        int by_hand = 0;
        int left = 0;
    };

    std::vector<CaseId> cases_to_look_at(std::optional<store::Reader::WatchState> const &seen) {
        auto &writer = session_.writer();
        bool const all = args_.all || !seen || seen->policy != policy_.fingerprint;
        auto cases = all ? writer.open_cases() : writer.watched_cases(session_.now());
        if (!seen) return cases;
        std::set<CaseId> const known{cases.begin(), cases.end()};
        for (auto const id : writer.changed_cases(seen->event))
            if (!known.contains(id)) cases.push_back(id);
        return cases;
    }

    void look_at(CaseId id) {
        auto item = ledger::load(session_.writer(), session_.adopted(), id);
        if (!item) return;
        // A case that changed later than now is left alone until then.
        if (session_.now() < item->updated_at)
            return session_.writer().watch(id, item->last_event, item->updated_at);
        auto plan = plan_of(*item);
        if (!plan.due.empty()) {
            announce(*item);
            plan = plan_of(*item);
        }
        auto const ends = silence_ends(*item);
        if (ends && *ends < session_.now())
            close_silent(*item, *ends);
        else if (auto const step = waiting_step(*item))
            act(*item, *step);
        session_.writer().watch(id, item->last_event, next_moment(*item, plan));
    }

    std::optional<Instant> next_moment(Case const &item, rules::EscalationPlan const &plan) {
        auto next = plan.next;
        auto const at = [&](std::optional<Instant> moment) {
            if (moment && *moment > session_.now() && (!next || *moment < *next)) next = moment;
        };
        if (auto const ends = silence_ends(item)) at(*ends + Seconds{1});
        auto const waiting = waiting_of(item);
        if (item.waiting_since && !waiting.calendar.empty())
            at(rules::next_waiting(waiting, calendar(waiting.calendar), *item.waiting_since,
                                   session_.now()));
        return next;
    }

    // A calendar of the policy.
    Calendar const &calendar(std::string const &name) {
        auto &known = calendars_.try_emplace(name, nullptr).first->second;
        if (!known) known = std::make_unique<Calendar>(policy_.calendars.at(name));
        return *known;
    }

    // ---- announcements

    rules::EscalationPlan plan_of(Case const &item) {
        if (policy_.escalation.empty()) return {};
        auto const tier = needs_tier_ ? ledger::customer_of(session_.writer(), item.customer).tier
                                      : std::string{};
        return rules::escalation_plan(
            policy_, item, tier, session_.adopted(),
            [&](std::string const &name) -> Calendar const & { return calendar(name); },
            session_.now());
    }

    struct Planned {
        rules::DueAnnouncement due;
        std::vector<Person const *> people;
        bool summed_up = false;
    };

    // Each person is told only the last of what is due about one clock.
    std::vector<Planned> people_told(Case const &item, rules::EscalationPlan const &plan) {
        std::vector<Planned> all;
        for (auto const &due : plan.due)
            all.push_back({due, at_work(rules::people_to_tell(policy_, item, due.what, due.to))});
        for (auto one = all.begin(); one != all.end(); ++one) {
            bool const had_people = !one->people.empty();
            std::erase_if(one->people, [&](Person const *person) {
                return std::any_of(one + 1, all.end(), [&](Planned const &later) {
                    return later.due.what.clock == one->due.what.clock &&
                           later.due.what.instance == one->due.what.instance &&
                           std::ranges::count(later.people, person) > 0;
                });
            });
            std::erase_if(one->people, [&](Person const *person) { return !may_tell(*person); });
            one->summed_up = had_people && one->people.empty();
            if (!had_people && !one->due.to.empty()) ++alone_;
        }
        return all;
    }

    std::vector<Person const *> at_work(std::vector<Person const *> const &people) {
        if (!duty_) duty_.emplace(policy_, ledger::absences(session_.writer(), session_.now()));
        return rules::at_work(policy_, people, session_.now(), *duty_);
    }

    bool may_tell(Person const &person) {
        auto &counts = told_[&person];
        if (counts.messages < most_messages) return ++counts.messages > 0;
        ++counts.left;
        return false;
    }

    void announce(Case &item) {
        std::vector<Planned> planned;
        auto receipt = ledger::change(
            session_, item.id, Right::route_escalate, Step::notify,
            [&](Case const &now) -> Outcome<std::vector<event::Payload>> {
                planned = people_told(now, plan_of(now));
                std::vector<event::Payload> happened;
                for (auto const &one : planned) happened.emplace_back(escalated(one));
                return happened;
            },
            [&](ledger::Receipt &done) {
                for (auto const &one : planned) tell(done, one);
            });
        if (!receipt) return;
        take(*receipt);
        item = receipt->item;
        for (auto const &one : planned) add_row(item, one);
    }

    static event::Escalated escalated(Planned const &planned) {
        auto const &[what, due, deadline, rule, to] = planned.due;
        event::Escalated escalated{what.clock, what.instance, what.level, what.number,      due,
                                   deadline,   rule->name,    {},         planned.summed_up};
        for (auto const *person : planned.people) escalated.to.push_back(person->id);
        return escalated;
    }

    void tell(ledger::Receipt &receipt, Planned const &planned) {
        if (planned.people.empty()) return;
        bool const is_warning = planned.due.what.level == EscalationLevel::warning;
        auto const kind = is_warning ? MessageKind::warning : MessageKind::escalation;
        if (policy_.messages.from.empty()) {
            is_silent_ = true;
            return;
        }
        if (std::ranges::count(policy_.messages.silent, kind) > 0) return;
        auto const &catalogue = session_.languages().in(policy_.desk.language);
        auto const *assignee = policy_.person(receipt.item.person);
        auto const *priority = policy_.priority(receipt.item.priority);
        std::map<std::string, std::string> const values{
            {"clock", catalogue.clock(planned.due.what.clock)},
            {"due", planned.due.deadline ? format_utc(*planned.due.deadline) : std::string{}},
            {"share", fmt::format("{} %", planned.due.what.number)},
            {"assignee", assignee ? assignee->name : std::string{}},
            {"priority", priority ? label_in(priority->label, policy_.desk.language, priority->id)
                                  : receipt.item.priority}};
        for (auto const *person : planned.people)
            if (parse_mail_address(person->email))
                tell_person(session_, receipt, *person, kind, values);
            else
                ++told_[person].by_hand;
    }

    void add_row(Case const &item, Planned const &planned) {
        auto const &what = planned.due.what;
        std::string of{word(what.clock)};
        if (what.instance > 1) of += fmt::format(" {}", what.instance);
        if (what.level == EscalationLevel::warning) of += fmt::format(", {} %", what.number);
        if (what.level == EscalationLevel::step) of += fmt::format(", step {}", what.number);
        Done done{&item, std::string{word(what.level)}, std::move(of), planned.due.due};
        if (what.number > 0) done.number = cell_of(what.number);
        done.clock = what.clock;
        done.instance = what.instance;
        done.deadline = planned.due.deadline;
        done.rule = planned.due.rule->name;
        for (auto const *person : planned.people) done.to.push_back(person->id);
        done.summed_up = planned.summed_up;
        columns_.add(table_, done);
    }

    // ---- waiting cases and unanswered decisions

    WaitingPolicy waiting_of(Case const &item) const {
        auto waiting = policy_.waiting(item.state);
        // Only an outcome or a withdrawal ends a complaint.
        if (item.complaint) waiting.close_after.reset();
        return waiting;
    }

    std::optional<rules::WaitingStep> waiting_step(Case const &item) {
        auto const waiting = waiting_of(item);
        if (!item.waiting_since || waiting.calendar.empty()) return std::nullopt;
        return rules::waiting_step(waiting, calendar(waiting.calendar), *item.waiting_since,
                                   rules::last_reminder(item), session_.now());
    }

    // When the decision on a complaint will not have been answered in time.
    std::optional<Instant> silence_ends(Case const &item) {
        auto const &complaints = policy_.complaints;
        if (!complaints.silence || !item.complaint || item.state != State::replied)
            return std::nullopt;
        return calendar(complaints.silence_calendar)
            .due(*item.complaint->round().replied_at, *complaints.silence)
            .at;
    }

    void close_silent(Case &item, Instant due) {
        auto const since = item.complaint->round().replied_at;
        auto const receipt = ledger::change(
            session_, item.id, Right::route_escalate, Step::lapse,
            [&](Case const &now) -> Outcome<std::vector<event::Payload>> {
                return std::vector<event::Payload>{event::OutcomeRecorded{
                    now.complaint->round().number, ComplaintOutcome::silent, 0, {}, {}}};
            },
            [&](ledger::Receipt &done) { tell_of_cancelled_visits(session_, done); });
        if (!receipt) return;
        take(*receipt);
        Done done{&item, "close", "customer", due};
        done.waiting_for = "customer";
        done.since = since;
        columns_.add(table_, done);
        item = receipt->item;
    }

    std::string const &reason() {
        return session_.languages().in(policy_.desk.language).text(wording::Phrase::unanswered);
    }

    void act(Case &item, rules::WaitingStep const &step) {
        // Others still work on it.
        if (auto const no = step.close ? refuse_open_tasks(item) : std::nullopt) {
            notes_.emplace_back(say("{} is not closed: {}", item.id.text(), no->message));
            return;
        }
        ledger::Session::Attempt attempt{session_};
        auto const receipt = ledger::change(
            session_, item.id, Right::route_escalate, Step::lapse,
            [&](Case const &) -> Outcome<std::vector<event::Payload>> {
                std::vector<event::Payload> happened;
                if (step.close) happened.emplace_back(event::Closed{reason()});
                return happened;
            },
            [&](ledger::Receipt &done) {
                if (step.close) return tell_of_cancelled_visits(session_, done);
                std::map<std::string, std::string> values;
                if (step.ends) values["closes"] = format_utc(*step.ends);
                notify(session_, done, rules::reminder_kind(done.item.state), values);
            });
        // Nothing is recorded when no message could be created.
        if (!receipt || !is_done(*receipt)) return;
        attempt.keep();
        take(*receipt);
        add_row(item, step, *receipt);
        item = receipt->item;
    }

    // Not only superseded.
    static bool is_done(ledger::Receipt const &receipt) {
        return std::ranges::any_of(receipt.events, [](Event const &event) {
            return !std::holds_alternative<event::MessageSuperseded>(event.payload);
        });
    }

    void add_row(Case const &before, rules::WaitingStep const &step,
                 ledger::Receipt const &receipt) {
        auto const *waiting_for = before.state == State::waiting_third_party ? "third-party"
                                  : before.state == State::in_testing        ? "testing"
                                                                             : "customer";
        Done done{
            &before, step.close ? "close" : std::string{word(rules::reminder_kind(before.state))},
            step.close ? waiting_for : fmt::format("{}, {}", waiting_for, step.number), step.due};
        if (!step.close) {
            done.number = cell_of(step.number);
            done.message = MessageId{before.id, receipt.item.outgoing.back().number};
        }
        done.waiting_for = waiting_for;
        done.since = before.waiting_since;
        columns_.add(table_, done);
    }

    // ----

    void take(ledger::Receipt const &receipt) {
        std::ranges::copy(receipt.notes, std::back_inserter(notes_));
        hooks_.take(receipt.events);
    }

    void call_hooks() {
        if (session_.dry_run())
            hooks_.forget();
        else
            hooks_.call();
    }

    ledger::Session &session_;
    Policy const &policy_;
    bool needs_tier_;
    EscalateArgs const &args_;
    Hooks hooks_;
    std::map<std::string, std::unique_ptr<Calendar>> calendars_;
    std::optional<rules::Duty> duty_;
    std::map<Person const *, Counts> told_;
    int alone_ = 0;           // announcements without anybody to tell
    bool is_silent_ = false;  // somebody would be sent a message
    Columns<Done> columns_ = done_columns();
    Table table_ = columns_.table("Nothing is due.");
    std::vector<Note> notes_;
};

}  // namespace

Outcome<Escalated> escalate(ledger::Session &session, EscalateArgs const &args) {
    if (auto no = session.refuse(Right::route_escalate)) return *no;
    Escalation escalation{session, args};
    escalation.run();
    escalation.dispatch();
    return escalation.take();
}

}  // namespace dcc::desk
