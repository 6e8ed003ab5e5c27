#include <dcc/base/text.hpp>
#include <dcc/report/case_lines.hpp>
#include <dcc/report/causes.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/filed.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/past.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// A row of the report: a cause in a group.
struct Found {
    std::string key;  // of the group
    std::string cause;
    std::string label;
    std::int64_t complaints = 0;
    std::int64_t contributing = 0;
    std::int64_t with_cause = 0;               // complaints with any cause
    std::int64_t up_to_here = 0;               // of the cause and those above it in the table
    std::map<std::string, std::int64_t> cost;  // in minor units, by currency

    bool is_small = false;  // shares of so few are not shown

    stats::Proportion share() const {
        return is_small ? stats::Proportion{} : stats::Proportion{complaints, with_cause};
    }
    stats::Proportion down_to_here() const {
        return is_small ? stats::Proportion{} : stats::Proportion{up_to_here, with_cause};
    }
};

// The cause, or the one above it at that depth of the tree.
std::string cause_at(std::string const &cause, std::optional<int> depth) {
    return depth ? std::string{rolled_up(cause, *depth)} : cause;
}

std::string cause_label(Policy const &policy, std::string const &id) {
    auto const *cause = policy.complaints.cause(id);
    if (!cause) return {};
    auto label = label_in(cause->label, policy.desk.language, id);
    return label == id ? std::string{} : label;
}

// A complaint as it was counted.
struct CauseLine : CaseLine {
    std::string cause;
    std::vector<std::string> contributing;
};

// What was counted of the complaints of a period.
struct Count {
    std::vector<Found> causes;  // group by group, in each the most frequent first
    std::int64_t complaints = 0;
    std::int64_t with_cause = 0;
    std::vector<CauseLine> lines;  // of a list of the cases only

    std::int64_t without_cause() const { return complaints - with_cause; }
};

using Causes = std::map<std::string, Found>;

// The causes of a group: the most frequent first, with the sums down to each.
void add_group(Count &count, Policy const &policy, std::string const &key, Causes causes,
               int least) {
    std::vector<Found> rows;
    std::int64_t with_cause = 0;
    for (auto &[cause, row] : causes) {
        row.key = key;
        row.cause = cause;
        row.label = cause_label(policy, cause);
        with_cause += row.complaints;
        rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, std::greater{}, &Found::complaints);
    std::int64_t up_to_here = 0;
    for (auto &row : rows) {
        row.with_cause = with_cause;
        row.is_small = with_cause < least;
        row.up_to_here = up_to_here += row.complaints;
    }
    std::ranges::move(rows, std::back_inserter(count.causes));
}

Count count_causes(store::Reader &reader, Past &past, Policy const &policy, Scope const &scope,
                   Grouping &grouping, std::optional<int> depth) {
    Count count;
    std::map<std::string, Causes> groups;
    std::unordered_map<std::int64_t, Found *> caused;
    each_filed(reader, past, scope, [&](Filed const &filed) {
        auto const &row = filed.row;
        auto const &key = grouping.key(filed);
        auto &found = groups[key];
        ++count.complaints;
        auto const root = cause_at(row.cause, depth);
        std::set<std::string> contributing;
        for (auto const &cause : split_words(row.contributing))
            contributing.insert(cause_at(cause, depth));
        contributing.erase(root);
        for (auto const &cause : contributing) ++found[cause].contributing;
        if (scope.cases)
            count.lines.push_back({{key, row.case_id, row.received_at},
                                   root,
                                   {contributing.begin(), contributing.end()}});
        if (root.empty()) return;
        ++count.with_cause;
        ++found[root].complaints;
        caused.emplace(row.case_id.number, &found[root]);
    });
    past.each_remedy(scope.from, [&](store::GrantedRemedyRow const &row) {
        if (!row.amount || row.state == RemedyState::superseded) return;
        auto const cause = caused.find(row.case_id.number);
        if (cause != caused.end()) cause->second->cost[row.currency] += *row.amount;
    });
    for (auto const &key : grouping.keys_of(groups))
        add_group(count, policy, key, std::move(groups[key]), least_shown(scope, policy));
    return count;
}

Columns<Found> cause_columns(Grouping const &grouping, bool has_labels) {
    auto const cumulative = [](Found const &row) {
        auto const share = row.down_to_here().share();
        return share ? Cell{Share{*share}} : Cell{};
    };
    auto columns = grouping.columns(&Found::key);
    columns.append({
        {"cause", "Cause", &Found::cause},
        {"label", has_labels ? "Label" : "", &Found::label},
        {"complaints", "Complaints", &Found::complaints},
        {"with_cause", "", &Found::with_cause},
    });
    columns.append(share_columns<Found>("cause", "Share", &Found::share));
    columns.append({
        {"cumulative_share", "Cumulative", cumulative},
        {"contributing", "Contributing", &Found::contributing},
    });
    return columns;
}

