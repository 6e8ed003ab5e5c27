#pragma once

#include <dcc/model/case.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dcc::report {

// The case as it was at an instant, from the events until then.
Case replay_until(store::Reader &reader, CaseId id, Instant as_of, rules::AdoptedTerms &adopted);

// Complaints and improvement actions as they were at an instant. Those with later events are
// replayed from the events, when the object is made; all others are read from the tables.
class Past {
  public:
    Past(store::Reader &reader, Instant as_of);

    Instant as_of() const noexcept { return as_of_; }

    // Visits each complaint received in [from, before), in no particular order.
    void each_complaint(std::optional<Instant> from, std::optional<Instant> before,
                        std::function<void(store::ComplaintRow const &)> const &visit);

    // Visits each round opened at or after `from`, in no particular order.
    void each_round(std::optional<Instant> from,
                    std::function<void(store::RoundRow const &)> const &visit);

    // Visits each remedy granted at or after `from`, in no particular order.
    void each_remedy(std::optional<Instant> from,
                     std::function<void(store::GrantedRemedyRow const &)> const &visit);

    // The improvement actions with their cases, in the order of their ids.
    using Action = std::pair<store::ActionRow, store::CaseRow>;
    std::vector<Action> actions();

    // The number of service cases received in [from, before).
    std::int64_t service_cases(std::optional<Instant> from, std::optional<Instant> before);

  private:
    bool is_changed(CaseId id) const;
    Instant bound(std::optional<Instant> before) const;

    store::Reader &reader_;
    Instant as_of_;
    std::vector<CaseId> changed_;
    std::vector<store::Rows> replayed_;  // of the complaints and actions among them
};

}  // namespace dcc::report
