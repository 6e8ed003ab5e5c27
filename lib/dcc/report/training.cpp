#include <dcc/base/columns.hpp>
#include <dcc/report/chosen.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/training.hpp>
#include <dcc/stats/proportion.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr int satisfied_from = 4;

enum class TrainingMeasure { in_time, satisfied, without_fault };

constexpr WordTable<TrainingMeasure, 3> training_measure_words{{
    {TrainingMeasure::in_time, "in_time"},
    {TrainingMeasure::satisfied, "satisfied"},
    {TrainingMeasure::without_fault, "without_fault"},
}};
constexpr auto const &words_of(TrainingMeasure) {
    return training_measure_words;
}

constexpr std::array titles{"In time", "Satisfied", "No fault"};

struct BeforeAfter {
    stats::Proportion before;
    stats::Proportion after;
};

struct Training {
    int number = 0;  // in the report, from 1
    Instant held;
    std::string topic;
    std::string category;
    std::vector<std::string> people;
    Seconds length{0};  // of each window; 0: the training is too new
    std::array<BeforeAfter, training_measure_words.size()> measures;

    BeforeAfter &of(TrainingMeasure measure) { return measures[static_cast<std::size_t>(measure)]; }
};

std::vector<Training> trainings_in(store::Reader &reader, Scope const &scope) {
    std::map<std::tuple<Instant, std::string, std::string>, std::vector<std::string>> groups;
    for (auto &row : reader.trainings()) {
        bool const outside = row.held_at > scope.as_of ||
                             (scope.from && row.held_at < *scope.from) ||
                             (scope.before && row.held_at >= *scope.before);
        if (!outside)
            groups[{row.held_at, row.topic, row.category}].push_back(std::move(row.person));
    }
    std::vector<Training> trainings;
    for (auto &[key, people] : groups) {
        auto const &[held, topic, category] = key;
        auto const since = std::min<Seconds>(scope.as_of - held, longest_window);
        trainings.push_back({static_cast<int>(trainings.size()) + 1,
                             held,
                             topic,
                             category,
                             std::move(people),
                             since < shortest_window ? Seconds{0} : since,
                             {}});
    }
    return trainings;
}

// Counts what belongs to the windows of trainings.
class Windows {
  public:
    Windows(Policy const &policy, std::vector<Training> &trainings)
        : policy_{policy}, trainings_{trainings} {
        for (auto &training : trainings_)
            for (auto const &person : training.people)
                if (training.length > Seconds{0}) of_person_[person].push_back(&training);
    }

    bool empty() const { return of_person_.empty(); }

    // From the earliest beginning of a window, and until the latest end.
    std::pair<Instant, Instant> bounds() const {
        auto from = Instant::max();
        auto before = Instant::min();
        for (auto const &training : trainings_) {
            from = std::min(from, training.held - training.length);
            before = std::max(before, training.held + training.length);
        }
        return {from, before};
    }

    // Whether a case of that person counts in any window.
    bool counts(std::string_view person, std::string_view category, Instant received) const {
        bool any = false;
        each(person, category, received, [&](Training &, bool) { any = true; });
        return any;
    }

    void add(TrainingMeasure measure, std::string_view person, std::string_view category,
             Instant received, bool good) {
        each(person, category, received, [&](Training &training, bool after) {
            auto &figures = training.of(measure);
            auto &window = after ? figures.after : figures.before;
            ++window.n;
            if (good) ++window.count;
        });
    }

  private:
    template <class Visit>
    void each(std::string_view person, std::string_view category, Instant received,
              Visit const &visit) const {
        auto const found = of_person_.find(person);
        if (found == of_person_.end()) return;
        for (auto *training : found->second) {
            if (received < training->held - training->length ||
                received >= training->held + training->length)
                continue;
            if (training->category.empty() || policy_.is_within(category, training->category))
                visit(*training, received >= training->held);
        }
    }

    Policy const &policy_;
    std::vector<Training> &trainings_;
    std::map<std::string, std::vector<Training *>, std::less<>> of_person_;
};

// A case of somebody who was trained.
struct Watched {
    std::string person;
    std::string category;
    Instant received;
    bool late = false;
};

// The clocks that count for the time of a case.
constexpr std::array deadlines{
    ClockKind::first_response, ClockKind::next_response, ClockKind::update, ClockKind::resolution,
    ClockKind::promise,        ClockKind::acknowledge,   ClockKind::reply};

void count_deadlines(store::Reader &reader, Windows &windows, Scope const &scope) {
    std::unordered_map<std::int64_t, Watched> cases;
    each_clock(reader, scope, deadlines, [&](ClockKind, auto const &clock) {
        Instant const received{Seconds{clock.received_at}};
        if (!windows.counts(clock.person, clock.category, received)) return;
        if (!scope.filter.accepts(dimensions_of(clock))) return;
        auto const state = state_of(clock, scope.as_of);
        bool const late = state == ClockState::breached;
        bool const met = state == ClockState::met;
        if (!late && !met) return;
        auto const [found, fresh] = cases.try_emplace(clock.case_id);
        if (fresh)
            found->second = {std::string{clock.person}, std::string{clock.category}, received};
        if (late) found->second.late = true;
    });
    for (auto const &entry : cases) {
        auto const &item = entry.second;
        windows.add(TrainingMeasure::in_time, item.person, item.category, item.received,
                    !item.late);
    }
}

