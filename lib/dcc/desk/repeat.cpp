#include <dcc/desk/repeat.hpp>

#include <fmt/format.h>

namespace dcc::desk {

std::optional<store::CaseRow> find_repeated(ledger::Session &session, CaseId id,
                                            std::optional<CustomerId> customer,
                                            std::string const &category, Instant received) {
    std::chrono::days const days{session.policy().repeat_days};
    if (!customer || category.empty() || days == days.zero()) return std::nullopt;
    return session.writer().find_earlier(*customer, category, received - days, received, id);
}

Wording repeat_note(CaseId id, Instant received, store::CaseRow const &earlier) {
    return say("{}: repeat of {}, {} ago, {}", id.text(), earlier.id.text(),
               format_span(received - earlier.received_at), earlier.state);
}

}  // namespace dcc::desk
