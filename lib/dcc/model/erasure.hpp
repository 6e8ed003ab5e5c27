#pragma once

#include <dcc/model/field.hpp>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace dcc::event {

// The sealed fields of events were erased: their texts are gone from the desk, and only this event
// shows that they were there. The reason is part of the chain and cannot be erased itself.
struct Erasure {
    std::vector<std::int64_t> events;  // their numbers; none where the erasure was imported
    std::vector<std::string> names;    // of the fields that had a value
    std::string reason;

    static constexpr auto fields =
        std::tuple{open("events", &Erasure::events), open("fields", &Erasure::names),
                   open("reason", &Erasure::reason)};
    friend bool operator==(Erasure const &, Erasure const &) = default;
};

// Texts of a case.
struct TextsErased : Erasure {
    static constexpr EventType type{"texts_erased", Subject::case_, Step::erase};
    friend bool operator==(TextsErased const &, TextsErased const &) = default;
};

// The personal data of a customer. Texts of their cases have events of their own.
struct CustomerErased : Erasure {
    static constexpr EventType type{"customer_erased", Subject::customer};
    friend bool operator==(CustomerErased const &, CustomerErased const &) = default;
};

// A legal hold: the texts of the case must be kept, and cannot be erased until it is released.
struct Held {
    std::string reason;

    static constexpr EventType type{"held", Subject::case_, Step::hold};
    static constexpr auto fields = std::tuple{sealed("reason", &Held::reason)};
    friend bool operator==(Held const &, Held const &) = default;
};

struct Released {
    std::string reason;

    static constexpr EventType type{"released", Subject::case_, Step::hold};
    static constexpr auto fields = std::tuple{sealed("reason", &Released::reason)};
    friend bool operator==(Released const &, Released const &) = default;
};

using ErasureEvents = EventList<TextsErased, CustomerErased, Held, Released>;

}  // namespace dcc::event
