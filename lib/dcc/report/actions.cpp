#include <dcc/base/text.hpp>
#include <dcc/report/actions.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/past.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// Complaints of the causes in a window, those without any cause, and the service cases.
struct Window {
    stats::Proportion rate;
    std::int64_t without_cause = 0;

    stats::Proportion at_most() const { return {rate.count + without_cause, rate.n}; }
};

struct Effect {
    Seconds length{0};
    Window before;
    Window after;
    std::optional<stats::Interval> difference;
    char const *verdict = "cannot tell yet";
};

struct ReportedAction {
    store::ActionRow action;
    store::CaseRow item;
    std::vector<std::string> causes;
    std::optional<Seconds> overdue_by;
    std::optional<Effect> effect;
};

// When each complaint was received, and its root cause.
struct ReceivedComplaint {
    Instant at;
    std::string cause;
};

bool is_done(store::CaseRow const &item) {
    return item.state == State::done || item.state == State::verified;
}

// Measures the effects of actions.
class Effects {
  public:
    Effects(Past &past, Policy const &policy) : past_{past}, policy_{policy} {}

    std::optional<Effect> of(ReportedAction const &row) {
        if (!row.action.done_at || !is_done(row.item)) return std::nullopt;
        auto const since = past_.as_of() - *row.action.done_at;
        if (since < shortest_window) return std::nullopt;
        if (received_.empty()) read();
        Effect effect;
        effect.length = std::min<Seconds>(since, longest_window);
        effect.before = window(row.causes, row.action.planned_at - effect.length, effect.length);
        effect.after = window(row.causes, *row.action.done_at, effect.length);
        auto const &[before, after] = std::tie(effect.before, effect.after);
        effect.difference = stats::newcombe(after.rate, before.rate);
        auto const worst = stats::newcombe(after.at_most(), before.rate);
        auto const best = stats::newcombe(after.rate, before.at_most());
        if (worst && worst->high < 0) effect.verdict = "better";
        if (best && best->low > 0) effect.verdict = "worse";
        return effect;
    }

  private:
    void read() {
        past_.each_complaint({}, {}, [&](store::ComplaintRow const &row) {
            received_.push_back({row.received_at, row.cause});
        });
        std::ranges::sort(received_, {}, &ReceivedComplaint::at);
    }

    Window window(std::vector<std::string> const &causes, Instant from, Seconds length) {
        Window window;
        window.rate.n = past_.service_cases(from, from + length);
        auto found = std::ranges::lower_bound(received_, from, {}, &ReceivedComplaint::at);
        for (; found != received_.end() && found->at < from + length; ++found) {
            if (found->cause.empty())
                ++window.without_cause;
            else if (std::ranges::any_of(causes, [&](std::string const &cause) {
                         return policy_.is_within(found->cause, cause);
                     }))
                ++window.rate.count;
        }
        return window;
    }

    Past &past_;
    Policy const &policy_;
    std::vector<ReceivedComplaint> received_;
};

Columns<ReportedAction> window_columns(std::string const &name, Window Effect::*window) {
    auto const part = [window](auto get) {
        return [window, get](ReportedAction const &row) {
            return row.effect ? cell_of(get((*row.effect).*window)) : Cell{};
        };
    };
    return {
        {name + "_complaints", "", part([](Window const &of) { return of.rate.count; })},
        {name + "_service_cases", "", part([](Window const &of) { return of.rate.n; })},
        {name + "_without_cause", "", part([](Window const &of) { return of.without_cause; })},
        {name + "_per_1000", "", part([](Window const &of) -> Cell {
             auto const share = of.rate.share();
             return share ? Cell{1000 * *share} : Cell{};
         })},
    };
}

Cell difference_of(ReportedAction const &row) {
    if (!row.effect || !row.effect->difference) return {};
    return 1000 * (*row.effect->after.rate.share() - *row.effect->before.rate.share());
}

Cell bound_of(ReportedAction const &row, double stats::Interval::*bound) {
    if (!row.effect || !row.effect->difference) return {};
    return 1000 * ((*row.effect->difference).*bound);
}

