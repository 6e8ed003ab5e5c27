#include <dcc/base/columns.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/simulate.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/what_if.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// How a clock stood at an instant.
enum class Verdict { none, running, met, missed };

constexpr WordTable<Verdict, 4> verdict_words{{
    {Verdict::none, "none"},
    {Verdict::running, "running"},
    {Verdict::met, "met"},
    {Verdict::missed, "missed"},
}};
constexpr auto const &words_of(Verdict) {
    return verdict_words;
}

Verdict verdict_of(Clock const *clock, Instant as_of) {
    if (!clock) return Verdict::none;
    if (rules::is_breached(*clock, as_of)) return Verdict::missed;
    if (!clock->stopped_at) return clock->target ? Verdict::running : Verdict::none;
    return clock->stage == Stage::completed && clock->due_at ? Verdict::met : Verdict::none;
}

struct Tally {
    std::int64_t clocks = 0;  // with a deadline, before or after
    std::int64_t met_before = 0;
    std::int64_t missed_before = 0;
    std::int64_t met_after = 0;
    std::int64_t missed_after = 0;
    std::int64_t newly_met = 0;     // missed before
    std::int64_t newly_missed = 0;  // not missed before
    std::int64_t unchanged = 0;

    void add(Verdict before, Verdict after) {
        ++clocks;
        met_before += before == Verdict::met ? 1 : 0;
        missed_before += before == Verdict::missed ? 1 : 0;
        met_after += after == Verdict::met ? 1 : 0;
        missed_after += after == Verdict::missed ? 1 : 0;
        newly_met += before == Verdict::missed && after == Verdict::met ? 1 : 0;
        newly_missed += before != Verdict::missed && after == Verdict::missed ? 1 : 0;
        unchanged += before == after ? 1 : 0;
    }
    std::int64_t otherwise() const { return clocks - newly_met - newly_missed - unchanged; }
};

// A clock that stands otherwise.
struct Change {
    CaseId id;
    ClockKind clock{};
    int instance = 1;
    Verdict before{};
    Verdict after{};
    std::optional<Instant> due_before;
    std::optional<Instant> due_after;
    std::optional<Instant> ended_at;
    std::string rule_before;
    std::string rule_after;
};

bool depends_on_policy(ClockKind kind) {
    return kind != ClockKind::handoff && kind != ClockKind::task && kind != ClockKind::promise;
}

Clock const *find(Case const &item, ClockKind kind, int instance) {
    for (auto const &clock : item.clocks)
        if (clock.kind == kind && clock.instance == instance) return &clock;
    return nullptr;
}

// Calls visit(before, after) for each pair of clocks; one of them may be null.
template <class Visit>
void each_pair(Case const &before, Case const &after, Visit const &visit) {
    for (auto const &clock : before.clocks)
        if (depends_on_policy(clock.kind)) visit(&clock, find(after, clock.kind, clock.instance));
    for (auto const &clock : after.clocks)
        if (depends_on_policy(clock.kind) && !find(before, clock.kind, clock.instance))
            visit(static_cast<Clock const *>(nullptr), &clock);
}

// Replays cases, and keeps the tallies.
class Simulation {
  public:
    Simulation(store::Reader &reader, Policy const &policy, Scope const &scope, bool list)
        : policy_{policy},
          as_of_{scope.as_of},
          list_{list},
          filter_{scope.filter},
          grouping_{policy, scope},
          recorded_{ledger::adopted_terms_of(reader)},
          granted_{ledger::adopted_terms_of(reader, &policy)} {}

    void add(std::span<Event const> events, std::string const &tier) {
        auto const later =
            std::ranges::find_if(events, [&](Event const &event) { return event.at > as_of_; });
        std::span<Event const> const known{events.begin(), later};
        if (known.empty()) return;
        auto const before = rules::replay(known, recorded_);
        if (!filter_.accepts(dimensions_of(before))) return;
        ++cases_;
        auto const after = rules::replay_under(policy_, known, tier, granted_);
        auto &group = tallies_[grouping_.key(before)];
        each_pair(before, after, [&](Clock const *old, Clock const *now) {
            auto const was = verdict_of(old, as_of_);
            auto const is = verdict_of(now, as_of_);
            if (was == Verdict::none && is == Verdict::none) return;
            group[(old ? old : now)->kind].add(was, is);
            if (was != is && list_) changes_.push_back(change_of(before.id, old, now, was, is));
        });
    }

