#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/simulate.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/rules/what_if.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

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

struct VerdictTally {
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
struct ChangedClock {
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
void each_pair(rules::TwoLives const &lives, Visit const &visit) {
    auto const &before = lives.before;
    for (auto const &clock : before.clocks)
        if (depends_on_policy(clock.kind))
            visit(&clock, lives.after ? find(*lives.after, clock.kind, clock.instance) : &clock);
    if (!lives.after) return;
    for (auto const &clock : lives.after->clocks)
        if (depends_on_policy(clock.kind) && !find(before, clock.kind, clock.instance))
            visit(static_cast<Clock const *>(nullptr), &clock);
}

// What the rules of the policy make of requests, from their texts.
class Reclassified {
  public:
    Reclassified(store::Reader &reader, Policy const &policy)
        : reader_{reader},
          classifier_{policy},
          asks_tags_{asks(policy, &Condition::tag)},
          asks_earlier_{asks(policy, &Condition::earlier)} {}

    // What is needed of a case that was opened by this event.
    rules::Reclassifying of(CaseId id, std::optional<CustomerId> customer) const {
        rules::Reclassifying anew{classifier_};
        if (!customer) return anew;
        if (asks_tags_)
            if (auto const row = reader_.find(*customer)) anew.tags = split_words(row->tags);
        if (asks_earlier_) anew.earlier = reader_.earlier_category(*customer, id);
        return anew;
    }

  private:
    static bool asks(Policy const &policy, std::vector<std::string> Condition::*of) {
        auto const any = [of](auto const &rule) { return !(rule.when.*of).empty(); };
        return std::ranges::any_of(policy.classify, any) || std::ranges::any_of(policy.raises, any);
    }

    store::Reader &reader_;
    rules::Classifier classifier_;
    bool asks_tags_;
    bool asks_earlier_;
};

// How many cases were replayed, and what became of their rating.
struct ReplayCounts {
    std::int64_t cases = 0;
    std::int64_t other_category = 0;
    std::int64_t other_priority = 0;
    std::int64_t erased = 0;  // their texts, so that nothing was decided anew
};

// Replays cases, and keeps the tallies.
class Simulation {
  public:
    Simulation(store::Reader &reader, Policy const &policy, Scope const &scope,
               SimulateOptions const &options)
        : reader_{reader},
          as_of_{scope.as_of},
          options_{options},
          filter_{scope.filter},
          grouping_{policy, scope},
          recorded_{ledger::adopted_terms_of(reader)},
          granted_{ledger::adopted_terms_of(reader, &policy)},
          what_if_{policy, recorded_, granted_} {
        if (!options.reclassify) return;
        reader.require_texts();
        reclassified_.emplace(reader, policy);
    }

    void add(std::span<Event const> events, std::string const &tier) {
        auto const later =
            std::ranges::find_if(events, [&](Event const &event) { return event.at > as_of_; });
        std::span<Event const> const known{events.begin(), later};
        if (known.empty()) return;
        bool erased = false;
        auto const lives = reclassified_ ? with_texts(known, tier, erased) : what_if_(known, tier);
        auto const &before = lives.before;
        if (!filter_.accepts(dimensions_of(before))) return;
        ++counts_.cases;
        if (erased) ++counts_.erased;
        if (options_.progress) options_.progress(counts_.cases);
        count_rating(lives);
        auto &group = tallies_[grouping_.key(before)];
        each_pair(lives, [&](Clock const *old, Clock const *now) {
            auto const was = verdict_of(old, as_of_);
            auto const is = verdict_of(now, as_of_);
            if (was == Verdict::none && is == Verdict::none) return;
            group[(old ? old : now)->kind].add(was, is);
            if (was != is && options_.list)
                changes_.push_back(change_of(before.id, old, now, was, is));
        });
    }

    ReplayCounts const &counts() const { return counts_; }

    Table table() {
        struct Row {
            std::string key;
            ClockKind clock{};
            VerdictTally tally;
        };
        auto const tally = [](auto part) { return part_of(&Row::tally, part); };
        auto columns = grouping_.columns(&Row::key);
        columns.append({
            {"clock", "Clock", &Row::clock},
            {"clocks", "", tally(&VerdictTally::clocks)},
            {"met_before", "Met", tally(&VerdictTally::met_before)},
            {"missed_before", "Missed", tally(&VerdictTally::missed_before)},
            {"met_after", "Met*", tally(&VerdictTally::met_after)},
            {"missed_after", "Missed*", tally(&VerdictTally::missed_after)},
            {"newly_met", "Newly met", tally(&VerdictTally::newly_met)},
            {"newly_missed", "Newly missed", tally(&VerdictTally::newly_missed)},
            {"unchanged", "Same", tally(&VerdictTally::unchanged)},
            {"otherwise", "", tally(&VerdictTally::otherwise)},
        });
        auto table = columns.table("No deadline in that time.");
        for (auto const &key : grouping_.keys_of(tallies_))
            for (auto const &[kind, counts] : tallies_[key])
                columns.add(table, {key, kind, counts});
        return table;
    }

