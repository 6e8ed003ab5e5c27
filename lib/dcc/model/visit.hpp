#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

enum class VisitMode { on_site, remote };

constexpr WordTable<VisitMode, 2> visit_mode_words{{
    {VisitMode::on_site, "on-site"},
    {VisitMode::remote, "remote"},
}};
constexpr auto const &words_of(VisitMode) {
    return visit_mode_words;
}

enum class VisitState { booked, done, cancelled };

constexpr WordTable<VisitState, 3> visit_state_words{{
    {VisitState::booked, "booked"},
    {VisitState::done, "done"},
    {VisitState::cancelled, "cancelled"},
}};
constexpr auto const &words_of(VisitState) {
    return visit_state_words;
}

// An appointment of a technician with a customer, and its service record.
struct Visit {
    int number = 0;  // from 1, in the case
    VisitMode mode{};
    VisitState state = VisitState::booked;
    std::string technician;
    Instant starts_at;
    Instant ends_at;
    std::string place;  // erasable, like found, done and result
    std::string found;
    std::string done;
    std::vector<std::string> parts;
    std::string result;
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(Visit const &, Visit const &) = default;
};

}  // namespace dcc

namespace dcc::event {

struct VisitBooked {
    int visit = 0;  // in the case, from 1
    VisitMode mode{};
    std::string technician;
    Instant from;
    Instant to;
    std::string place;

    static constexpr EventType type{"visit_booked", Subject::case_, Step::visit};
    static constexpr auto fields = std::tuple{open("visit", &VisitBooked::visit),
                                              open("mode", &VisitBooked::mode),
                                              open("technician", &VisitBooked::technician),
                                              open("from", &VisitBooked::from),
                                              open("to", &VisitBooked::to),
                                              sealed("place", &VisitBooked::place)};
    friend bool operator==(VisitBooked const &, VisitBooked const &) = default;
};

struct VisitMoved {
    int visit = 0;
    std::string technician;
    Instant from;
    Instant to;
    std::string reason;

    static constexpr EventType type{"visit_moved", Subject::case_, Step::visit};
    static constexpr auto fields =
        std::tuple{open("visit", &VisitMoved::visit), open("technician", &VisitMoved::technician),
                   open("from", &VisitMoved::from), open("to", &VisitMoved::to),
                   sealed("reason", &VisitMoved::reason)};
    friend bool operator==(VisitMoved const &, VisitMoved const &) = default;
};

struct VisitCancelled {
    int visit = 0;
    std::string reason;

    static constexpr EventType type{"visit_cancelled", Subject::case_, Step::visit};
    static constexpr auto fields = std::tuple{open("visit", &VisitCancelled::visit),
                                              sealed("reason", &VisitCancelled::reason)};
    friend bool operator==(VisitCancelled const &, VisitCancelled const &) = default;
};

// The service record of a visit.
struct VisitDone {
    int visit = 0;
    std::vector<std::string> parts;  // that were used
    std::string found;
    std::string done;
    std::string result;

    static constexpr EventType type{"visit_done", Subject::case_, Step::visit};
    static constexpr auto fields =
        std::tuple{open("visit", &VisitDone::visit), open("parts", &VisitDone::parts),
                   sealed("found", &VisitDone::found), sealed("done", &VisitDone::done),
                   sealed("result", &VisitDone::result)};
    friend bool operator==(VisitDone const &, VisitDone const &) = default;
};

using VisitEvents = EventList<VisitBooked, VisitMoved, VisitCancelled, VisitDone>;

}  // namespace dcc::event
