#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>

namespace dcc::rules {

// What is known of a request when it reaches the desk.
struct Request : CaseFacts {
    std::string channel;
    GivenRating rating;
    bool rating_given = true;  // by a person; else it is carried over from another case
    std::string source;        // the file it was imported from
    CaseKind kind = CaseKind::service;
    std::optional<CaseId> about;  // the case that a complaint is about
};

// Refused as "unknown_category", "unknown_impact", … when the policy has no such word.
std::optional<Refusal> refuse_rating(Policy const &policy, GivenRating const &rating);

// What opening a case with these facts would be refused for: an unknown channel or one out of
// service, an unknown category, impact or urgency, no subject, a purchase in the future. An import
// (`source` is not empty) may name a channel that is out of service.
std::optional<Refusal> refuse_request(Policy const &policy, Request const &request, Instant now);

// Refused as "time_to_come" when the day has not come yet in the desk's zone.
std::optional<Refusal> refuse_purchase(Policy const &policy, std::optional<Date> bought,
                                       Instant now);

// The first event of a case: rated, with what it lacks, and with the service terms that the
// policy's rules grant it. `customer` is what is known of whom it is from.
event::Opened opening(Policy const &policy, Request const &request,
                      std::optional<CustomerId> customer_id, CustomerFacts const &customer);

}  // namespace dcc::rules