    std::int64_t cases() const { return cases_; }

    Table table() {
        struct Row {
            std::string key;
            ClockKind clock{};
            Tally tally;
        };
        auto const tally = [](auto part) { return part_of(&Row::tally, part); };
        auto columns = grouping_.columns(&Row::key);
        columns.append({
            {"clock", "Clock", &Row::clock},
            {"clocks", "", tally(&Tally::clocks)},
            {"met_before", "Met", tally(&Tally::met_before)},
            {"missed_before", "Missed", tally(&Tally::missed_before)},
            {"met_after", "Met*", tally(&Tally::met_after)},
            {"missed_after", "Missed*", tally(&Tally::missed_after)},
            {"newly_met", "Newly met", tally(&Tally::newly_met)},
            {"newly_missed", "Newly missed", tally(&Tally::newly_missed)},
            {"unchanged", "Same", tally(&Tally::unchanged)},
            {"otherwise", "", tally(&Tally::otherwise)},
        });
        auto table = columns.table("No deadline in that time.");
        for (auto const &key : grouping_.keys_of(tallies_))
            for (auto const &[kind, counts] : tallies_[key])
                columns.add(table, {key, kind, counts});
        return table;
    }

    Table changes() {
        std::ranges::stable_sort(changes_, {}, &Change::id);
        Columns<Change> const columns{
            {"case", "Case", &Change::id},
            {"clock", "Clock", &Change::clock},
            {"instance", "", &Change::instance},
            {"before", "Was", &Change::before},
            {"after", "Would be", &Change::after},
            {"due_before", "Due", &Change::due_before},
            {"due_after", "Due then", &Change::due_after},
            {"ended_at", "Ended", &Change::ended_at},
            {"rule_before", "", &Change::rule_before},
            {"rule_after", "", &Change::rule_after},
        };
        return columns.table_of(changes_, "No deadline changes.");
    }

  private:
    static Change change_of(CaseId id, Clock const *old, Clock const *now, Verdict was,
                            Verdict is) {
        auto const &any = *(old ? old : now);
        return {id,
                any.kind,
                any.instance,
                was,
                is,
                old ? old->due_at : std::nullopt,
                now ? now->due_at : std::nullopt,
                any.stopped_at,
                old ? old->rule : std::string{},
                now ? now->rule : std::string{}};
    }

    Policy const &policy_;
    Instant as_of_;
    bool list_;
    Filter filter_;
    Grouping grouping_;
    rules::AdoptedTerms recorded_;
    rules::AdoptedTerms granted_;
    std::unordered_map<std::string, std::map<ClockKind, Tally>> tallies_;
    std::vector<Change> changes_;
    std::int64_t cases_ = 0;
};

}  // namespace

Sheet simulate(store::Reader &reader, Policy const &policy, Scope const &scope, bool list) {
    store::Reader::Snapshot const snapshot{reader};
    Simulation simulation{reader, policy, scope, list};
    auto const last = scope.as_of + Seconds{1};
    reader.each_history(scope.from, std::min(scope.before.value_or(last), last),
                        [&](std::span<Event const> events, std::string const &tier) {
                            simulation.add(events, tier);
                        });
    auto const cases = simulation.cases();
    Columns<Scope> head{
        {"report", "", [](Scope const &) { return "simulate"; }},
        {"policy", "", [&policy](Scope const &) { return hex(policy.fingerprint); }},
        {"cases", "", [cases](Scope const &) { return cases; }},
    };
    Sheet sheet{headed(reader, policy, scope,
                       {"simulate", "Simulation", describe_period(scope, policy)}, head.row(scope)),
                {}};
    sheet.head.notes = {
        fmt::format("{} cases under policy {}", cases, short_hex(policy.fingerprint)),
        "Met, Missed: as recorded. Met*, Missed*: under that policy, with the same work of",
        "people, categories and priorities. Clocks that run in time count as neither."};
    sheet.parts.push_back({"rows", "", simulation.table()});
    if (list) sheet.parts.push_back({"changes", "Deadlines that change", simulation.changes()});
    return sheet;
}

}  // namespace dcc::report
