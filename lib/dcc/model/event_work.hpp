#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/work.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dcc::event {

// What happens between dispatch and a satisfied customer.

// Facts that were missing or wrong. Empty ones stay as they are.
struct FactsGiven {
    std::string product;
    std::optional<Date> purchase_date;
    std::optional<AfterSales> aftersales;
    std::optional<Date> warranty_until;  // by the policy, from the purchase date
    std::vector<std::string> missing;    // what is still missing after this
    std::string order_no;
    std::string serial_no;
    std::string remedy_sought;

    static constexpr std::string_view word = "facts_given";
    static constexpr auto fields = std::tuple{open("product", &FactsGiven::product),
                                              open("purchase_date", &FactsGiven::purchase_date),
                                              open("aftersales", &FactsGiven::aftersales),
                                              open("warranty_until", &FactsGiven::warranty_until),
                                              open("missing", &FactsGiven::missing),
                                              sealed("order_no", &FactsGiven::order_no),
                                              sealed("serial_no", &FactsGiven::serial_no),
                                              sealed("remedy_sought", &FactsGiven::remedy_sought)};
    friend bool operator==(FactsGiven const &, FactsGiven const &) = default;
};

// A version of the solution.
struct Proposed {
    int version = 0;     // from 1
    bool draft = false;  // not yet submitted
    Digest text{};       // see solution_digest()
    std::optional<Money> cost;
    std::string review_by;  // the rule that asks for a review; empty: none does
    std::string steps;
    std::string effect;  // on the customer
    std::string feasibility;

    static constexpr std::string_view word = "proposed";
    static constexpr auto fields = std::tuple{
        open("version", &Proposed::version),     open("draft", &Proposed::draft),
        open("text", &Proposed::text),           open("cost", &Proposed::cost),
        open("review_by", &Proposed::review_by), sealed("steps", &Proposed::steps),
        sealed("effect", &Proposed::effect),     sealed("feasibility", &Proposed::feasibility)};
    friend bool operator==(Proposed const &, Proposed const &) = default;
};

// The draft goes to review, or into force where none is needed.
struct Submitted {
    int version = 0;
    Digest text{};
    std::string review_by;  // the rule that asks for a review; empty: none does

    static constexpr std::string_view word = "submitted";
    static constexpr auto fields =
        std::tuple{open("version", &Submitted::version), open("text", &Submitted::text),
                   open("review_by", &Submitted::review_by)};
    friend bool operator==(Submitted const &, Submitted const &) = default;
};

// An item of the policy's checklist, answered.
struct CheckAnswer {
    std::string item;
    bool yes = false;

    static constexpr auto fields =
        std::tuple{open("item", &CheckAnswer::item), open("yes", &CheckAnswer::yes)};
    friend bool operator==(CheckAnswer const &, CheckAnswer const &) = default;
};

// Approved or returned. The approval holds for the text of the digest and no other.
struct Reviewed {
    int version = 0;
    Digest text{};
    bool approved = false;
    std::vector<CheckAnswer> checklist;
    std::string reason;

    static constexpr std::string_view word = "reviewed";
    static constexpr auto fields =
        std::tuple{open("version", &Reviewed::version), open("text", &Reviewed::text),
                   open("approved", &Reviewed::approved), open("checklist", &Reviewed::checklist),
                   sealed("reason", &Reviewed::reason)};
    friend bool operator==(Reviewed const &, Reviewed const &) = default;
};

// Whoever holds the case has understood the approved solution and carries it out.
struct Confirmed {
    int version = 0;
    Digest text{};

    static constexpr std::string_view word = "confirmed";
    static constexpr auto fields =
        std::tuple{open("version", &Confirmed::version), open("text", &Confirmed::text)};
    friend bool operator==(Confirmed const &, Confirmed const &) = default;
};

// A completion date told to the customer.
struct Promised {
    Instant by;
    std::optional<Instant> instead_of;  // the one promised before
    std::string reason;                 // of the change

    static constexpr std::string_view word = "promised";
    static constexpr auto fields =
        std::tuple{open("by", &Promised::by), open("instead_of", &Promised::instead_of),
                   sealed("reason", &Promised::reason)};
    friend bool operator==(Promised const &, Promised const &) = default;
};

