#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// The data of a request when it reaches the desk.
struct Request : CaseFacts {
    std::string channel;
    std::vector<std::string> tags;         // see read_tags()
    std::vector<FieldValue> given_fields;  // of the policy, see read_fields()
    GivenRating rating;
    bool rating_given = true;  // by a person; false: copied from another case
    std::string source;        // the file it was imported from
    CaseKind kind = CaseKind::service;
    std::optional<CaseId> about;  // the case that a complaint is about
    Registration registration;    // of a complaint; what is empty is found by the policy
    std::string on_behalf_of;
    std::vector<std::string> representatives;
};

// Refuses words that the policy does not have as "unknown_category", "unknown_impact", …
std::optional<Refusal> refuse_rating(Policy const &policy, GivenRating const &rating);

// Refuses to open a case with these facts when the channel is unknown or out of service, a word of
// the rating is unknown, the subject is empty, or the purchase date is in the future, and as
// read_tags() and read_fields() refuse. An import
// (`source` is not empty) may use a channel that is out of service.
std::optional<Refusal> refuse_request(Policy const &policy, Request const &request, Instant now);

// Refuses a day after today, in the desk's time zone, as "time_to_come".
std::optional<Refusal> refuse_purchase(Policy const &policy, std::optional<Date> bought,
                                       Instant now);

// The first event of a case that is received at that time, with its rating, its missing facts and
// the service terms that the policy's rules grant. `customer` is what is known about the customer.
event::Opened opening(Policy const &policy, Request const &request,
                      std::optional<CustomerId> customer_id, CustomerFacts const &customer,
                      Instant received);

}  // namespace dcc::rules
