#include <dcc/report/case_lines.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/ratings.hpp>
#include <dcc/report/served.hpp>
#include <dcc/report/triage.hpp>
#include <dcc/rules/classify.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// The priorities that people gave in place of the policy's.
struct Overrides {
    std::int64_t cases = 0;
    std::int64_t above = 0;  // of these, higher than the policy's
    std::int64_t below = 0;
};

struct PersonRow {
    std::string key;  // of the group
    std::string person;
    Overrides overrides;
};

struct RuleRow {
    std::string key;
    std::string rule;  // empty: no rule matched
    std::int64_t cases = 0;
    std::int64_t corrected = 0;  // to which people then gave another category

    stats::Proportion share() const { return {corrected, cases}; }
};

struct TriageGroup {
    std::string key;
    std::int64_t cases = 0;
    Overrides overrides;

    stats::Proportion share() const { return {overrides.cases, cases}; }
};

// A case as it was counted.
struct TriageLine : CaseLine {
    std::string rule;
    std::string category;  // by the policy
    std::optional<bool> corrected;
    std::string person;  // who gave the priority
    std::optional<std::int64_t> steps_above;
};

struct Totals {
    TriageGroup all;
    std::map<std::string, TriageGroup> groups;
    std::map<std::pair<std::string, std::string>, RuleRow> rules;
    std::map<std::pair<std::string, std::string>, PersonRow> people;
    std::vector<TriageLine> lines;  // of a list of the cases only
};

// The cases of the scope that its conditions accept, with the keys of their groups.
class Keys {
  public:
    Keys(store::Reader &reader, Scope const &scope, Grouping &grouping)
        : all_{scope.by.empty() && scope.filter.empty() && !scope.cases} {
        if (all_) return;
        each_served(reader, scope, [&](auto const &row) {
            cases_.emplace(row.id.number,
                           CaseLine{grouping.key(ServedCase{row}), row.id, row.received_at});
        });
    }

    // Nothing when the case is not accepted.
    std::optional<CaseLine> of(CaseId id) const {
        if (all_) return CaseLine{{}, id, {}};
        auto const found = cases_.find(id.number);
        return found == cases_.end() ? std::nullopt : std::optional{found->second};
    }

  private:
    bool all_;
    std::unordered_map<std::int64_t, CaseLine> cases_;
};

// Adds up the triages, which come case by case.
class TriageTally {
  public:
    TriageTally(Policy const &policy, Keys const &keys, bool lists, Totals &totals)
        : keys_{keys}, lists_{lists}, totals_{totals} {
        for (auto const &priority : policy.priorities) levels_.push_back(priority.id);
    }

    void add(Event const &event) {
        auto const &triaged = std::get<event::Triaged>(event.payload);
        if (event.case_id != case_) {
            end_case();
            case_ = event.case_id;
        }
        bool const by_person = std::ranges::count(triaged.given, "category") > 0;
        if (by_person)
            corrected_ = decided_ && triaged.category != category_;
        else if (triaged.category_by != "given") {
            decided_ = true;
            corrected_ = false;
            rule_ = triaged.rule;
            category_ = triaged.category;
        }
        if (std::ranges::count(triaged.given, "priority") == 0) return;
        // A later one replaces it; one that agrees with the policy takes it back.
        override_.reset();
        if (!triaged.policy_priority.empty())
            override_ = {event.actor,
                         rules::steps_above(levels_, triaged.priority, triaged.policy_priority)};
    }

    void end_case() {
        if (!case_) return;
        if (auto const line = keys_.of(*case_)) count(*line);
        case_.reset();
        decided_ = corrected_ = false;
        override_.reset();
    }

  private:
    void count(CaseLine const &line) {
        auto &group = totals_.groups[line.key];
        group.key = line.key;
        ++totals_.all.cases;
        ++group.cases;
        if (decided_) {
            auto &row = totals_.rules[{line.key, rule_}];
            row.key = line.key;
            row.rule = rule_;
            ++row.cases;
            if (corrected_) ++row.corrected;
        }
        if (override_) {
            auto &row = totals_.people[{line.key, override_->first}];
            row.key = line.key;
            row.person = override_->first;
            for (auto *overrides : {&totals_.all.overrides, &group.overrides, &row.overrides}) {
                ++overrides->cases;
                if (override_->second > 0) ++overrides->above;
                if (override_->second < 0) ++overrides->below;
            }
        }
        if (lists_) list(line);
    }

    void list(CaseLine const &line) {
        auto &listed = totals_.lines.emplace_back(TriageLine{line, {}, {}, {}, {}, {}});
        if (decided_) {
            listed.rule = rule_;
            listed.category = category_;
            listed.corrected = corrected_;
        }
        if (override_) {
            listed.person = override_->first;
            listed.steps_above = override_->second;
        }
    }

    Keys const &keys_;
    bool lists_;
    Totals &totals_;
    std::vector<std::string> levels_;
    std::optional<CaseId> case_;
    bool decided_ = false;    // by the policy
    bool corrected_ = false;  // by a person after that
    std::string rule_;
    std::string category_;
    std::optional<std::pair<std::string, int>> override_;  // by whom, steps above the policy's
};

Totals totals_of(store::Reader &reader, Policy const &policy, Scope const &scope,
                 Grouping &grouping) {
    Totals totals;
    Keys const keys{reader, scope, grouping};
    TriageTally tally{policy, keys, scope.cases, totals};
    reader.each_triage(scope.from, scope.before, [&](Event const &event) {
        if (event.at <= scope.as_of) tally.add(event);
    });
    tally.end_case();
    return totals;
}