// A message to the customer, made from a template. Delivering it is told by later events.
struct Messaged {
    int number = 0;  // in the case, from 1
    MessageKind kind{};
    std::string language;
    bool by_hand = false;         // no mail address: a person has to tell them
    std::optional<Digest> token;  // of a survey: digest of the token in its text
    std::string address;          // the customer's name and mail address, or phone number
    std::string subject;
    std::string body;

    static constexpr std::string_view word = "messaged";
    static constexpr auto fields =
        std::tuple{open("number", &Messaged::number),     open("kind", &Messaged::kind),
                   open("language", &Messaged::language), open("by_hand", &Messaged::by_hand),
                   open("token", &Messaged::token),       sealed("address", &Messaged::address),
                   sealed("subject", &Messaged::subject), sealed("body", &Messaged::body)};
    friend bool operator==(Messaged const &, Messaged const &) = default;
};

struct Delivered {
    int message = 0;  // its number

    static constexpr std::string_view word = "delivered";
    static constexpr auto fields = std::tuple{open("message", &Delivered::message)};
    friend bool operator==(Delivered const &, Delivered const &) = default;
};

struct DeliveryFailed {
    int message = 0;
    std::optional<Instant> next_try;  // none: parked
    std::string error;

    static constexpr std::string_view word = "delivery_failed";
    static constexpr auto fields = std::tuple{open("message", &DeliveryFailed::message),
                                              open("next_try", &DeliveryFailed::next_try),
                                              sealed("error", &DeliveryFailed::error)};
    friend bool operator==(DeliveryFailed const &, DeliveryFailed const &) = default;
};

// A parked message is tried again.
struct DeliveryRetried {
    int message = 0;

    static constexpr std::string_view word = "delivery_retried";
    static constexpr auto fields = std::tuple{open("message", &DeliveryRetried::message)};
    friend bool operator==(DeliveryRetried const &, DeliveryRetried const &) = default;
};

struct VisitBooked {
    int visit = 0;  // in the case, from 1
    VisitMode mode{};
    std::string technician;
    Instant from;
    Instant to;
    std::string place;

    static constexpr std::string_view word = "visit_booked";
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

    static constexpr std::string_view word = "visit_moved";
    static constexpr auto fields =
        std::tuple{open("visit", &VisitMoved::visit), open("technician", &VisitMoved::technician),
                   open("from", &VisitMoved::from), open("to", &VisitMoved::to),
                   sealed("reason", &VisitMoved::reason)};
    friend bool operator==(VisitMoved const &, VisitMoved const &) = default;
};

struct VisitCancelled {
    int visit = 0;
    std::string reason;

    static constexpr std::string_view word = "visit_cancelled";
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

    static constexpr std::string_view word = "visit_done";
    static constexpr auto fields =
        std::tuple{open("visit", &VisitDone::visit), open("parts", &VisitDone::parts),
                   sealed("found", &VisitDone::found), sealed("done", &VisitDone::done),
                   sealed("result", &VisitDone::result)};
    friend bool operator==(VisitDone const &, VisitDone const &) = default;
};

// What the customer says of a resolution.
struct FeedbackGiven {
    int invitation = 0;       // which resolution, from 1
    std::optional<int> csat;  // 1 to 5
    std::optional<int> nps;   // 0 to 10
    std::optional<int> ces;   // 1 to 7
    std::string ces_high;     // what 7 means: "easy" or "hard"
    std::vector<Score> dimensions;
    std::optional<bool> solved;
    std::string channel;
    std::string comment;

    static constexpr std::string_view word = "feedback_given";
    static constexpr auto fields = std::tuple{open("invitation", &FeedbackGiven::invitation),
                                              open("csat", &FeedbackGiven::csat),
                                              open("nps", &FeedbackGiven::nps),
                                              open("ces", &FeedbackGiven::ces),
                                              open("ces_high", &FeedbackGiven::ces_high),
                                              open("dimensions", &FeedbackGiven::dimensions),
                                              open("solved", &FeedbackGiven::solved),
                                              open("channel", &FeedbackGiven::channel),
                                              sealed("comment", &FeedbackGiven::comment)};
    friend bool operator==(FeedbackGiven const &, FeedbackGiven const &) = default;
};

}  // namespace dcc::event
