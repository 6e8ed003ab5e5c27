#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/sla.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace dcc::event {

struct DeskCreated {
    std::string desk;      // random, the permanent id of this desk
    std::string pack;      // the policy pack it was created from
    bool sandbox = false;  // for trials: everyone may act as anyone and at any time

    static constexpr EventType type{"desk_created", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("desk", &DeskCreated::desk), open("pack", &DeskCreated::pack),
                   open("sandbox", &DeskCreated::sandbox)};
    friend bool operator==(DeskCreated const &, DeskCreated const &) = default;
};

// A file that a policy was read from.
struct SourceText {
    std::string name;
    std::string text;

    static constexpr auto fields =
        std::tuple{open("name", &SourceText::name), open("text", &SourceText::text)};
    friend bool operator==(SourceText const &, SourceText const &) = default;
};

// A calendar of a policy.
struct CalendarText {
    std::string name;
    Digest print{};    // fingerprint of the calendar
    std::string text;  // see calendar_text()

    static constexpr auto fields =
        std::tuple{open("name", &CalendarText::name), open("print", &CalendarText::print),
                   open("text", &CalendarText::text)};
    friend bool operator==(CalendarText const &, CalendarText const &) = default;
};

// A policy that is new to the desk: its sources, the terms of its SLA rules and their calendars. So
// clocks keep their terms when the policy files change.
struct PolicyAdopted {
    Digest policy{};
    std::vector<SourceText> sources;
    std::vector<ServiceTerms> terms;
    std::vector<CalendarText> calendars;
    bool imported = false;  // it is that of another desk, and came with its cases

    static constexpr EventType type{"policy_adopted", Subject::desk};
    static constexpr auto fields = std::tuple{
        open("policy", &PolicyAdopted::policy), open("sources", &PolicyAdopted::sources),
        open("promises", &PolicyAdopted::terms), open("calendars", &PolicyAdopted::calendars),
        open("imported", &PolicyAdopted::imported)};
    friend bool operator==(PolicyAdopted const &, PolicyAdopted const &) = default;
};

// From here on the desk is protected: personal data and texts are encrypted, also those of earlier
// events.
struct DeskProtected {
    std::string key;     // the id of the master key
    bool words = false;  // the word index of cases is kept, which shows the words of texts

    static constexpr EventType type{"desk_protected", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("key", &DeskProtected::key), open("words", &DeskProtected::words)};
    friend bool operator==(DeskProtected const &, DeskProtected const &) = default;
};

// Another master key took the place of the one before.
struct KeyRotated {
    std::string key;  // its id
    std::string instead_of;

    static constexpr EventType type{"key_rotated", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("key", &KeyRotated::key), open("instead_of", &KeyRotated::instead_of)};
    friend bool operator==(KeyRotated const &, KeyRotated const &) = default;
};

// A call that was given a key, so that the same call with the same key is not done again. It is
// the last event of what it did.
struct CallMade {
    std::string key;                   // chosen by the caller
    std::string call;                  // what was called
    Digest arguments{};                // with which arguments
    std::vector<std::string> receipt;  // the ids that the call answered with

    static constexpr EventType type{"call_made", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("key", &CallMade::key), open("call", &CallMade::call),
                   open("arguments", &CallMade::arguments), open("receipt", &CallMade::receipt)};
    friend bool operator==(CallMade const &, CallMade const &) = default;
};

using DeskEvents = EventList<DeskCreated, PolicyAdopted, DeskProtected, KeyRotated, CallMade>;

}  // namespace dcc::event
