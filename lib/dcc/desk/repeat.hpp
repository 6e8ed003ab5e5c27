#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>

namespace dcc::desk {

// The earlier case that case `id` repeats: the newest case of the same customer and category that
// was received within the policy's repeat_days (of 24 hours) before `received` and is neither
// cancelled nor a duplicate. Nothing without customer or category, or when repeat_days is 0.
std::optional<store::CaseRow> find_repeated(ledger::Session &session, CaseId id,
                                            std::optional<CustomerId> customer,
                                            std::string const &category, Instant received);

// A note for people: "C13: repeat of C12, 3d ago, resolved".
Wording repeat_note(CaseId id, Instant received, store::CaseRow const &earlier);

}  // namespace dcc::desk
