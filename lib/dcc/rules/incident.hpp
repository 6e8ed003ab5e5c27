#pragma once

#include <dcc/model/event.hpp>
#include <dcc/model/incident.hpp>

#include <optional>
#include <span>

namespace dcc::rules {

// The incident that an event is about, if any. An event of a case is not.
std::optional<IncidentId> incident_of(event::Payload const &payload);

// Applies an event to an incident. Commands, rebuild and verify all use this function.
void apply(Incident &incident, Event const &event);

// The incident that results from all its events.
Incident replay_incident(std::span<Event const> events);

}  // namespace dcc::rules
