#pragma once

#include <dcc/model/event.hpp>

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

}  // namespace dcc