Columns<ReportedAction> effect_columns() {
    auto const action = [](auto part) { return part_of(&ReportedAction::action, part); };
    auto const item = [](auto part) { return part_of(&ReportedAction::item, part); };
    auto const effect = [](auto part) { return part_of(&ReportedAction::effect, part); };
    Columns<ReportedAction> columns{
        {"action", "Action", action(&store::ActionRow::case_id)},
        {"title", "Title", item(&store::CaseRow::subject)},
        {"nature", "", action(&store::ActionRow::nature)},
        {"owner", "Owner", item(&store::CaseRow::person)},
        {"causes", "Causes", &ReportedAction::causes},
        {"state", "State", item(&store::CaseRow::state)},
        {"planned_at", "", action(&store::ActionRow::planned_at)},
        {"due_at", "Due", action(&store::ActionRow::due_at)},
        {"late_s", "Overdue by", &ReportedAction::overdue_by},
        {"done_at", "", action(&store::ActionRow::done_at)},
        {"verified_at", "", action(&store::ActionRow::verified_at)},
        {"window_s", "", effect(&Effect::length)},
    };
    columns.append(window_columns("before", &Effect::before));
    columns.append(window_columns("after", &Effect::after));
    return columns.append({
        {"difference_per_1000", "", difference_of},
        {"difference_low", "",
         [](ReportedAction const &row) { return bound_of(row, &stats::Interval::low); }},
        {"difference_high", "",
         [](ReportedAction const &row) { return bound_of(row, &stats::Interval::high); }},
        {"verdict", "",
         [](ReportedAction const &row) {
             if (!is_done(row.item)) return Cell{};
             return Cell{std::string{row.effect ? row.effect->verdict : Effect{}.verdict}};
         }},
    });
}

// "3 of 1200 (2.50)"
Wording describe_window(Window const &window) {
    auto const share = window.rate.share();
    return say("{} of {} ({})", window.rate.count, window.rate.n,
               share ? fmt::format("{:.2f}", 1000 * *share) : "–");
}

// For people: what became of the actions that were carried out.
Table effects_table(std::vector<ReportedAction> const &rows) {
    auto const effect = [](auto get) {
        return [get](ReportedAction const &row) {
            return row.effect ? Cell{get(*row.effect)} : Cell{};
        };
    };
    Columns<ReportedAction> const columns{
        {"", "Action", part_of(&ReportedAction::action, &store::ActionRow::case_id)},
        {"", "Done", part_of(&ReportedAction::action, &store::ActionRow::done_at)},
        {"", "Window", effect([](Effect const &of) { return Cell{of.length}; })},
        {"", "Before", effect([](Effect const &of) { return Cell{describe_window(of.before)}; })},
        {"", "After", effect([](Effect const &of) { return Cell{describe_window(of.after)}; })},
        {"", "95 % of difference",
         effect([](Effect const &of) { return thousand_range(of.difference); })},
        {"", "Effect",
         [](ReportedAction const &row) {
             return row.effect ? row.effect->verdict : Effect{}.verdict;
         }},
    };
    auto table = columns.table();
    for (auto const &row : rows)
        if (is_done(row.item)) columns.add(table, row);
    return table;
}

std::vector<ReportedAction> rows_of(Past &past, Policy const &policy, Scope const &scope) {
    std::vector<ReportedAction> rows;
    Effects effects{past, policy};
    for (auto &[action, item] : past.actions()) {
        if (scope.from && action.planned_at < *scope.from) continue;
        if (scope.before && action.planned_at >= *scope.before) continue;
        if (!scope.filter.accepts(dimensions_of(item))) continue;
        auto causes = split_words(action.causes);
        ReportedAction row{std::move(action), std::move(item), std::move(causes), {}, {}};
        bool const is_open = !is_ended(row.item.state) && row.item.state != State::done;
        if (is_open && row.action.due_at < scope.as_of)
            row.overdue_by = scope.as_of - row.action.due_at;
        row.effect = effects.of(row);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Sheet actions(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Past past{reader, scope.as_of};
    auto const rows = rows_of(past, policy, scope);
    auto const head =
        heading(reader, policy, scope, {"actions", "Improvement actions", "actions planned"});
    Sheet sheet{head.fields(scope), {}};
    sheet.parts.push_back({"rows", "", effect_columns().table_of(rows, "No action in that time.")});
    if (std::ranges::any_of(rows, [](ReportedAction const &row) { return is_done(row.item); })) {
        sheet.parts.push_back({"", "Effect", effects_table(rows)});
        for (auto const *note :
             {"Before, After: complaints of its causes, of service cases (per 1,000).",
              "Window: 90 days, or the time since it was done; at least 7 days.",
              "95 %: Newcombe's interval of After - Before, per 1,000. Better is below 0, worse "
              "above 0, also if complaints without a cause yet had one of these."})
            sheet.head.notes.emplace_back(note);
    }
    return sheet;
}

}  // namespace dcc::report
