#include <dcc/rules/incident.hpp>

namespace dcc::rules {
namespace {

using namespace event;

class IncidentFold {
  public:
    IncidentFold(Incident &incident, Event const &event) : incident_{incident}, event_{event} {}

    void operator()(NotAbout<Subject::incident> auto const &) {}

    void operator()(IncidentDeclared const &declared) {
        incident_.id = declared.incident;
        incident_.severity = declared.severity;
        incident_.playbook = declared.playbook;
        incident_.title = declared.title;
        incident_.declared_at = event_.at;
    }

    void operator()(IncidentTicked const &ticked) { incident_.done.push_back(ticked.item); }

    void operator()(IncidentUpdated const &) { ++incident_.updates; }

    void operator()(IncidentResolved const &resolved) {
        incident_.state = IncidentState::resolved;
        incident_.resolved_at = event_.at;
        incident_.resolved = resolved.resolved;
        incident_.left = resolved.left;
        incident_.summary = resolved.body;
    }

  private:
    Incident &incident_;
    Event const &event_;
};

}  // namespace

std::optional<IncidentId> incident_of(Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) -> std::optional<IncidentId> {
            if constexpr (About<E, Subject::incident>)
                return event.incident;
            else
                return std::nullopt;
        },
        payload);
}

void apply(Incident &incident, Event const &event) {
    incident.last_event = event.seq;
    incident.updated_at = event.at;
    std::visit(IncidentFold{incident, event}, event.payload);
}

Incident replay_incident(std::span<Event const> events) {
    Incident incident;
    for (auto const &event : events) apply(incident, event);
    return incident;
}

}  // namespace dcc::rules
