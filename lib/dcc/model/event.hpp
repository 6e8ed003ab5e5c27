#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/complaint_events.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/model/erasure.hpp>
#include <dcc/model/escalation.hpp>
#include <dcc/model/incident.hpp>
#include <dcc/model/promise.hpp>
#include <dcc/model/quality.hpp>
#include <dcc/model/staff.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

namespace event {

// All events. The header of each noun declares its events once, with their fields, and lists them.
// Storing, reading, exporting and printing use these declarations.
using Events = JoinedLists<DeskEvents, StaffEvents, CustomerEvents, ArticleEvents, CaseEvents,
                           HandoverEvents, TaskEvents, SolutionEvents, PromiseEvents, MessageEvents,
                           VisitEvents, SurveyEvents, ComplaintEvents, ActionEvents, ErasureEvents,
                           EscalationEvents, IncidentEvents, QualityEvents, TrainingEvents>::List;

// One event of any type. Making, copying, comparing and destroying it are compiled once, in
// event.cpp: with so many types, they took a third of the time in which a file that uses events
// compiles.
class Payload : public Events::Variant {
  public:
    using Variant = Events::Variant;
    Payload();
    template <class E>
    requires(IsListed<E, Events>::value) Payload(E event)
        : Payload{place_of<E>(Events{}), &event} {}
    Payload(Payload const &);
    Payload(Payload &&) noexcept;
    Payload &operator=(Payload const &);
    Payload &operator=(Payload &&) noexcept;
    ~Payload();

    friend bool operator==(Payload const &, Payload const &);

  private:
    // Moves from the event of that place in the list.
    Payload(std::size_t place, void *event);
};

// The type of the payload's event.
EventType const &type_of(Payload const &payload);

// The payload's word: "opened", "replied", ….
std::string_view word(Payload const &payload);

// The erasure that the payload is; null when it is another event.
Erasure const *erasure_in(Payload const &payload);

// The service terms that the payload grants; null when it grants none.
TermsRef const *terms_in(Payload const &payload);

// An event type and its fields, for documentation.
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

// Where the time `at` of an event comes from: the clock, a person who gave another time than now,
// an imported file, or the last change of what it is about, because the clock was behind that.
enum class Dating { clock, hand, import, behind };

constexpr WordTable<Dating, 4> dating_words{{
    {Dating::clock, "clock"},
    {Dating::hand, "hand"},
    {Dating::import, "import"},
    {Dating::behind, "behind"},
}};
constexpr auto const &words_of(Dating) {
    return dating_words;
}

// An event on record. `at` is when it happened. `recorded_at` is the real time at which it was
// recorded; it never decreases from one event to the next.
struct Event {
    std::int64_t seq = 0;  // its number in the desk
    std::optional<CaseId> case_id;
    std::optional<CustomerId> customer_id;
    Instant at;
    Instant recorded_at;
    std::string actor;
    std::string user;  // the operating system's name of whoever recorded it; empty: not known
    Dating dated = Dating::clock;
    std::optional<Instant> clock;  // what the clock said when it was behind
    event::Payload payload;
    bool erased = false;  // its sealed fields are not there any more
    // The number of the event that withdraws it (see EventWithdrawn), if it was read with all
    // events of its case; else nothing.
    std::optional<std::int64_t> withdrawn_by = {};

    friend bool operator==(Event const &, Event const &) = default;
};

// The dating as it is stored: its word, and after that of a clock that was behind a blank and the
// time that it said: "behind 2026-11-21T08:00:00Z".
std::string dating_text(Event const &event);

// Reads such a text into the event; false when it is none. An empty text, which events of older
// schemas have, changes nothing.
bool read_dating(std::string_view text, Event &event);

}  // namespace dcc