// The remedies for the complaints of a cause in a currency.
struct Cost {
    std::string key;
    std::string cause;
    std::int64_t amount = 0;  // in minor units
    std::string currency;
};

Table costs_of(Grouping const &grouping, std::vector<Found> const &causes) {
    auto columns = grouping.columns(&Cost::key);
    columns.append(
        {{"cause", "Cause", &Cost::cause},
         {"amount_minor", "", &Cost::amount},
         {"currency", "", &Cost::currency},
         {"", "Remedies", [](Cost const &row) { return money_cell(row.amount, row.currency); }}});
    auto table = columns.table();
    for (auto const &row : causes)
        for (auto const &[currency, minor] : row.cost)
            columns.add(table, {row.key, row.cause, minor, currency});
    return table;
}

Table cases_table(Grouping const &grouping, std::vector<CauseLine> lines) {
    return case_table<CauseLine>(grouping, std::move(lines),
                                 {{"cause", "Cause", &CauseLine::cause},
                                  {"contributing", "Contributing", &CauseLine::contributing}});
}

// What a comparison compares: the share of a cause.
struct Caused {
    std::string key;  // of the group, and the cause behind it
    stats::Proportion share;
};

// The shares of these causes, and those of nothing that only the other period has.
std::vector<Caused> shares_of(std::vector<Found> const &causes, std::vector<Found> const &others) {
    std::map<std::string, std::int64_t> with_cause;
    std::set<std::string> known;
    std::vector<Caused> shares;
    for (auto const &row : causes) {
        with_cause[row.key] = row.with_cause;
        shares.push_back({row.key + row.cause, {row.complaints, row.with_cause}});
        known.insert(shares.back().key);
    }
    for (auto const &row : others)
        if (auto key = row.key + row.cause; known.insert(key).second)
            shares.push_back({std::move(key), {0, with_cause[row.key]}});
    return shares;
}

Table comparison(Grouping const &grouping, Count const &now, Count const &before, int least) {
    std::vector<Figure<Caused>> const figures{
        {"cause", "Share", FigureUnit::share, [](Caused const &of) { return share_of(of.share); }}};
    auto columns = grouping.columns(&ComparedFigure::key);
    columns.append(
        {{"cause", "Cause", [](ComparedFigure const &row) { return behind_group(row.key); }}});
    return compared_table(std::move(columns), compare(figures, shares_of(now.causes, before.causes),
                                                      shares_of(before.causes, now.causes), least));
}

Wording number_of(std::int64_t complaints) {
    return counted(complaints, "1 complaint", "{} complaints");
}

std::vector<Note> notes_of(Count const &count, bool grouped, int least) {
    auto const of = grouped ? Wording{"complaints of the group"} : number_of(count.with_cause);
    std::vector<Note> notes{
        say("Shares are of the {} with a cause. 95 %: Wilson score interval.", of)};
    if (auto const open = count.without_cause(); open > 0)
        notes.emplace_back(say("{} without a cause yet.", number_of(open)));
    if (std::ranges::any_of(count.causes, &Found::is_small))
        notes.emplace_back(say("Shares of fewer than {} complaints are not shown.", least));
    return notes;
}

}  // namespace

Sheet causes(store::Reader &reader, Policy const &policy, Scope const &scope,
             std::optional<int> depth) {
    store::Reader::Snapshot const snapshot{reader};
    Past past{reader, scope.as_of};
    Grouping grouping{policy, scope};
    auto const least = least_shown(scope, policy);
    auto count = count_causes(reader, past, policy, scope, grouping, depth);

    auto head = heading(reader, policy, scope,
                        {"causes", "Root causes of complaints",
                         "complaints among " + describe_period(scope, policy)});
    head.append({{"complaints", "", [&](Scope const &) { return count.complaints; }},
                 {"without_cause", "", [&](Scope const &) { return count.without_cause(); }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(count, grouping.is_grouped(), least);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(count.lines))});
        return sheet;
    }
    bool const has_labels =
        std::ranges::any_of(count.causes, [](Found const &row) { return !row.label.empty(); });
    sheet.parts.push_back({"rows", "",
                           cause_columns(grouping, has_labels)
                               .table_of(count.causes, "No cause was found in that time.")});
    sheet.parts.push_back({"costs", "Costs", costs_of(grouping, count.causes)});
    if (scope.compare) {
        auto const earlier = earlier_scope(scope, policy);
        auto const before = count_causes(reader, past, policy, earlier, grouping, depth);
        add_comparison(sheet, earlier, policy, comparison(grouping, count, before, least));
    }
    return sheet;
}

}  // namespace dcc::report
