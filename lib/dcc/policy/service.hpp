#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/money.hpp>
#include <dcc/policy/label.hpp>
#include <dcc/policy/place.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc {

// Which cases a rule is for: each list that is not empty must hold the case's value; a category
// stands for those below it too.
struct Condition {
    std::vector<std::string> channel;
    std::vector<std::string> category;
    std::vector<std::string> priority;
    std::vector<std::string> tier;
    std::vector<std::string> product;

    bool empty() const {
        return channel.empty() && category.empty() && priority.empty() && tier.empty() &&
               product.empty();
    }
};

// An item with an id and labels: of a checklist, of a survey.
struct Item {
    std::string id;
    Label label;
};

// Which solutions a supervisor must approve.
struct ReviewRule {
    std::string name;
    Condition when;
    std::optional<Money> cost_above;  // and only where the solution costs more
    Place place;
};

struct ReviewPolicy {
    std::vector<std::string> roles;  // whose people review
    std::vector<Item> checklist;     // all of it is answered in each review
    std::vector<ReviewRule> rules;   // the first that fits asks for a review; none: no review
};

// The text of a message, with placeholders such as {case}.
struct Template {
    std::string subject;
    std::string body;
    Place place;
};

struct MessagePolicy {
    std::string from;  // "客户服务中心 <service@example.com>"
    Label desk;        // what the desk is called in messages; empty: its name
    std::vector<Seconds> retry{
        Seconds{300}, Seconds{1800}, Seconds{7200}, Seconds{28800},
        Seconds{86400}};              // waits between tries; after the last: undeliverable
    std::vector<MessageKind> silent;  // kinds that are not sent
    std::map<std::pair<MessageKind, std::string>, Template>
        templates;  // instead of the shared ones
};

// What happens while a case waits; a duration of working time on the calendar.
struct WaitingPolicy {
    std::optional<Duration> remind_after;  // a message to the customer, each time so much passed
    int reminders = 1;                     // at most
    std::optional<Duration> close_after;   // closed without an answer
    std::string calendar;
};

struct SurveyPolicy {
    std::vector<Item> dimensions;  // scored 1 to 5
    int complaint_at = 0;  // overall satisfaction at or under it opens a complaint; 0: never
    std::string ces_high = "easy";  // what effort 7 means: "easy" or "hard"
};

struct Product {
    std::string id;
    Label label;
    std::optional<int> warranty_months;
    std::string serial;  // RE2 that the whole serial number must match; empty: any
    Place place;
};

struct AfterSalesPolicy {
    std::string order;  // RE2 that the whole order number must match; empty: any
    std::string serial;
    std::optional<int> warranty_months;
    std::vector<Product> products;  // what differs for them
};

}  // namespace dcc
