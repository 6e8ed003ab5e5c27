#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// Something that the next person needs to know, under a name that the policy may require.
struct HandoverField {
    std::string name;
    std::string value;

    static constexpr auto fields = std::tuple{event::open("name", &HandoverField::name),
                                              event::open("value", &HandoverField::value)};
    friend bool operator==(HandoverField const &, HandoverField const &) = default;
};

// A hand-over that the receiver has neither accepted nor returned. The receiver holds the case from
// its beginning.
struct Handover {
    std::string from_team;
    std::string from_person;
    std::string by;
    Instant at;
    std::string reason;
    std::vector<HandoverField> known;

    friend bool operator==(Handover const &, Handover const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// The case was handed over to another person or department.
struct HandedOver {
    std::string team;
    std::string person;       // empty: to the team
    std::string from_team;    // who held it before
    std::string from_person;  // empty: the team
    std::string reason;
    std::vector<HandoverField> known;  // what the receiver needs to know
    std::string despite;               // why to somebody who is absent or full, if so

    static constexpr EventType type{"handed_over", Subject::case_, Step::assign};
    static constexpr auto fields = std::tuple{
        open("team", &HandedOver::team),           open("person", &HandedOver::person),
        open("from_team", &HandedOver::from_team), open("from_person", &HandedOver::from_person),
        sealed("reason", &HandedOver::reason),     sealed("known", &HandedOver::known),
        sealed("despite", &HandedOver::despite)};
    friend bool operator==(HandedOver const &, HandedOver const &) = default;
};

// The receiver has accepted the case.
struct HandoverAccepted {
    static constexpr EventType type{"handover_accepted", Subject::case_, Step::assign};
    static constexpr std::tuple<> fields{};
    friend bool operator==(HandoverAccepted const &, HandoverAccepted const &) = default;
};

// The receiver has given the case back, to the sender unless they cannot take it.
struct HandoverReturned {
    std::string team;
    std::string person;
    std::string reason;

    static constexpr EventType type{"handover_returned", Subject::case_, Step::assign};
    static constexpr auto fields =
        std::tuple{open("team", &HandoverReturned::team), open("person", &HandoverReturned::person),
                   sealed("reason", &HandoverReturned::reason)};
    friend bool operator==(HandoverReturned const &, HandoverReturned const &) = default;
};

using HandoverEvents = EventList<HandedOver, HandoverAccepted, HandoverReturned>;

}  // namespace dcc::event
