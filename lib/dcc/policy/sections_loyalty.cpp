#include <dcc/policy/detail/sections.hpp>

namespace dcc::policy_file {
namespace {

constexpr double most_weight = 1000;

void read_figure(TomlTable &table, std::string_view key, std::optional<int> &out, int least,
                 int most) {
    int value = 0;
    if (table.get(key, value, least, most)) out = value;
}

bool has_figure(TomlTable &table) {
    return table.has("csat_at") || table.has("nps_at") || table.has("complaints") ||
           table.has("cases") || table.has("reopened") || table.has("late");
}

}  // namespace

void read_loyalty(TomlTable &root, Policy &policy) {
    root.tables("loyalty", "loyalty", "name", [&](TomlTable &table) {
        LoyaltyRule rule;
        rule.place = table.place();
        rule.name = table.declare(Kind::loyalty_rule, "name");
        if (!table.get("advice", rule.advice) && !table.has("advice"))
            table.error("advice is missing: say what to do about these customers");
        table.get("days", rule.days, 1, 3650);
        read_condition(table, "tier", Kind::tier, rule.tiers);
        read_figure(table, "csat_at", rule.csat_at, 1, 5);
        read_figure(table, "nps_at", rule.nps_at, 0, 10);
        read_figure(table, "complaints", rule.complaints, 1, 1000);
        read_figure(table, "cases", rule.cases, 1, 1000);
        read_figure(table, "reopened", rule.reopened, 1, 1000);
        read_figure(table, "late", rule.late, 1, 1000);
        if (!has_figure(table))
            table.error("no condition: give csat_at, nps_at, complaints, cases, reopened or late");
        policy.reports.loyalty.push_back(std::move(rule));
    });
}

void read_staff_score(TomlTable &root, Policy &policy) {
    root.table("staff_score", [&](TomlTable &table) {
        auto &score = policy.reports.staff_score;
        table.get("volume", score.volume, 0, most_weight);
        table.get("speed", score.speed, 0, most_weight);
        table.get("quality", score.quality, 0, most_weight);
        table.get("satisfaction", score.satisfaction, 0, most_weight);
        table.get("reviews", score.reviews, 0, most_weight);
        if (score.volume + score.speed + score.quality + score.satisfaction + score.reviews <= 0)
            table.error("all weights are 0: at least one must be greater");
    });
}

}  // namespace dcc::policy_file
