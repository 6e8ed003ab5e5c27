#include <dcc/base/columns.hpp>
#include <dcc/base/digest.hpp>
#include <dcc/report/quality.hpp>
#include <dcc/stats/apportion.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

struct Drawn {
    Digest lot{};
    CaseId id;
    std::string person;
    std::string category;
    Instant resolved_at;

    bool operator<(Drawn const &other) const {
        return std::tie(lot, id) < std::tie(other.lot, other.id);
    }
};

// A stratum keeps the cases with the smallest lots, the greatest of them first.
struct Stratum {
    std::int64_t cases = 0;
    std::vector<Drawn> drawn;

    void offer(Drawn item, std::int64_t most) {
        ++cases;
        if (std::ssize(drawn) == most && !(item < drawn.front())) return;
        drawn.push_back(std::move(item));
        std::push_heap(drawn.begin(), drawn.end());
        if (std::ssize(drawn) <= most) return;
        std::pop_heap(drawn.begin(), drawn.end());
        drawn.pop_back();
    }
};

// A row of the table of strata.
struct StratumRow {
    std::string key;
    std::int64_t cases = 0;
    std::int64_t drawn = 0;
};

Drawn drawn_of(std::string const &seed, store::Reader::ResolvedSample const &sample) {
    return {digest(fmt::format("{}\n{}", seed, sample.id.text())), sample.id,
            std::string{sample.person}, std::string{sample.category}, sample.resolved_at};
}

Table list_of(std::vector<Drawn> const &cases) {
    Columns<Drawn> const columns{
        {"case", "Case", &Drawn::id},
        {"person", "Person", &Drawn::person},
        {"category", "Category", &Drawn::category},
        {"resolved_at", "Resolved", &Drawn::resolved_at},
    };
    return columns.table_of(cases, "No case was resolved in that time.");
}

Table strata_of(Grouping const &grouping, std::vector<StratumRow> const &rows) {
    auto columns = grouping.columns(&StratumRow::key);
    columns.append(
        {{"cases", "Resolved", &StratumRow::cases}, {"drawn", "Drawn", &StratumRow::drawn}});
    return columns.table_of(rows);
}

Columns<SampleArgs> head_columns(std::int64_t cases) {
    return {
        {"report", "", [](SampleArgs const &) { return "quality sample"; }},
        {"seed", "", &SampleArgs::seed},
        {"size", "", &SampleArgs::size},
        {"from", "", [](SampleArgs const &args) { return args.scope.from; }},
        {"before", "", [](SampleArgs const &args) { return args.scope.before; }},
        {"where", "", [](SampleArgs const &args) { return args.scope.filter.text(); }},
        {"cases", "", [cases](SampleArgs const &) { return cases; }},
    };
}

Wording describe_sample(SampleArgs const &args, std::int64_t drawn, std::int64_t cases,
                        Zone const &zone) {
    auto text = say("{} of {} cases resolved", drawn, cases);
    if (args.scope.from) text += say(" from {}", zone.format(*args.scope.from));
    if (args.scope.before) text += say(" before {}", zone.format(*args.scope.before));
    return say("{} ({}), seed {}", text, zone.name(), args.seed);
}

}  // namespace

Sheet quality_sample(store::Reader &reader, Policy const &policy, SampleArgs const &args) {
    store::Reader::Snapshot const snapshot{reader};
    auto const &scope = args.scope;
    Grouping grouping{policy, scope};
    std::unordered_map<std::string, Stratum> strata;
    auto const before = scope.before.value_or(Instant::max());
    reader.each_resolved(scope.from, before, [&](auto const &sample) {
        if (!scope.filter.accepts(dimensions_of(sample))) return;
        strata[grouping.key(sample)].offer(drawn_of(args.seed, sample), args.size);
    });
    auto const keys = grouping.keys_of(strata);
    std::vector<std::int64_t> sizes;
    for (auto const &key : keys) sizes.push_back(strata[key].cases);
    auto const shares = stats::apportion(sizes, args.size);
    std::vector<Drawn> cases;
    std::vector<StratumRow> rows;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto &drawn = strata[keys[i]].drawn;
        std::sort_heap(drawn.begin(), drawn.end());
        drawn.resize(static_cast<std::size_t>(shares[i]));
        rows.push_back({keys[i], sizes[i], shares[i]});
        all += sizes[i];
        std::ranges::move(drawn, std::back_inserter(cases));
    }
    std::ranges::sort(cases, {}, &Drawn::id);

    Sheet sheet{head_columns(all).row(args), {}};
    auto const zone = zone_of(scope, policy);
    sheet.head.notes = {"Sample for review: " +
                        describe_sample(args, std::ssize(cases), all, zone)};
    if (!scope.filter.empty()) sheet.head.notes.emplace_back(say("Only: {}", scope.filter.text()));
    sheet.parts.push_back({"rows", "", list_of(cases)});
    if (!scope.by.empty() && !rows.empty()) {
        sheet.parts.push_back({"strata", "Strata", strata_of(grouping, rows)});
        if (auto const none = std::ranges::count(shares, 0); none > 0)
            sheet.head.notes.emplace_back(say("{} {} too small for a case of {} own.", none,
                                              none == 1 ? "stratum is" : "strata are",
                                              none == 1 ? "its" : "their"));
    }
    return sheet;
}

}  // namespace dcc::report
