#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/model/promise.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

namespace event {

// Everything that can happen. Each noun's header declares its events once, with their fields, and
// lists them; storing, reading, exporting and printing all work from that.
using Events = JoinedLists<DeskEvents, CustomerEvents, ArticleEvents, CaseEvents, SolutionEvents,
                           PromiseEvents, MessageEvents, VisitEvents, SurveyEvents>::List;
using Payload = Events::Variant;

// What the payload's event says of itself.
EventType const &type_of(Payload const &payload);

// The payload's word: "opened", "replied", ….
std::string_view word(Payload const &payload);

// An event type and its fields, for documents.
struct EventDescription {
    struct Field {
        std::string_view name;
        bool sealed = false;
    };

    EventType type;
    std::vector<Field> fields;
};

// All event types.
std::vector<EventDescription> describe_events();

}  // namespace event

// One thing that happened. `at` is when it happened; `recorded_at` when the desk was told, later
// than `at` for imported history.
struct Event {
    std::int64_t seq = 0;
    std::optional<CaseId> case_id;
    std::optional<CustomerId> customer_id;
    Instant at;
    Instant recorded_at;
    std::string actor;
    event::Payload payload;
    bool erased = false;  // its sealed fields were erased

    friend bool operator==(Event const &, Event const &) = default;
};

}  // namespace dcc
