#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>

namespace dcc::desk {

// The earlier case that a case of this customer and category, received then, repeats: the newest
// one of both received within the policy's days (of 24 hours), that was neither cancelled nor a
// duplicate. None without customer or category, or when the policy does not ask.
std::optional<store::CaseRow> find_repeated(ledger::Session &session, CaseId id,
                                            std::optional<CustomerId> customer,
                                            std::string const &category, Instant received);

// For people: "C13: repeat of C12, 3d ago, resolved".
std::string repeat_note(CaseId id, Instant received, store::CaseRow const &earlier);

}  // namespace dcc::desk