// Group by group, in each the most first.
template <class Rows>
auto in_order(Grouping const &grouping, Rows const &rows, auto const &count) {
    std::vector<typename Rows::mapped_type> sorted;
    for (auto const &entry : rows) sorted.push_back(entry.second);
    std::ranges::stable_sort(sorted, std::greater{}, count);
    std::ranges::stable_sort(
        sorted, [&](auto const &a, auto const &b) { return grouping.before(a.key, b.key); });
    return sorted;
}

// The column of a share, of fewer than `least` unknown.
template <class Row>
typename Columns<Row>::Entry share_column(char const *name, int least) {
    return {name, "Share", [least](Row const &row) {
                auto const share = shown(row.share(), least).share();
                return share ? Cell{Share{*share}} : Cell{};
            }};
}

Table rules_table(Grouping const &grouping, Totals const &totals, int least) {
    auto columns = grouping.columns(&RuleRow::key);
    columns.append({{"rule", "Rule", &RuleRow::rule},
                    {"cases", "Cases", &RuleRow::cases},
                    {"corrected", "Corrected", &RuleRow::corrected},
                    share_column<RuleRow>("corrected_share", least)});
    return columns.table_of(in_order(grouping, totals.rules, &RuleRow::cases),
                            "No case was classified.");
}

Table people_table(Grouping const &grouping, Totals const &totals) {
    auto const overrides = [](auto part) { return part_of(&PersonRow::overrides, part); };
    auto columns = grouping.columns(&PersonRow::key);
    columns.append({{"person", "Person", &PersonRow::person},
                    {"overridden", "Overridden", overrides(&Overrides::cases)},
                    {"above", "Above", overrides(&Overrides::above)},
                    {"below", "Below", overrides(&Overrides::below)}});
    return columns.table_of(
        in_order(grouping, totals.people, [](PersonRow const &row) { return row.overrides.cases; }),
        "Nobody gave another priority than the policy.");
}

Table cases_table(Grouping const &grouping, std::vector<TriageLine> lines) {
    return case_table<TriageLine>(grouping, std::move(lines),
                                  {{"rule", "Rule", &TriageLine::rule},
                                   {"category_by_rule", "Its category", &TriageLine::category},
                                   {"corrected", "Corrected", &TriageLine::corrected},
                                   {"priority_by", "Priority by", &TriageLine::person},
                                   {"steps_above", "Steps above", &TriageLine::steps_above}});
}

Table head_of(Totals const &totals, int least) {
    auto const overrides = [](auto part) { return part_of(&TriageGroup::overrides, part); };
    Columns<TriageGroup> const columns{
        {"cases", "Cases triaged", &TriageGroup::cases},
        {"overridden", "Priority overridden", overrides(&Overrides::cases)},
        share_column<TriageGroup>("overridden_share", least),
        {"above", "Above the policy's", overrides(&Overrides::above)},
        {"below", "Below the policy's", overrides(&Overrides::below)},
    };
    return columns.row(totals.all);
}

Table comparison(Grouping const &grouping, Totals const &now, Totals const &before, int least) {
    auto const groups = [](Totals const &totals) {
        std::vector<TriageGroup> rows;
        for (auto const &entry : totals.groups) rows.push_back(entry.second);
        return rows;
    };
    // The rule stands behind the key of the group.
    auto const rules = [&](Totals const &totals) {
        auto rows = in_order(grouping, totals.rules, &RuleRow::cases);
        for (auto &row : rows) row.key += row.rule;
        return rows;
    };
    std::vector<Figure<TriageGroup>> const overridden{
        {"overridden", "Priority overridden", FigureUnit::share,
         [](TriageGroup const &of) { return share_of(of.share()); }}};
    std::vector<Figure<RuleRow>> const corrected{
        {"corrected", "Corrected", FigureUnit::share,
         [](RuleRow const &of) { return share_of(of.share()); }}};
    auto rows = compare(overridden, groups(now), groups(before), least);
    std::ranges::move(compare(corrected, rules(now), rules(before), least),
                      std::back_inserter(rows));
    auto columns = grouping.columns(&ComparedFigure::key);
    columns.append(
        {{"rule", "Rule", [](ComparedFigure const &row) { return behind_group(row.key); }}});
    return compared_table(std::move(columns), rows);
}

}  // namespace

Sheet triage(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Grouping grouping{policy, scope};
    auto totals = totals_of(reader, policy, scope, grouping);
    auto const least = least_shown(scope, policy);
    auto ungrouped = scope;
    ungrouped.by.clear();
    Sheet sheet{headed(reader, policy, scope, {"triage", "Triage", describe_period(scope, policy)},
                       head_of(totals, least_shown(ungrouped, policy))),
                {}};
    sheet.head.notes = {
        "Corrected: a person then gave the case another category.",
        "Priorities: the last one that a person gave in triage, not those at opening."};
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(totals.lines))});
        return sheet;
    }
    if (least > 0)
        sheet.head.notes.emplace_back(say("Shares of fewer than {} cases are not shown.", least));
    sheet.parts.push_back({"rules", "Classification rules", rules_table(grouping, totals, least)});
    sheet.parts.push_back({"people", "Priorities given by people", people_table(grouping, totals)});
    if (scope.compare) {
        auto const earlier = earlier_scope(scope, policy);
        auto const before = totals_of(reader, policy, earlier, grouping);
        add_comparison(sheet, earlier, policy, comparison(grouping, totals, before, least));
    }
    return sheet;
}

}  // namespace dcc::report
