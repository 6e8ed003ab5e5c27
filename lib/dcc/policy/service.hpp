#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/label.hpp>
#include <dcc/policy/place.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc {

// The cases that a rule applies to: each non-empty list must contain the case's value. A category
// includes those below it.
struct Condition {
    std::vector<std::string> channel;
    std::vector<std::string> category;
    std::vector<std::string> priority;
    std::vector<std::string> tier;
    std::vector<std::string> product;
    std::vector<std::string> tag;         // of the customer, who may have several; of triage only
    std::vector<std::string> earlier;     // the category of the customer's case before; likewise
    std::vector<std::string> case_tag{};  // of the case, which may have several; likewise
    std::map<std::string, std::vector<std::string>> field{};  // values by field; likewise

    bool empty() const {
        return channel.empty() && category.empty() && priority.empty() && tier.empty() &&
               product.empty() && tag.empty() && earlier.empty() && case_tag.empty() &&
               field.empty();
    }
};

// What a rule asks of a text: one of the words occurs in it, or one of `subject` in its subject, or
// one of the patterns is found; each of `all_words` occurs, and none of the exceptions does. Words
// are compared as WordFinder does. A rule that names no words and no patterns takes any text
// without exceptions.
struct TextTest {
    std::vector<std::string> words;
    std::vector<std::string> subject;
    std::vector<std::string> patterns;  // RE2
    std::vector<std::string> all_words;
    std::vector<std::string> unless_words;
    std::vector<std::string> unless_patterns;

    bool empty() const {
        return !asks_for_one() && all_words.empty() && unless_words.empty() &&
               unless_patterns.empty();
    }

    // Whether one of several words or patterns must be found.
    bool asks_for_one() const { return !words.empty() || !subject.empty() || !patterns.empty(); }
};

// An item with an id and labels: of a checklist, of a survey.
struct Item {
    std::string id;
    Label label;
};

// What the values of a field of the policy are.
enum class FieldType { text, number, date, choice, yes_no };

constexpr WordTable<FieldType, 5> field_type_words{{
    {FieldType::text, "text"},
    {FieldType::number, "number"},
    {FieldType::date, "date"},
    {FieldType::choice, "choice"},
    {FieldType::yes_no, "yes_no"},
}};
constexpr auto const &words_of(FieldType) {
    return field_type_words;
}

// A fact of cases that the policy declares.
struct OwnField {
    std::string id;
    Label label;
    FieldType type = FieldType::text;
    std::vector<Item> choices;  // of a choice
    std::string unit;           // of a number, for people
    std::string pattern;        // RE2 that a whole text must match; empty: any
    bool personal = false;      // erasable, and not in lists and reports
    Place place;
};

// When the texts of ended cases are erased: some years or some days after the end.
struct RetentionRule {
    std::string name;
    std::vector<std::string> categories;  // with those below them; empty: all
    std::optional<CaseKind> kind;         // none: all
    int years = 0;
    int days = 0;
    Place place;
};

// Which solutions a supervisor must approve.
struct ReviewRule {
    std::string name;
    Condition when;
    std::optional<Money> cost_above;  // only when the solution costs more than this
    Place place;
};

struct ReviewPolicy {
    std::vector<std::string> roles;  // people with one of them may review
    std::vector<Item> checklist;     // each review answers all items
    std::vector<ReviewRule> rules;   // the first match requires a review; no match: no review
};

// The text of a message, with placeholders such as {case}.
struct Template {
    std::string subject;
    std::string body;
    Place place;
};

struct MessagePolicy {
    std::string from;  // "客户服务中心 <service@example.com>"
    Label desk;        // the desk's name in messages; empty: desk.name
    std::vector<Seconds> retry{
        Seconds{300}, Seconds{1800}, Seconds{7200}, Seconds{28800},
        Seconds{86400}};              // waits between tries; after the last one: undeliverable
    std::vector<MessageKind> silent;  // kinds that are not sent
    std::vector<std::string> aside;   // patterns of received texts that reopen nothing
    std::map<std::pair<MessageKind, std::string>, Template> templates;  // replace the shared ones
};

// Reminders and closing while a case waits. Durations are working time on the calendar.
struct WaitingPolicy {
    std::optional<Duration> remind_after;  // interval of messages to the customer; none: never
    int reminders = 1;                     // the largest number of these messages
    std::optional<Duration> close_after;   // then the case is closed; none: never
    std::string calendar;
};

struct SurveyPolicy {
    std::vector<Item> dimensions;  // scored 1 to 5
    int complaint_at = 0;  // an overall satisfaction of at most this opens a complaint; 0: never
    std::string ces_high = "easy";  // meaning of an effort score of 7: "easy" or "hard"
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
    std::vector<Product> products;  // their own values replace the ones above
};

}  // namespace dcc
