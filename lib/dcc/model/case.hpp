#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/clock.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/state.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc {

// A case as its events have made it. Empty texts are unknown.
struct Case {
    CaseId id;
    State state = State::new_case;
    State before_wait = State::new_case;  // where a resumed case goes back to

    std::optional<CustomerId> customer;
    std::string channel;
    std::string subject;  // erasable, as are body, order and serial number
    std::string body;
    std::string product;
    std::string order_no;
    std::string serial_no;
    std::string remedy_sought;
    std::optional<Date> purchase_date;
    std::string external_id;

    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::vector<std::string> given;  // of these four: what somebody said, not the policy
    std::string team;
    std::string person;
    std::optional<CaseId> duplicate_of;

    Instant received_at;                 // when the matter reached us
    Instant updated_at;                  // the time of the last event
    std::optional<Instant> assigned_at;  // the last time a person was given it
    std::optional<Instant> first_reply_at;
    std::optional<Instant> first_resolved_at;  // the first time; later ones do not move it
    std::optional<Instant> resolved_at;        // the last time; none while reopened
    std::optional<Instant> closed_at;
    std::optional<Instant> told_at;   // our last message to the customer, or reopened since
    std::optional<Instant> asked_at;  // the customer's oldest message after it, still unanswered
    int reopened = 0;
    int replies = 0;   // customer-visible, by a person
    int messages = 0;  // from the customer, the first one included

    Promise promise;            // in force: what new clocks of the case are given
    std::vector<Clock> clocks;  // in the order they were started
    std::int64_t last_event = 0;

    friend bool operator==(Case const &, Case const &) = default;
};

// The earliest deadline among the clocks that still run. None when nothing runs towards one.
std::optional<Instant> next_due(Case const &item);

}  // namespace dcc
