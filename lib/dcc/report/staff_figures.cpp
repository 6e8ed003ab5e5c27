#include <dcc/report/compared.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/staff_figures.hpp>
#include <dcc/report/staff_tally.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::report {
namespace {

Cell number(std::optional<double> const &value) {
    return value ? Cell{*value} : Cell{};
}

// Where a ratio lies in the funnel; empty when it is unknown.
std::string position(StaffTally const &row) {
    auto const ratio = row.expected ? row.expected->ratio() : std::nullopt;
    auto const limits = ratio ? stats::funnel_limits(row.expected->expected) : std::nullopt;
    if (!limits) return {};
    if (*ratio > limits->action.high) return "above 99.8 %";
    if (*ratio > limits->warning.high) return "above 95 %";
    if (*ratio < limits->action.low) return "below 99.8 %";
    if (*ratio < limits->warning.low) return "below 95 %";
    return "within";
}

// What the tables have, suppressed where it is of too few. `people` see the titles.
class StaffColumns {
  public:
    StaffColumns(Grouping const &grouping, ReportPolicy const &policy)
        : grouping_{grouping},
          least_{policy.least_group},
          weighs_reviews_{policy.staff_score.reviews > 0} {}

    Columns<StaffTally> keys() const { return grouping_.columns(&StaffTally::key); }

    Columns<StaffTally> work() const {
        Columns<StaffTally> columns{
            {"cases", "Cases", &StaffTally::cases},
            {"resolved", "Resolved", &StaffTally::resolved},
            {"timed", "", [](StaffTally const &row) { return row.times.n; }},
            {"handling_median_s", "Handling",
             [](StaffTally const &row) {
                 return row.times.median ? Cell{Worked{Seconds{*row.times.median}}} : Cell{};
             }},
            {"deadlines", "Deadlines", [](StaffTally const &row) { return row.clocks.decided(); }}};
        return columns.append(share_columns<StaffTally>(
            "met", "In time",
            [least = least_](StaffTally const &row) { return shown(row.in_time(), least); }));
    }

    Columns<StaffTally> quality(bool people) const {
        auto columns = share_columns<StaffTally>(
            "reopened", people ? "Reopened" : "", [least = least_](StaffTally const &row) {
                return shown(stats::Proportion{row.reopened, row.resolved}, least);
            });
        columns.append({{"csat_n", people ? "n" : "",
                         [](StaffTally const &row) { return row.ratings.csat.n; }}});
        return columns.append(share_columns<StaffTally>(
            "csat", people ? "CSAT" : "", [least = least_](StaffTally const &row) {
                return shown(row.ratings.satisfaction(), least);
            }));
    }

    Columns<StaffTally> score(bool people) const {
        auto const title = [people](char const *text) { return people ? text : ""; };
        auto const term = [](std::optional<double> ScoreTerms::*which) {
            return [which](StaffTally const &row) { return number(row.terms.*which); };
        };
        bool const has_reviews = people && weighs_reviews_;
        return {
            {"score_volume", title("Volume"), term(&ScoreTerms::volume)},
            {"score_speed", title("Speed"), term(&ScoreTerms::speed)},
            {"score_quality", title("Quality"), term(&ScoreTerms::quality)},
            {"score_satisfaction", title("Satisfaction"), term(&ScoreTerms::satisfaction)},
            {"reviews", has_reviews ? "n" : "",
             [](StaffTally const &row) { return std::ssize(row.reviews); }},
            {"score_reviews", has_reviews ? "Reviews" : "", term(&ScoreTerms::reviews)},
            {"score", title("Score"), [](StaffTally const &row) { return number(row.score); }},
        };
    }

