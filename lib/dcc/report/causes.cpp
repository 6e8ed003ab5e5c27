#include <dcc/base/text.hpp>
#include <dcc/report/causes.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/past.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// A row of the report.
struct Found {
    std::string cause;
    std::string label;
    std::int64_t complaints = 0;
    std::int64_t contributing = 0;
    std::int64_t with_cause = 0;               // complaints with any cause
    std::int64_t up_to_here = 0;               // of the cause and those above it in the table
    std::map<std::string, std::int64_t> cost;  // in minor units, by currency

    stats::Proportion share() const { return {complaints, with_cause}; }
};

// The cause, or the one above it at that depth of the tree.
std::string rolled_up(std::string const &cause, std::optional<int> depth) {
    if (!depth) return cause;
    std::size_t end = 0;
    for (int level = 0; level < *depth; ++level) {
        end = cause.find('.', level == 0 ? 0 : end + 1);
        if (end == std::string::npos) return cause;
    }
    return cause.substr(0, end);
}

std::string label_of(Policy const &policy, std::string const &id) {
    auto const *cause = policy.complaints.cause(id);
    if (!cause) return {};
    auto label = label_in(cause->label, policy.desk.language, id);
    return label == id ? std::string{} : label;
}

struct Count {
    std::vector<Found> causes;
    std::int64_t complaints = 0;
    std::int64_t with_cause = 0;
};

Count count_causes(Past &past, Scope const &scope, std::optional<int> depth) {
    Count count;
    std::map<std::string, Found> found;
    std::unordered_map<std::int64_t, std::string> cause_of;
    past.each_complaint(scope.from, scope.before, [&](store::ComplaintRow const &row) {
        ++count.complaints;
        auto const root = rolled_up(row.cause, depth);
        std::set<std::string> contributing;
        for (auto const &cause : split_words(row.contributing))
            contributing.insert(rolled_up(cause, depth));
        contributing.erase(root);
        for (auto const &cause : contributing) ++found[cause].contributing;
        if (root.empty()) return;
        ++count.with_cause;
        ++found[root].complaints;
        cause_of.emplace(row.case_id.number, root);
    });
    past.each_remedy(scope.from, [&](store::GrantedRemedyRow const &row) {
        if (!row.amount || row.state == RemedyState::superseded) return;
        auto const cause = cause_of.find(row.case_id.number);
        if (cause != cause_of.end()) found[cause->second].cost[row.currency] += *row.amount;
    });
    for (auto &[cause, row] : found) {
        row.cause = cause;
        row.with_cause = count.with_cause;
        count.causes.push_back(std::move(row));
    }
    return count;
}

Columns<Found> columns_of() {
    auto const cumulative = [](Found const &row) {
        auto const share = stats::Proportion{row.up_to_here, row.with_cause}.share();
        return share ? Cell{Share{*share}} : Cell{};
    };
    Columns<Found> columns{
        {"cause", "Cause", &Found::cause},
        {"label", "Label", &Found::label},
        {"complaints", "Complaints", &Found::complaints},
        {"with_cause", "", &Found::with_cause},
    };
    columns.append(share_columns<Found>("cause", "Share", &Found::share));
    columns.append({
        {"cumulative_share", "Cumulative", cumulative},
        {"contributing", "Contributing", &Found::contributing},
    });
    return columns;
}

// The remedies for the complaints of a cause in a currency.
struct Cost {
    std::string cause;
    std::int64_t amount = 0;  // in minor units
    std::string currency;
};

Table costs_of(std::vector<Found> const &causes) {
    Columns<Cost> const columns{
        {"cause", "Cause", &Cost::cause},
        {"amount_minor", "", &Cost::amount},
        {"currency", "", &Cost::currency},
        {"", "Remedies", [](Cost const &row) { return money_cell(row.amount, row.currency); }}};
    auto table = columns.table();
    for (auto const &row : causes)
        for (auto const &[currency, minor] : row.cost)
            columns.add(table, {row.cause, minor, currency});
    return table;
}

std::string without_cause(std::int64_t complaints) {
    return fmt::format("{} without a cause yet.",
                       complaints == 1 ? "1 complaint" : fmt::format("{} complaints", complaints));
}

}  // namespace

Sheet causes(store::Reader &reader, Policy const &policy, Scope const &scope,
             std::optional<int> depth) {
    store::Reader::Snapshot const snapshot{reader};
    Past past{reader, scope.as_of};
    auto count = count_causes(past, scope, depth);
    std::ranges::stable_sort(count.causes, std::greater{}, &Found::complaints);
    std::int64_t up_to_here = 0;
    for (auto &row : count.causes) {
        row.label = label_of(policy, row.cause);
        row.up_to_here = up_to_here += row.complaints;
    }
    auto const open = count.complaints - count.with_cause;

    auto head = heading(reader, policy, scope,
                        {"causes", "Root causes of complaints",
                         "complaints among " + describe_period(scope, policy)});
    head.append({{"complaints", "", [&](Scope const &) { return count.complaints; }},
                 {"without_cause", "", [&](Scope const &) { return open; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = {fmt::format(
        "Shares are of the {} with a cause. 95 %: Wilson score "
        "interval.",
        count.with_cause == 1 ? "1 complaint" : fmt::format("{} complaints", count.with_cause))};
    if (open > 0) sheet.head.notes.emplace_back(without_cause(open));
    auto const columns = columns_of();
    auto table = columns.table_of(count.causes, "No cause was found in that time.");
    bool const has_labels =
        std::ranges::any_of(count.causes, [](Found const &row) { return !row.label.empty(); });
    if (!has_labels) table.columns[1].title.clear();
    sheet.parts.push_back({"rows", "", std::move(table)});
    sheet.parts.push_back({"costs", "Costs", costs_of(count.causes)});
    return sheet;
}

}  // namespace dcc::report
