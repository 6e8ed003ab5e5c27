#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/report/earlier.hpp>
#include <dcc/stats/net_promoter.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// The figures of a report beside those of an earlier period, each with the change that its interval
// bears. A report lists which figures it compares; how is the same for all.

// In what the figures of a report are told: a share as 0 to 1, a rate per 1,000, a score in points.
enum class FigureUnit { share, per_1000, points };

// A figure of so many, with its 95 % interval.
struct Estimate {
    std::int64_t n = 0;
    std::optional<double> value;
    std::optional<stats::Interval> interval;
};

Estimate share_of(stats::Proportion proportion);
Estimate rate_of(stats::Proportion proportion);
Estimate score_of(stats::Recommendations const &answers);

// The change of a figure: now - before, with the interval of the difference. Nothing when either
// has no interval.
std::optional<Change> change_of(Estimate const &now, Estimate const &before);

// A figure that a report compares, of each of its groups. The name is that of its column.
template <class Group>
struct Figure {
    char const *name;
    Wording title;
    FigureUnit unit;
    std::function<Estimate(Group const &)> of;
};

// What stands behind the key of a group in a key, such as the cause of complaints.
std::string_view behind_group(std::string_view key);

// A figure of a group in both periods.
struct ComparedFigure {
    std::string key;
    char const *name;
    Wording title;
    FigureUnit unit;
    Estimate now;
    Estimate before;
};

// The figures of all groups, of those of the period first. What is of nothing in both periods is
// left out; values of fewer than `least` are left out, too.
template <class Group>
std::vector<ComparedFigure> compare(std::vector<Figure<Group>> const &figures,
                                    std::vector<Group> const &now, std::vector<Group> const &before,
                                    int least) {
    std::map<std::string, Group const *> earlier;
    for (auto const &group : before) earlier[group.key] = &group;
    std::vector<ComparedFigure> rows;
    auto const shown = [least](Estimate estimate) {
        if (estimate.n >= least) return estimate;
        return Estimate{estimate.n, {}, {}};
    };
    auto const add = [&](std::string const &key, Group const *a, Group const *b) {
        for (auto const &[name, title, unit, of] : figures) {
            ComparedFigure row{key, name, title, unit, {}, {}};
            if (a) row.now = shown(of(*a));
            if (b) row.before = shown(of(*b));
            if (row.now.n + row.before.n > 0) rows.push_back(std::move(row));
        }
    };
    for (auto const &group : now) {
        auto const found = earlier.find(group.key);
        add(group.key, &group, found == earlier.end() ? nullptr : found->second);
        if (found != earlier.end()) earlier.erase(found);
    }
    for (auto const &group : before)
        if (earlier.contains(group.key)) add(group.key, nullptr, &group);
    return rows;
}

// The table of these figures; `keys` are the columns of their groups.
Table compared_table(Columns<ComparedFigure> keys, std::vector<ComparedFigure> const &rows);

// Adds that table to a report as its part "compared", and says below it how to read it.
void add_comparison(Sheet &sheet, Scope const &earlier, Policy const &policy, Table compared);

}  // namespace dcc::report
