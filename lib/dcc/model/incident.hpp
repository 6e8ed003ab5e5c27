#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

enum class IncidentState { open, resolved };

constexpr WordTable<IncidentState, 2> incident_state_words{{
    {IncidentState::open, "open"},
    {IncidentState::resolved, "resolved"},
}};
constexpr auto const &words_of(IncidentState) {
    return incident_state_words;
}

// An incident: something that happens to many customers at once. Built from its events.
struct Incident {
    IncidentId id;
    IncidentState state = IncidentState::open;
    std::string severity;
    std::string playbook;           // of the policy; empty: none
    std::string title;              // erasable
    std::vector<std::string> done;  // items of the checklist
    int updates = 0;                // to the customers
    Instant declared_at;
    std::optional<Instant> resolved_at;
    std::string summary;        // erasable
    std::int64_t resolved = 0;  // cases that were resolved with it
    std::vector<CaseId> left;   // cases that were linked with it and were not resolved
    Instant updated_at;
    std::int64_t last_event = 0;

    friend bool operator==(Incident const &, Incident const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// What customers of one language are told in place of the text for all.
struct Translation {
    std::string language;
    std::string text;

    static constexpr auto fields =
        std::tuple{open("language", &Translation::language), open("text", &Translation::text)};
    friend bool operator==(Translation const &, Translation const &) = default;
};

struct IncidentDeclared {
    IncidentId incident;
    std::string severity;
    std::string playbook;
    std::string title;

    static constexpr EventType type{"incident_declared", Subject::incident};
    static constexpr auto fields = std::tuple{open("incident", &IncidentDeclared::incident),
                                              open("severity", &IncidentDeclared::severity),
                                              open("playbook", &IncidentDeclared::playbook),
                                              sealed("title", &IncidentDeclared::title)};
    friend bool operator==(IncidentDeclared const &, IncidentDeclared const &) = default;
};

// An item of the playbook's checklist is done.
struct IncidentTicked {
    IncidentId incident;
    std::string item;

    static constexpr EventType type{"incident_ticked", Subject::incident};
    static constexpr auto fields = std::tuple{open("incident", &IncidentTicked::incident),
                                              open("item", &IncidentTicked::item)};
    friend bool operator==(IncidentTicked const &, IncidentTicked const &) = default;
};

// The customers of the linked cases are told how it stands.
struct IncidentUpdated {
    IncidentId incident;
    int number = 0;  // from 1
    std::string body;
    std::vector<Translation> translations{};

    static constexpr EventType type{"incident_updated", Subject::incident};
    static constexpr auto fields =
        std::tuple{open("incident", &IncidentUpdated::incident),
                   open("number", &IncidentUpdated::number), sealed("body", &IncidentUpdated::body),
                   sealed("translations", &IncidentUpdated::translations)};
    friend bool operator==(IncidentUpdated const &, IncidentUpdated const &) = default;
};

struct IncidentResolved {
    IncidentId incident;
    std::int64_t resolved = 0;  // cases
    std::vector<CaseId> left;   // cases that were not resolved with it
    std::string body;           // the summary
    std::vector<Translation> translations{};

    static constexpr EventType type{"incident_resolved", Subject::incident};
    static constexpr auto fields =
        std::tuple{open("incident", &IncidentResolved::incident),
                   open("resolved", &IncidentResolved::resolved),
                   open("left", &IncidentResolved::left), sealed("body", &IncidentResolved::body),
                   sealed("translations", &IncidentResolved::translations)};
    friend bool operator==(IncidentResolved const &, IncidentResolved const &) = default;
};

// The case belongs to an incident, and has the service terms of its playbook while that lasts.
struct IncidentLinked {
    std::optional<IncidentId> incident;  // none: one of another desk
    std::string by;                      // "hand" or the rule of the playbook
    TermsRef terms;                      // empty: they stay
    std::vector<Moved> deadlines;

    static constexpr EventType type{"incident_linked", Subject::case_, Step::note};
    static constexpr auto fields = std::tuple{
        open("incident", &IncidentLinked::incident), open("by", &IncidentLinked::by),
        open("promise", &IncidentLinked::terms), open("deadlines", &IncidentLinked::deadlines)};
    friend bool operator==(IncidentLinked const &, IncidentLinked const &) = default;
};

// The case does not belong to the incident any more.
struct IncidentUnlinked {
    std::optional<IncidentId> incident;
    std::string reason;
    TermsRef terms;
    std::vector<Moved> deadlines;

    static constexpr EventType type{"incident_unlinked", Subject::case_, Step::note};
    static constexpr auto fields = std::tuple{
        open("incident", &IncidentUnlinked::incident), sealed("reason", &IncidentUnlinked::reason),
        open("promise", &IncidentUnlinked::terms), open("deadlines", &IncidentUnlinked::deadlines)};
    friend bool operator==(IncidentUnlinked const &, IncidentUnlinked const &) = default;
};

using IncidentEvents = EventList<IncidentDeclared, IncidentTicked, IncidentUpdated,
                                 IncidentResolved, IncidentLinked, IncidentUnlinked>;

}  // namespace dcc::event