    Columns<StaffTally> expectation(bool people) const {
        auto const title = [people](char const *text) { return people ? text : ""; };
        auto const interval = [](StaffTally const &row) {
            return row.expected ? stats::ratio_interval(*row.expected) : std::nullopt;
        };
        auto const bound = [interval](double stats::Interval::*which) {
            return [interval, which](StaffTally const &row) {
                auto const found = interval(row);
                return found ? Cell{(*found).*which} : Cell{};
            };
        };
        auto const limit = [](stats::Interval stats::FunnelLimits::*which,
                              double stats::Interval::*end) {
            return [which, end](StaffTally const &row) {
                auto const limits =
                    row.expected ? stats::funnel_limits(row.expected->expected) : std::nullopt;
                return limits ? Cell{(*limits).*which.*end} : Cell{};
            };
        };
        using stats::FunnelLimits;
        using stats::Interval;
        Columns<StaffTally> columns{
            {"missed", title("Missed"), [](StaffTally const &row) { return row.clocks.breached; }},
            {"expected", title("Expected"),
             [](StaffTally const &row) {
                 return row.expected ? Cell{row.expected->expected} : Cell{};
             }},
            {"ratio", title("Ratio"),
             [](StaffTally const &row) {
                 return row.expected ? number(row.expected->ratio()) : Cell{};
             }},
            {"ratio_low", "", bound(&Interval::low)},
            {"ratio_high", "", bound(&Interval::high)},
            {"warning_low", "", limit(&FunnelLimits::warning, &Interval::low)},
            {"warning_high", "", limit(&FunnelLimits::warning, &Interval::high)},
            {"action_low", "", limit(&FunnelLimits::action, &Interval::low)},
            {"action_high", "", limit(&FunnelLimits::action, &Interval::high)}};
        if (people)
            columns.append(
                {{"", "95 %",
                  [interval](StaffTally const &row) { return span_cell(interval(row), 2); }},
                 {"", "Funnel", position}});
        return columns;
    }

  private:
    Grouping const &grouping_;
    int least_;
    bool weighs_reviews_;
};

using Rows = std::vector<StaffTally>;

// Everything for programs; people see the work, and the rest in tables of their own.
Table rows_table(StaffColumns const &parts, Rows const &rows) {
    auto columns = parts.keys();
    columns.append(parts.work());
    columns.append(parts.quality(false));
    columns.append(parts.score(false));
    columns.append(parts.expectation(false));
    return columns.table_of(rows, "No case in that time.");
}

Table part_table(StaffColumns const &parts, Columns<StaffTally> more, Rows const &rows) {
    auto columns = parts.keys();
    return columns.append(std::move(more)).table_of(rows);
}

std::string category_label(Policy const &policy, std::string const &id) {
    auto const *category = policy.category(id);
    return category ? label_in(category->label, policy.desk.language, id) : id;
}

Table training_table(Policy const &policy, Grouping const &grouping, StaffTallies const &all) {
    auto const share = [](stats::Proportion TrainingNeed::*of) {
        return [of](TrainingNeed const &row) {
            auto const found = (row.*of).share();
            return found ? Cell{Share{*found}} : Cell{};
        };
    };
    auto const bound = [](double stats::Interval::*which) {
        return [which](TrainingNeed const &row) {
            return row.difference ? Cell{Share{(*row.difference).*which}} : Cell{};
        };
    };
    auto columns = grouping.columns(&TrainingNeed::key);
    columns.append({
        {"category", "", &TrainingNeed::category},
        {"", "Category",
         [&policy](TrainingNeed const &row) { return category_label(policy, row.category); }},
        {"of", "",
         [](TrainingNeed const &row) { return row.of_deadlines ? "deadlines" : "answers"; }},
        {"", "Trouble",
         [](TrainingNeed const &row) { return row.of_deadlines ? "late" : "CSAT 1–3"; }},
        {"n", "n", [](TrainingNeed const &row) { return row.own.n; }},
        {"share", "Own", share(&TrainingNeed::own)},
        {"others_n", "n", [](TrainingNeed const &row) { return row.others.n; }},
        {"others_share", "Others", share(&TrainingNeed::others)},
        {"excess", "", &TrainingNeed::excess},
        {"difference_low", "", bound(&stats::Interval::low)},
        {"difference_high", "", bound(&stats::Interval::high)},
        {"", "Difference, 95 %",
         [](TrainingNeed const &row) {
             if (!row.difference) return Cell{};
             return cell_of(say("{} to {} %", fmt::format("{:.1f}", 100 * row.difference->low),
                                fmt::format("{:.1f}", 100 * row.difference->high)));
         }},
        {"", "Verdict",
         [](TrainingNeed const &row) {
             return row.difference && row.difference->low > 0 ? say("more")
                                                              : say("cannot tell yet");
         }},
    });
    auto table = columns.table("Nobody has more trouble in any category than the others.");
    for (auto const &row : all.rows)
        if (auto const need = training_need(row, all.desk, policy.reports.least_group))
            columns.add(table, *need);
    return table;
}

// Reviews are told of only where they weigh.
Wording score_note(StaffScorePolicy const &weights) {
    auto const number = [](double weight) { return fmt::format("{:g}", weight); };
    auto const volume = number(weights.volume);
    auto const speed = number(weights.speed);
    auto const quality = number(weights.quality);
    auto const satisfaction = number(weights.satisfaction);
    return weights.reviews > 0
               ? say("Score, 0 to 100: volume × {}, speed × {}, quality × {}, satisfaction × {}, "
                     "reviews × {}.",
                     volume, speed, quality, satisfaction, number(weights.reviews))
               : say("Score, 0 to 100: volume × {}, speed × {}, quality × {}, satisfaction × {}.",
                     volume, speed, quality, satisfaction);
}

std::vector<Note> notes_of(Policy const &policy, Rows const &rows) {
    auto const least = policy.reports.least_group;
    std::vector<Note> notes{
        "A case belongs to who has it then. Handling, In time: of resolution clocks.",
        "Handling is the median working time without pauses. CSAT: 4 and 5 of 5.",
        score_note(policy.reports.staff_score),
        "Volume: 50 is the median. Speed: in time. Quality: never reopened.",
        "Expected: if as many were missed as in the desk, by category, priority and channel.",
        "A ratio needs an expectation of 5. Training: the greatest excess over all others.",
        "95 %: Wilson, Byar (ratios), Newcombe (differences)."};
    auto const few = std::ranges::count_if(
        rows, [least](StaffTally const &row) { return row.cases > 0 && row.cases < least; });
    if (few > 0) notes.emplace_back(suppressed_note(few, least, "cases"));
    return notes;
}

Table cases_table(Grouping const &grouping, std::vector<StaffLine> lines) {
    return case_table<StaffLine>(grouping, std::move(lines),
                                 {{"resolved_at", "Resolved", &StaffLine::resolved_at},
                                  {"reopened", "Reopened", &StaffLine::reopened},
                                  {"deadline", "Deadline", &StaffLine::deadline},
                                  {"handling_s", "Handling",
                                   [](StaffLine const &line) {
                                       return line.handling ? Cell{Worked{*line.handling}} : Cell{};
                                   }},
                                  {"csat", "CSAT", &StaffLine::csat}});
}

// What a comparison compares.
std::vector<Figure<StaffTally>> compared_staff_figures() {
    return {
        {"met", "In time", FigureUnit::share,
         [](StaffTally const &of) { return share_of(of.in_time()); }},
        {"reopened", "Reopened", FigureUnit::share,
         [](StaffTally const &of) {
             return share_of({of.reopened, of.resolved});
         }},
        {"csat", "CSAT", FigureUnit::share,
         [](StaffTally const &of) { return share_of(of.ratings.satisfaction()); }},
    };
}

}  // namespace

