#include <dcc/base/columns.hpp>
#include <dcc/report/drivers.hpp>
#include <dcc/report/ratings.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace dcc::report {
namespace {

// The factors of every case, in this order.
enum FactorPlace : std::size_t { first_reply, resolution, messages, reopened };

struct DriverRow {
    std::string factor;
    std::string label;
    bool is_dimension = false;
    std::int64_t n = 0;
    std::optional<stats::Correlation> found;

    double strength() const { return found ? std::abs(found->rho) : -1; }
    std::optional<stats::Interval> interval() const {
        return found ? found->interval : std::nullopt;
    }
};

double seconds_between(Instant from, Instant to) {
    return static_cast<double>((to - from).count());
}

}  // namespace

std::string dimension_label(Policy const &policy, std::string const &id) {
    auto const &all = policy.survey.dimensions;
    auto const found = std::ranges::find(all, id, &Item::id);
    return found == all.end() ? id : label_in(found->label, policy.desk.language, id);
}

bool is_listed_before(Policy const &policy, std::string const &a, std::string const &b) {
    auto const &all = policy.survey.dimensions;
    auto const place_a = std::ranges::find(all, a, &Item::id) - all.begin();
    auto const place_b = std::ranges::find(all, b, &Item::id) - all.begin();
    return place_a == place_b ? a < b : place_a < place_b;
}

Drivers::Drivers(Policy const &policy) : policy_{policy} {
    factors_ = {{"first_response_s", "Time to first reply", false, {}},
                {"resolution_s", "Time to resolution", false, {}},
                {"messages", "Messages of the customer", false, {}},
                {"reopened", "Reopenings", false, {}}};
}

Drivers::Factor &Drivers::dimension(std::string const &id) {
    auto const found = std::ranges::find_if(
        factors_, [&](Factor const &factor) { return factor.is_dimension && factor.id == id; });
    if (found != factors_.end()) return *found;
    return factors_.emplace_back(Factor{id, dimension_label(policy_, id), true, {}});
}

void Drivers::count(store::Reader::CaseSample const &row, Answer const &answer) {
    if (!answer.csat) return;
    double const csat = *answer.csat;
    if (row.first_reply_at)
        factors_[first_reply].pairs.push_back(
            {seconds_between(row.received_at, *row.first_reply_at), csat});
    if (row.first_resolved_at)
        factors_[resolution].pairs.push_back(
            {seconds_between(row.received_at, *row.first_resolved_at), csat});
    factors_[messages].pairs.push_back({static_cast<double>(row.messages), csat});
    factors_[reopened].pairs.push_back({static_cast<double>(row.reopened), csat});
    for (auto const &score : answer.dimensions)
        dimension(score.dimension).pairs.push_back({static_cast<double>(score.value), csat});
}

Table Drivers::table() const {
    auto const least = static_cast<std::size_t>(policy_.reports.least_group);
    std::vector<DriverRow> rows;
    for (auto const &factor : factors_) {
        if (factor.pairs.empty()) continue;
        DriverRow row{factor.id, factor.label, factor.is_dimension, std::ssize(factor.pairs), {}};
        if (factor.pairs.size() >= least) row.found = stats::spearman(factor.pairs);
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, [&](DriverRow const &a, DriverRow const &b) {
        if (a.strength() != b.strength()) return a.strength() > b.strength();
        if (a.is_dimension != b.is_dimension) return b.is_dimension;
        if (a.is_dimension) return is_listed_before(policy_, a.factor, b.factor);
        return a.factor < b.factor;
    });
    auto const bound = [](double stats::Interval::*which) {
        return [which](DriverRow const &row) {
            auto const interval = row.interval();
            return interval ? Cell{(*interval).*which} : Cell{};
        };
    };
    Columns<DriverRow> const columns{
        {"factor", "", &DriverRow::factor},
        {"kind", "", [](DriverRow const &row) { return row.is_dimension ? "dimension" : "case"; }},
        {"", "Factor", &DriverRow::label},
        {"n", "n", &DriverRow::n},
        {"rho", "rho",
         [](DriverRow const &row) { return row.found ? Cell{row.found->rho} : Cell{}; }},
        {"rho_low", "", bound(&stats::Interval::low)},
        {"rho_high", "", bound(&stats::Interval::high)},
        {"", "95 %", [](DriverRow const &row) { return span_cell(row.interval(), 2); }},
        {"", "With more of it, CSAT",
         [](DriverRow const &row) { return direction(row.interval()); }},
    };
    return columns.table_of(rows, "No answer on overall satisfaction in that time.");
}

}  // namespace dcc::report
