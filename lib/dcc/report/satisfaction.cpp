#include <dcc/report/case_lines.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/drivers.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/ratings.hpp>
#include <dcc/report/satisfaction.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t most_comments = 5;
constexpr std::size_t most_looked_at = 200;  // answers whose comments are looked at

// The answers on one dimension of the survey.
struct DimensionScores {
    Marks marks;
    std::int64_t satisfied = 0;
};

struct AnswerGroup {
    std::string key;
    std::int64_t invited = 0;
    std::int64_t answered = 0;
    Ratings ratings;
    std::map<std::string, DimensionScores> dimensions;

    void count(Answer const &answer) {
        ++answered;
        ratings.count(answer);
        for (auto const &score : answer.dimensions) {
            auto &scores = dimensions[score.dimension];
            scores.marks.count(score.value);
            if (score.value >= 4) ++scores.satisfied;
        }
    }
};

using AnswerGroups = std::vector<AnswerGroup>;

// Shares of the groups, suppressed where they are of too few.
class AnswerColumns {
  public:
    AnswerColumns(Grouping const &grouping, int least) : grouping_{grouping}, least_{least} {}

    Columns<AnswerGroup> keys() const { return grouping_.columns(&AnswerGroup::key); }

    Columns<AnswerGroup> response(std::string const &title) const {
        return share_columns<AnswerGroup>(
            "response", title, [least = least_](AnswerGroup const &group) {
                return shown(stats::Proportion{group.answered, group.invited}, least);
            });
    }

    Columns<AnswerGroup> satisfaction(std::string const &title, std::string const &mean) const {
        Columns<AnswerGroup> columns{
            {"csat_n", title.empty() ? "" : "n",
             [](AnswerGroup const &group) { return group.ratings.csat.n; }}};
        columns.append(
            share_columns<AnswerGroup>("csat", title, [least = least_](AnswerGroup const &group) {
                return shown(group.ratings.satisfaction(), least);
            }));
        return columns.append({{"csat_mean", mean, [least = least_](AnswerGroup const &group) {
                                    return mean_cell(group.ratings.csat, least);
                                }}});
    }

    // `people` see the titles.
    Columns<AnswerGroup> recommendation(bool people) const {
        auto const title = [people](char const *text) { return people ? text : ""; };
        auto const score = [least = least_](AnswerGroup const &group) {
            return shown(group.ratings.recommendations, least);
        };
        auto const figure = [score](auto get) {
            return [score, get](AnswerGroup const &group) {
                auto const found = score(group);
                return found ? Cell{get(*found)} : Cell{};
            };
        };
        using Score = stats::NetPromoterScore;
        Columns<AnswerGroup> columns{
            {"nps_n", title("n"),
             [](AnswerGroup const &group) { return group.ratings.recommendations.n; }},
            {"nps", title("NPS"), figure([](Score const &found) { return found.score; })},
            {"nps_low", "", figure([](Score const &found) { return found.interval.low; })},
            {"nps_high", "", figure([](Score const &found) { return found.interval.high; })},
        };
        if (people)
            columns.append({{"", "95 %", [score](AnswerGroup const &group) {
                                 auto const found = score(group);
                                 return found ? span_cell(found->interval, 1) : Cell{};
                             }}});
        return columns;
    }

    Columns<AnswerGroup> effort(bool people) const {
        return {{"ces_n", people ? "n" : "",
                 [](AnswerGroup const &group) { return group.ratings.ces.n; }},
                {"ces_mean", people ? "CES" : "", [least = least_](AnswerGroup const &group) {
                     return mean_cell(group.ratings.ces, least);
                 }}};
    }

    Columns<AnswerGroup> solved(std::string const &title) const {
        Columns<AnswerGroup> columns{
            {"solved_n", title.empty() ? "" : "n",
             [](AnswerGroup const &group) { return group.ratings.solved.n; }}};
        return columns.append(
            share_columns<AnswerGroup>("solved", title, [least = least_](AnswerGroup const &group) {
                return shown(group.ratings.solved, least);
            }));
    }

  private:
    Grouping const &grouping_;
    int least_;
};

// Everything for programs; people see how many answered, and the rest in tables of their own.
Table rows_table(AnswerColumns const &parts, AnswerGroups const &groups) {
    auto columns = parts.keys();
    columns.append({{"invited", "Resolved", &AnswerGroup::invited},
                    {"answered", "Answered", &AnswerGroup::answered}});
    columns.append(parts.response("Response"));
    columns.append(parts.satisfaction("", ""));
    columns.append(parts.recommendation(false));
    columns.append(parts.effort(false));
    columns.append(parts.solved(""));
    return columns.table_of(groups, "No case was resolved in that time.");
}

