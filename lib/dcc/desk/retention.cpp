#include <dcc/calendar/zone.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/desk/retention.hpp>
#include <dcc/rules/retention.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {

Outcome<Retention> apply_retention(ledger::Session &session) {
    if (auto no = session.refuse(Right::admin_redact)) return *no;
    auto const &policy = session.policy();
    Retention retention;
    std::vector<Note> backups;  // the same note of each redaction
    if (policy.retention.empty()) return retention;
    auto const zone = Zone::load(policy.desk.zone);
    auto const day = [&](Instant instant) {
        auto const civil = std::chrono::floor<std::chrono::days>(zone.to_civil(instant));
        return Date{civil};
    };
    {
        ledger::Session::Transaction transaction{session};
        for (auto const &row : session.writer().closed_with_texts(session.now())) {
            auto const *rule = rules::retention_of(policy, row.category, row.kind);
            if (!rule || !rules::is_due(*rule, day(*row.closed_at), day(session.now()))) continue;
            auto done = redact_alone(session, row.id, fmt::format("retention \"{}\"", rule->name));
            if (done) {
                retention.cases.push_back({row.id, *row.closed_at, rule->name, done->texts.size()});
                backups = std::move(done->notes);
            } else if (done.refusal().code != "held") {
                retention.notes.emplace_back(done.refusal().message, done.refusal().hint);
            }
        }
        transaction.commit();
    }
    if (auto removed = remove_unused(session)) retention.notes.push_back(std::move(*removed));
    if (session.writer().has_traces()) retention.notes.push_back(about_readers());
    std::ranges::move(backups, std::back_inserter(retention.notes));
    return retention;
}

}  // namespace dcc::desk
