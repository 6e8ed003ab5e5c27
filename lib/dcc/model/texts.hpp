#pragma once

#include <dcc/model/event.hpp>

#include <string_view>

namespace dcc {

// The words of an event by which its case is found: what it was opened with, what the customer and
// we said, notes and the answer. Views into the payload; empty where there are none.
struct EventTexts {
    std::string_view subject;
    std::string_view body;

    bool empty() const { return subject.empty() && body.empty(); }
};

EventTexts texts_of(event::Payload const &payload);

}  // namespace dcc