Sheet staff_figures(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    auto by_person = scope;
    if (by_person.by.empty()) by_person.by = {Dimension::person};
    Grouping grouping{policy, by_person};
    auto all = tally_staff(reader, policy, by_person, grouping);
    auto const &rows = all.rows;
    StaffColumns const parts{grouping, policy.reports};

    auto const head = heading(reader, policy, scope,
                              {"staff", "Staff", "service " + describe_period(scope, policy)});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(policy, rows);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(all.lines))});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", rows_table(parts, rows)});
    if (!rows.empty()) {
        sheet.parts.push_back({"", "Quality", part_table(parts, parts.quality(true), rows)});
        sheet.parts.push_back({"", "Score", part_table(parts, parts.score(true), rows)});
        sheet.parts.push_back({"", "Missed deadlines against expectation",
                               part_table(parts, parts.expectation(true), rows)});
    }
    sheet.parts.push_back({"training", "Training needs", training_table(policy, grouping, all)});
    if (scope.compare) {
        auto const earlier = earlier_scope(by_person, policy);
        auto const before = tally_staff(reader, policy, earlier, grouping);
        add_comparison(sheet, earlier, policy,
                       compared_table(grouping.columns(&ComparedFigure::key),
                                      compare(compared_staff_figures(), rows, before.rows,
                                              least_shown(by_person, policy))));
    }
    return sheet;
}

}  // namespace dcc::report