Table overall_table(AnswerColumns const &parts, AnswerGroups const &groups) {
    auto columns = parts.keys();
    columns.append(parts.satisfaction("CSAT", "Mean"));
    columns.append(parts.solved("Solved"));
    return columns.table_of(groups);
}

Table loyalty_table(AnswerColumns const &parts, AnswerGroups const &groups) {
    auto columns = parts.keys();
    columns.append(parts.recommendation(true));
    columns.append(parts.effort(true));
    return columns.table_of(groups);
}

// One dimension in one group.
struct DimensionRow {
    std::string key;
    std::string dimension;
    std::string label;
    DimensionScores scores;
};

Table dimensions_table(Policy const &policy, Grouping const &grouping, AnswerGroups const &groups,
                       int least) {
    auto columns = grouping.columns(&DimensionRow::key);
    columns.append({{"dimension", "", &DimensionRow::dimension},
                    {"", "Dimension", &DimensionRow::label},
                    {"n", "n", [](DimensionRow const &row) { return row.scores.marks.n; }}});
    columns.append(share_columns<DimensionRow>("satisfied", "4–5 of 5", [least](auto const &row) {
        return shown(stats::Proportion{row.scores.satisfied, row.scores.marks.n}, least);
    }));
    columns.append({{"mean", "Mean", [least](DimensionRow const &row) {
                         return mean_cell(row.scores.marks, least);
                     }}});
    auto table = columns.table("No answer rates a dimension.");
    for (auto const &group : groups) {
        std::vector<DimensionRow> rows;
        for (auto const &[id, scores] : group.dimensions)
            rows.push_back({group.key, id, dimension_label(policy, id), scores});
        std::ranges::sort(rows, [&](DimensionRow const &a, DimensionRow const &b) {
            return is_listed_before(policy, a.dimension, b.dimension);
        });
        for (auto const &row : rows) columns.add(table, row);
    }
    return table;
}

// An answer of somebody who was not satisfied.
struct Complained {
    CaseId id;
    Answer answer;
    std::string comment;
};

Table comments_table(store::Reader &reader, std::vector<Complained> answers) {
    std::ranges::sort(answers, [](Complained const &a, Complained const &b) {
        return a.answer.event > b.answer.event;
    });
    Columns<Complained> const columns{
        {"case", "Case", &Complained::id},
        {"at", "Answered", [](Complained const &row) { return row.answer.at; }},
        {"csat", "CSAT", [](Complained const &row) { return row.answer.csat; }},
        {"comment", "Comment", &Complained::comment},
    };
    if (!reader.can_read_texts()) return columns.table("Comments need the master key of the desk.");
    auto table = columns.table("No dissatisfied customer left a comment.");
    if (answers.size() > most_looked_at) answers.resize(most_looked_at);
    for (auto &row : answers) {
        auto const event = reader.event(row.answer.event);
        auto const *given = event ? std::get_if<event::FeedbackGiven>(&event->payload) : nullptr;
        if (!given || given->comment.empty()) continue;
        row.comment = given->comment;
        columns.add(table, row);
        if (table.rows.size() == most_comments) break;
    }
    return table;
}

// A case as it was counted.
struct AnswerLine : CaseLine {
    std::optional<Instant> resolved_at;
    Answer answer;
    bool answered = false;
};

Table cases_table(Grouping const &grouping, std::vector<AnswerLine> lines) {
    auto const answer = [](auto part) { return part_of(&AnswerLine::answer, part); };
    auto const answered_at = [](AnswerLine const &line) {
        return line.answered ? Cell{line.answer.at} : Cell{};
    };
    return case_table<AnswerLine>(grouping, std::move(lines),
                                  {{"resolved_at", "Resolved", &AnswerLine::resolved_at},
                                   {"answered_at", "Answered", answered_at},
                                   {"csat", "CSAT", answer(&Answer::csat)},
                                   {"nps", "NPS", answer(&Answer::nps)},
                                   {"ces", "CES", answer(&Answer::ces)},
                                   {"solved", "Solved", answer(&Answer::solved)}});
}

