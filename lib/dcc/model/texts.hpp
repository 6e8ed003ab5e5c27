#pragma once

#include <dcc/model/event.hpp>

#include <optional>
#include <string_view>

namespace dcc {

// The texts of an event that the text index covers: of the opening, messages from and replies to
// the customer, notes and the answer. Views into the payload; empty for other events.
struct EventTexts {
    std::string_view subject;
    std::string_view body;

    bool empty() const { return subject.empty() && body.empty(); }
};

// The searchable texts of an event.
EventTexts texts_of(event::Payload const &payload);

// A control character in a field of an event.
struct StrayControl {
    std::string_view field;
    char32_t character{};
};

// The first control character of an event, other than tabs and line ends. Events about the desk
// itself, which hold whole files of policies, have none.
std::optional<StrayControl> stray_control_in(event::Payload const &payload);

}  // namespace dcc
