#include <dcc/rules/loyalty.hpp>

#include <algorithm>
#include <utility>

namespace dcc::rules {
namespace {

constexpr Seconds day{86400};

// Checks one condition after another.
class Conditions {
  public:
    Conditions(LoyaltyRule const &rule, Instant at) : from_{at - rule.days * day}, until_{at} {
        risk_.since = from_;
    }

    // At least so many; the number is known in any case.
    void reach(std::vector<Instant> const &times, std::optional<int> const &least,
               std::int64_t Risk::*number) {
        auto const first = std::ranges::lower_bound(times, from_);
        auto const last = std::upper_bound(first, times.end(), until_);
        risk_.*number = last - first;
        if (!least) return;
        if (last - first < *least)
            holds_ = false;
        else
            risk_.since = std::max(risk_.since, first[*least - 1]);
    }

    // The last answer is at most this.
    void stay_below(std::vector<Said> const &answers, std::optional<int> const &most,
                    std::optional<int> Said::*figure, std::optional<int> Risk::*last) {
        bool is_low = false;
        Instant since = from_;
        for (auto const &said : answers) {
            if (said.at < from_ || said.at > until_ || !(said.*figure)) continue;
            risk_.*last = said.*figure;
            if (!most) continue;
            bool const was_low = std::exchange(is_low, *(said.*figure) <= *most);
            if (is_low && !was_low) since = said.at;
        }
        if (!most) return;
        if (is_low)
            risk_.since = std::max(risk_.since, since);
        else
            holds_ = false;
    }

    std::optional<Risk> result() const { return holds_ ? std::optional{risk_} : std::nullopt; }

  private:
    Instant from_;
    Instant until_;
    Risk risk_;
    bool holds_ = true;
};

}  // namespace

std::optional<Risk> risk_of(CustomerHistory const &history, LoyaltyRule const &rule, Instant at) {
    Conditions conditions{rule, at};
    conditions.stay_below(history.answers, rule.csat_at, &Said::csat, &Risk::csat);
    conditions.stay_below(history.answers, rule.nps_at, &Said::nps, &Risk::nps);
    conditions.reach(history.complaints, rule.complaints, &Risk::complaints);
    conditions.reach(history.cases, rule.cases, &Risk::cases);
    conditions.reach(history.reopened, rule.reopened, &Risk::reopened);
    conditions.reach(history.late, rule.late, &Risk::late);
    return conditions.result();
}

}  // namespace dcc::rules