// What a comparison compares.
std::vector<Figure<AnswerGroup>> answer_figures() {
    return {
        {"response", "Response", FigureUnit::share,
         [](AnswerGroup const &of) {
             return share_of({of.answered, of.invited});
         }},
        {"csat", "CSAT", FigureUnit::share,
         [](AnswerGroup const &of) { return share_of(of.ratings.satisfaction()); }},
        {"nps", "NPS", FigureUnit::points,
         [](AnswerGroup const &of) { return score_of(of.ratings.recommendations); }},
        {"solved", "Solved", FigureUnit::share,
         [](AnswerGroup const &of) { return share_of(of.ratings.solved); }},
    };
}

// The groups in their order.
struct CountedAnswers {
    AnswerGroups groups;
    Drivers drivers;
    std::vector<Complained> dissatisfied;
    std::vector<AnswerLine> lines;  // of a list of the cases only
};

CountedAnswers count_satisfaction(store::Reader &reader, Policy const &policy, Scope const &scope,
                                  Grouping &grouping) {
    auto const answers = answers_of(reader, policy, scope);
    CountedAnswers counted{{}, Drivers{policy}, {}, {}};
    std::unordered_map<std::string, std::size_t> places;
    each_served(reader, scope, [&](auto const &row) {
        if (row.kind != CaseKind::service || !row.first_resolved_at) return;
        auto const &key = grouping.key(ServedCase{row});
        auto const [found, is_new] = places.try_emplace(key, counted.groups.size());
        if (is_new) counted.groups.emplace_back().key = key;
        auto &group = counted.groups[found->second];
        ++group.invited;
        auto const answer = answers.find(row.id.number);
        bool const answered = answer != answers.end();
        if (scope.cases)
            counted.lines.push_back({{key, row.id, row.received_at},
                                     row.first_resolved_at,
                                     answered ? answer->second : Answer{},
                                     answered});
        if (!answered) return;
        group.count(answer->second);
        counted.drivers.count(row, answer->second);
        if (answer->second.is_dissatisfied())
            counted.dissatisfied.push_back({row.id, answer->second, {}});
    });
    std::ranges::sort(counted.groups, [&](AnswerGroup const &a, AnswerGroup const &b) {
        return grouping.before(a.key, b.key);
    });
    return counted;
}

std::vector<Note> notes_of(Policy const &policy, AnswerGroups const &groups, int least) {
    std::vector<Note> notes{
        "Of resolved service cases; of several answers about a case the last counts.",
        say("CSAT: 4 and 5 of 5. NPS: in points. CES: mean effort of 1 to 7; 7 is {}.",
            policy.survey.ces_high),
        "95 %: Wilson score interval; of NPS adjusted Wald; of rho (Spearman) Fisher's.",
        "Times are wall-clock times. What goes together need not be cause and effect."};
    auto const few = std::ranges::count_if(groups, [least](AnswerGroup const &group) {
        return group.answered > 0 && group.answered < least;
    });
    if (few > 0) notes.emplace_back(suppressed_note(few, least, "answers"));
    return notes;
}

}  // namespace

Sheet satisfaction(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Grouping grouping{policy, scope};
    auto counted = count_satisfaction(reader, policy, scope, grouping);
    auto const &groups = counted.groups;
    auto const least = least_shown(scope, policy);
    AnswerColumns const parts{grouping, least};

    auto head = heading(reader, policy, scope,
                        {"satisfaction", "Satisfaction", describe_period(scope, policy)});
    head.append({{"basis", "", [](Scope const &) { return "resolved"; }},
                 {"ces_high", "", [&](Scope const &) { return policy.survey.ces_high; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(policy, groups, least);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(counted.lines))});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", rows_table(parts, groups)});
    if (!groups.empty()) {
        sheet.parts.push_back({"", "Satisfaction", overall_table(parts, groups)});
        sheet.parts.push_back({"", "Recommendation and effort", loyalty_table(parts, groups)});
    }
    sheet.parts.push_back(
        {"dimensions", "Dimensions", dimensions_table(policy, grouping, groups, least)});
    sheet.parts.push_back({"drivers", "Drivers of CSAT", counted.drivers.table()});
    sheet.parts.push_back({"comments", "Latest comments of dissatisfied customers",
                           comments_table(reader, std::move(counted.dissatisfied))});
    if (scope.compare) {
        auto const earlier = earlier_scope(scope, policy);
        auto const before = count_satisfaction(reader, policy, earlier, grouping);
        add_comparison(sheet, earlier, policy,
                       compared_table(grouping.columns(&ComparedFigure::key),
                                      compare(answer_figures(), groups, before.groups, least)));
    }
    return sheet;
}

}  // namespace dcc::report