    Table changes() {
        std::ranges::stable_sort(changes_, {}, &ChangedClock::id);
        Columns<ChangedClock> const columns{
            {"case", "Case", &ChangedClock::id},
            {"clock", "Clock", &ChangedClock::clock},
            {"instance", "", &ChangedClock::instance},
            {"before", "Was", &ChangedClock::before},
            {"after", "Would be", &ChangedClock::after},
            {"due_before", "Due", &ChangedClock::due_before},
            {"due_after", "Due then", &ChangedClock::due_after},
            {"ended_at", "Ended", &ChangedClock::ended_at},
            {"rule_before", "", &ChangedClock::rule_before},
            {"rule_after", "", &ChangedClock::rule_after},
        };
        return columns.table_of(changes_, "No deadline changes.");
    }

  private:
    // The events are read again, now with their texts. Says whether that of the request was erased.
    rules::TwoLives with_texts(std::span<Event const> open, std::string const &tier, bool &erased) {
        auto const events = reader_.events(*open.front().case_id);
        auto const known = std::span{events}.first(open.size());
        auto const *opened = std::get_if<event::Opened>(&known.front().payload);
        erased = !opened || known.front().erased;
        if (erased) return what_if_(known, tier);
        auto const anew = reclassified_->of(*open.front().case_id, opened->customer);
        return what_if_(known, tier, &anew);
    }

    void count_rating(rules::TwoLives const &lives) {
        if (!lives.after) return;
        if (lives.after->category != lives.before.category) ++counts_.other_category;
        if (lives.after->priority != lives.before.priority) ++counts_.other_priority;
    }

    static ChangedClock change_of(CaseId id, Clock const *old, Clock const *now, Verdict was,
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

    store::Reader &reader_;
    Instant as_of_;
    SimulateOptions const &options_;
    Filter filter_;
    Grouping grouping_;
    rules::AdoptedTerms recorded_;
    rules::AdoptedTerms granted_;
    rules::WhatIf what_if_;
    std::optional<Reclassified> reclassified_;
    std::unordered_map<std::string, std::map<ClockKind, VerdictTally>> tallies_;
    std::vector<ChangedClock> changes_;
    ReplayCounts counts_;
};

// What the figures are based on, below them.
std::vector<Wording> notes_of(ReplayCounts const &counts, Policy const &policy, bool reclassified) {
    std::vector<Wording> notes{
        say("{} cases under policy {}", counts.cases, short_hex(policy.fingerprint)),
        "Met, Missed: as recorded. Met*, Missed*: under that policy, with the same work of",
        reclassified
            ? "people. Category and priority are what its rules give, where no person gave them."
            : "people, categories and priorities. Clocks that run in time count as neither."};
    if (!reclassified) return notes;
    notes.emplace_back("Clocks that run in time count as neither.");
    notes.push_back(say("Another category: {} cases. Another priority: {} cases.",
                        counts.other_category, counts.other_priority));
    if (counts.erased > 0)
        notes.push_back(
            say("The texts of {} were erased: category and priority are as recorded.",
                counts.erased == 1 ? "1 case" : fmt::format("{} cases", counts.erased)));
    return notes;
}

}  // namespace

Sheet simulate(store::Reader &reader, Policy const &policy, Scope const &scope,
               SimulateOptions const &options) {
    store::Reader::Snapshot const snapshot{reader};
    Simulation simulation{reader, policy, scope, options};
    auto const last = scope.as_of + Seconds{1};
    reader.each_history(scope.from, std::min(scope.before.value_or(last), last),
                        [&](std::span<Event const> events, std::string const &tier) {
                            simulation.add(events, tier);
                        });
    auto const counts = simulation.counts();
    auto const constant = [](auto const &value) {
        return [value](Scope const &) { return value; };
    };
    Columns<Scope> head{
        {"report", "", constant(std::string{"simulate"})},
        {"policy", "", constant(hex(policy.fingerprint))},
        {"cases", "", constant(counts.cases)},
    };
    if (options.reclassify)
        head.append({{"other_category", "", constant(counts.other_category)},
                     {"other_priority", "", constant(counts.other_priority)},
                     {"erased", "", constant(counts.erased)}});
    Sheet sheet{headed(reader, policy, scope,
                       {"simulate", "Simulation", describe_period(scope, policy)}, head.row(scope)),
                {}};
    for (auto &note : notes_of(counts, policy, options.reclassify))
        sheet.head.notes.emplace_back(std::move(note));
    sheet.parts.push_back({"rows", "", simulation.table()});
    if (options.list)
        sheet.parts.push_back({"changes", "Deadlines that change", simulation.changes()});
    return sheet;
}

}  // namespace dcc::report
