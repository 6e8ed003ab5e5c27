#include <dcc/report/heading.hpp>
#include <dcc/report/triage.hpp>
#include <dcc/rules/classify.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
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
    std::string person;
    Overrides overrides;
};

struct RuleRow {
    std::string rule;  // empty: no rule matched
    std::int64_t cases = 0;
    std::int64_t corrected = 0;  // to which people then gave another category
};

struct Totals {
    std::int64_t cases = 0;
    Overrides overrides;
    std::map<std::string, RuleRow> rules;
    std::map<std::string, PersonRow> people;
};

// Adds up the triages, which come case by case.
class Tally {
  public:
    Tally(Policy const &policy, Totals &totals) : totals_{totals} {
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
        ++totals_.cases;
        if (decided_) {
            auto &row = totals_.rules[rule_];
            row.rule = rule_;
            ++row.cases;
            if (corrected_) ++row.corrected;
        }
        if (override_) {
            auto &row = totals_.people[override_->first];
            row.person = override_->first;
            for (auto *overrides : {&totals_.overrides, &row.overrides}) {
                ++overrides->cases;
                if (override_->second > 0) ++overrides->above;
                if (override_->second < 0) ++overrides->below;
            }
        }
        case_.reset();
        decided_ = corrected_ = false;
        override_.reset();
    }

  private:
    Totals &totals_;
    std::vector<std::string> levels_;
    std::optional<CaseId> case_;
    bool decided_ = false;    // by the policy
    bool corrected_ = false;  // by a person after that
    std::string rule_;
    std::string category_;
    std::optional<std::pair<std::string, int>> override_;  // by whom, steps above the policy's
};

template <class Row>
std::vector<Row> most_first(std::map<std::string, Row> const &rows, auto const &count) {
    std::vector<Row> sorted;
    for (auto const &[key, row] : rows) sorted.push_back(row);
    std::ranges::stable_sort(sorted, std::greater{}, count);
    return sorted;
}

}  // namespace

Sheet triage(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Totals totals;
    Tally tally{policy, totals};
    reader.each_triage(scope.from, scope.before, [&](Event const &event) {
        if (event.at <= scope.as_of) tally.add(event);
    });
    tally.end_case();

    Columns<Totals> const head{
        {"cases", "Cases triaged", &Totals::cases},
        {"overridden", "Priority overridden",
         [](Totals const &one) { return one.overrides.cases; }},
        {"overridden_share", "Share",
         [](Totals const &one) {
             return one.cases == 0 ? Cell{}
                                   : Cell{Share{static_cast<double>(one.overrides.cases) /
                                                static_cast<double>(one.cases)}};
         }},
        {"above", "Above the policy's", [](Totals const &one) { return one.overrides.above; }},
        {"below", "Below the policy's", [](Totals const &one) { return one.overrides.below; }},
    };
    Columns<RuleRow> const rules{
        {"rule", "Rule", &RuleRow::rule},
        {"cases", "Cases", &RuleRow::cases},
        {"corrected", "Corrected", &RuleRow::corrected},
        {"corrected_share", "Share",
         [](RuleRow const &row) {
             return Share{static_cast<double>(row.corrected) / static_cast<double>(row.cases)};
         }},
    };
    Columns<PersonRow> const people{
        {"person", "Person", &PersonRow::person},
        {"overridden", "Overridden", [](PersonRow const &row) { return row.overrides.cases; }},
        {"above", "Above", [](PersonRow const &row) { return row.overrides.above; }},
        {"below", "Below", [](PersonRow const &row) { return row.overrides.below; }},
    };
    auto const first =
        heading(reader, policy, scope, {"triage", "Triage", describe_period(scope, policy)});
    Sheet sheet{first.fields(scope), {}};
    auto const figures = head.row(totals);
    for (std::size_t i = 0; i < figures.columns.size(); ++i) {
        sheet.head.columns.push_back(figures.columns[i]);
        sheet.head.rows.front().push_back(figures.rows.front()[i]);
    }
    sheet.head.notes = {
        "Corrected: a person then gave the case another category.",
        "Priorities: the last one that a person gave in triage, not those at opening."};
    sheet.parts.push_back(
        {"rules", "Classification rules",
         rules.table_of(most_first(totals.rules, &RuleRow::cases), "No case was classified.")});
    sheet.parts.push_back(
        {"people", "Priorities given by people",
         people.table_of(
             most_first(totals.people, [](PersonRow const &row) { return row.overrides.cases; }),
             "Nobody gave another priority than the policy.")});
    return sheet;
}

}  // namespace dcc::report
