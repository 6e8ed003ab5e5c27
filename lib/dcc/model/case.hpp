#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/clock.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/work.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc {

// A case as its events have made it. Empty texts are unknown.
struct Case {
    CaseId id;
    CaseKind kind = CaseKind::service;
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
    std::optional<AfterSales> aftersales;
    std::optional<Date> warranty_until;  // its last day
    std::string external_id;
    std::vector<std::string> missing;  // facts that its category requires and it lacks

    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::vector<std::string> given;  // of these four: what somebody said, not the policy
    std::string team;
    std::string person;
    std::optional<CaseId> duplicate_of;
    std::optional<CaseId> about;      // the case that a complaint is about
    std::optional<CaseId> repeat_of;  // an earlier case of the same customer and matter

    Instant received_at;                 // when the matter reached us
    Instant updated_at;                  // the time of the last event
    std::optional<Instant> assigned_at;  // the last time a person was given it
    std::optional<Instant> first_reply_at;
    std::optional<Instant> first_resolved_at;  // the first time; later ones do not move it
    std::optional<Instant> resolved_at;        // the last time; none while reopened
    std::optional<Instant> closed_at;
    std::optional<Instant> waiting_since;
    std::optional<Instant> told_at;   // our last message to the customer, or reopened since
    std::optional<Instant> asked_at;  // the customer's oldest message after it, still unanswered
    int reopened = 0;
    int replies = 0;                   // customer-visible, by a person
    int messages = 0;                  // from the customer, the first one included
    bool at_once = false;              // resolved by whoever took it in, while the customer waited
    std::optional<ArticleId> article;  // that its last answer was taken from

    std::optional<Solution> solution;  // the newest version
    std::vector<Message> outgoing;     // composed from templates, in order
    std::vector<Visit> visits;
    std::vector<Invitation> invitations;  // one each time it was resolved

    ServiceTerms terms;         // in force: what new clocks of the case are given
    std::vector<Clock> clocks;  // in the order they were started
    std::int64_t last_event = 0;

    friend bool operator==(Case const &, Case const &) = default;
};

// The earliest deadline among the clocks that still run. None when nothing runs towards one.
std::optional<Instant> next_due(Case const &item);

// The completion date that the customer was promised and that still holds.
std::optional<Instant> promised_for(Case const &item);

}  // namespace dcc