void count_answers(store::Reader &reader, Windows &windows, Scope const &scope) {
    Chosen const chosen{reader, scope};
    reader.each_rating(*scope.from, scope.as_of + Seconds{1}, [&](auto const &rating) {
        if (chosen.accepts(rating.case_id))
            windows.add(TrainingMeasure::satisfied, rating.person, rating.category,
                        rating.received_at, rating.csat >= satisfied_from);
    });
    reader.each_review(
        scope.from, scope.as_of + Seconds{1}, [&](store::QualityReviewRow const &review) {
            if (chosen.accepts(review.case_id))
                windows.add(TrainingMeasure::without_fault, review.person, review.category,
                            review.received_at, review.fault.empty());
        });
}

// ---- tables

struct EffectRow {
    Training const *training;
    std::size_t measure = 0;
    int least = 0;

    BeforeAfter const &figures() const { return training->measures[measure]; }
    bool shown() const { return figures().before.n >= least && figures().after.n >= least; }
    std::optional<stats::Interval> interval() const {
        if (!shown()) return std::nullopt;
        return stats::newcombe(figures().after, figures().before);
    }
    char const *verdict() const {
        auto const found = interval();
        if (found && found->low > 0) return "better";
        if (found && found->high < 0) return "worse";
        return "cannot tell yet";
    }
};

Columns<EffectRow> window_columns(std::string const &name, std::string const &title,
                                  stats::Proportion BeforeAfter::*window) {
    auto const part = [window](auto get) {
        return [window, get](EffectRow const &row) { return cell_of(get(row.figures().*window)); };
    };
    return {
        {name + "_n", "", part([](stats::Proportion of) { return of.n; })},
        {name + "_count", "", part([](stats::Proportion of) { return of.count; })},
        {"", title,
         [window](EffectRow const &row) {
             auto const &of = row.figures().*window;
             return row.shown() ? say("{} % of {}",
                                      fmt::format("{:.1f}", 100 * of.share().value_or(0)), of.n)
                                : Wording{fmt::format("{}", of.n)};
         }},
    };
}

Table effects_of(std::vector<Training> const &trainings, int least) {
    auto const bound = [](double stats::Interval::*which) {
        return [which](EffectRow const &row) {
            auto const found = row.interval();
            return found ? Cell{Share{(*found).*which}} : Cell{};
        };
    };
    Columns<EffectRow> columns{
        {"training", "#", [](EffectRow const &row) { return row.training->number; }},
        {"measure", "", [](EffectRow const &row) { return word(TrainingMeasure(row.measure)); }},
        {"", "Share", [](EffectRow const &row) { return titles[row.measure]; }},
    };
    columns.append(window_columns("before", "Before", &BeforeAfter::before));
    columns.append(window_columns("after", "After", &BeforeAfter::after));
    columns.append({
        {"difference", "",
         [](EffectRow const &row) {
             return row.interval()
                        ? Cell{Share{*row.figures().after.share() - *row.figures().before.share()}}
                        : Cell{};
         }},
        {"difference_low", "", bound(&stats::Interval::low)},
        {"difference_high", "", bound(&stats::Interval::high)},
        {"", "95 % of change", [](EffectRow const &row) { return percent_range(row.interval()); }},
        {"verdict", "Verdict", &EffectRow::verdict},
    });
    auto table = columns.table();
    for (auto const &training : trainings)
        if (training.length > Seconds{0})
            for (std::size_t i = 0; i < training_measure_words.size(); ++i)
                columns.add(table, {&training, i, least});
    return table;
}

Table list_of(std::vector<Training> const &trainings) {
    Columns<Training> const columns{
        {"training", "#", &Training::number},
        {"held_at", "Held", &Training::held},
        {"topic", "Topic", &Training::topic},
        {"category", "Category", &Training::category},
        {"people", "People", &Training::people},
        {"window_s", "Window",
         [](Training const &of) { return of.length > Seconds{0} ? Cell{of.length} : Cell{}; }},
    };
    return columns.table_of(trainings, "No training in that time.");
}

}  // namespace

Sheet training(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    auto trainings = trainings_in(reader, scope);
    Windows windows{policy, trainings};
    if (!windows.empty()) {
        auto const [from, before] = windows.bounds();
        Scope of_windows{from, before, scope.as_of, {Dimension::category, Dimension::person}};
        of_windows.filter = scope.filter;
        count_deadlines(reader, windows, of_windows);
        count_answers(reader, windows, of_windows);
    }
    auto const least = policy.reports.least_group;
    auto const head =
        heading(reader, policy, scope, {"training", "Trainings", "trainings, before and after"});
    Sheet sheet{head.fields(scope), {}};
    auto &notes = sheet.head.notes;
    sheet.parts.push_back({"rows", "", list_of(trainings)});
    auto effects = effects_of(trainings, least);
    if (effects.rows.empty()) {
        if (!trainings.empty()) notes.emplace_back("Each of them is younger than 7 days.");
        return sheet;
    }
    sheet.parts.push_back({"effects", "Before and after", std::move(effects)});
    notes.emplace_back(
        "Window: 90 days or the time since; of the cases received then, of these people and");
    notes.emplace_back("the category. In time: no deadline missed. Satisfied: 4 or 5 of 5.");
    notes.emplace_back(
        say("95 %: Newcombe's interval of After - Before. Fewer than {} cases: not shown.", least));
    notes.emplace_back("People chosen for poor figures often improve without a training too.");
    return sheet;
}

Table training_rows(std::vector<store::TrainingRow> const &rows) {
    using store::TrainingRow;
    Columns<TrainingRow> const columns{
        {"person", "Person", &TrainingRow::person},
        {"held_at", "Held", &TrainingRow::held_at},
        {"topic", "Topic", &TrainingRow::topic},
        {"category", "Category", &TrainingRow::category},
        {"withdrawn", "", &TrainingRow::withdrawn},
    };
    return columns.table_of(rows);
}

}  // namespace dcc::report
