#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/words.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dcc {

// What is known of a customer. Empty is unknown. Events, imports, exports, options and rows use the
// facts of customer_fact_table.
struct CustomerFacts {
    std::string name;
    std::string phone;
    std::string email;
    std::string language;  // one of the policy's languages: "zh", "en"
    std::string tier;
    std::string preferred_channel;
    std::string external_id;
    std::string consent;  // to surveys and call-backs: "yes", "no"

    friend bool operator==(CustomerFacts const &, CustomerFacts const &) = default;
};

// A fact of a customer.
struct CustomerFact {
    std::string_view name;  // in events and JSON: a contract
    std::string CustomerFacts::*member;
    bool sealed;                 // text or personal data, which can be erased
    std::string_view case_name;  // its name among a case's facts, in imports; empty: not there
    std::string_view help;       // its description in help texts
    bool requirable;             // a category may require it, by its case_name
};

constexpr std::array<CustomerFact, 8> customer_fact_table{{
    {"name", &CustomerFacts::name, true, "customer_name", "the customer's name", true},
    {"phone", &CustomerFacts::phone, true, "customer_phone", "the customer's phone number", true},
    {"email", &CustomerFacts::email, true, "customer_email", "the customer's mail address", true},
    {"language", &CustomerFacts::language, false, "customer_language",
     "the customer's language, one of the policy's", true},
    {"tier", &CustomerFacts::tier, false, "customer_tier", "a customer tier of the policy", true},
    {"preferred_channel", &CustomerFacts::preferred_channel, false, "", "", false},
    {"external_id", &CustomerFacts::external_id, false, "customer_id",
     "the customer's number in the other system", false},
    {"consent", &CustomerFacts::consent, false, "", "", false},
}};

// What reaches a customer.
enum class ContactKind { phone, email };

constexpr WordTable<ContactKind, 2> contact_kind_words{{
    {ContactKind::phone, "phone"},
    {ContactKind::email, "email"},
}};
constexpr auto const &words_of(ContactKind) {
    return contact_kind_words;
}

// A number or address besides the preferred ones, or a text that was given for one and is none.
struct Contact {
    ContactKind kind{};
    std::string text;
    std::string key;                 // to compare; empty: no valid number or address
    std::optional<CustomerId> from;  // the merged customer whose it was

    friend bool operator==(Contact const &, Contact const &) = default;
};

// Why a customer may not be who they were taken for.
enum class DoubtKind { name, phone, email };

constexpr WordTable<DoubtKind, 3> doubt_kind_words{{
    {DoubtKind::name, "name"},    // another name was given with a known number or address
    {DoubtKind::phone, "phone"},  // a number or address that another customer has
    {DoubtKind::email, "email"},
}};
constexpr auto const &words_of(DoubtKind) {
    return doubt_kind_words;
}

struct Doubt {
    DoubtKind kind{};
    std::string said;                 // the other name, number or address
    std::optional<CustomerId> other;  // whose it is
    std::optional<CaseId> about;      // the case in which it was given
    Instant at;
    bool settled = false;

    friend bool operator==(Doubt const &, Doubt const &) = default;
};

// A customer that was merged into this one, and the facts and tags of theirs that this one lacked.
struct Absorbed {
    CustomerId customer;
    CustomerFacts facts;
    std::vector<std::string> tags;

    friend bool operator==(Absorbed const &, Absorbed const &) = default;
};

// What became of a call to a customer.
enum class CallbackResult { reached, no_answer, declined };

constexpr WordTable<CallbackResult, 3> callback_result_words{{
    {CallbackResult::reached, "reached"},
    {CallbackResult::no_answer, "no_answer"},
    {CallbackResult::declined, "declined"},
}};
constexpr auto const &words_of(CallbackResult) {
    return callback_result_words;
}

// A call to a customer, by a rule of the policy.
struct Callback {
    Instant at;
    std::string rule;
    CallbackResult result{};
    std::string by;

    friend bool operator==(Callback const &, Callback const &) = default;
};

// A customer, built from their events. Phone and email are the preferred ones. Contacts and doubts
// are known by their place in the list, from 1; a removed contact is empty. What identifies people
// is erasable.
struct Customer : CustomerFacts {
    CustomerId id;
    Instant added_at;
    Instant updated_at;     // the time of the last event
    std::string phone_key;  // of the preferred phone number, to compare
    std::vector<Contact> contacts;
    std::vector<Doubt> doubts;
    std::vector<std::string> tags;
    std::vector<Absorbed> absorbed;
    std::optional<CustomerId> merged_into;  // who is used instead
    std::vector<Callback> callbacks;        // in order
    std::int64_t last_event = 0;

    friend bool operator==(Customer const &, Customer const &) = default;
};

// The form in which phone numbers were compared before they were read by the numbering plan of a
// country: only digits and a leading +; full-width digits become ASCII. Empty when nothing is left.
std::string former_phone_key(std::string_view phone);

// The forms in which a number may be on record, the present one first: its key, and what
// former_phone_key() made of its other spellings.
std::array<std::string, 5> phone_keys(std::string_view key, std::string_view text);

// The form in which mail addresses are compared: the address alone as it is mailed, its letters
// lower-case. Empty when the text is no valid mail address.
std::string email_key(std::string_view email);

}  // namespace dcc

namespace dcc::event {

struct CustomerAdded : CustomerFacts {
    std::string phone_key;  // events of older versions have none

    static constexpr EventType type{"customer_added", Subject::customer};
    static constexpr auto fields =
        std::tuple_cat(fact_fields(customer_fact_table),
                       std::tuple{sealed("phone_key", &CustomerAdded::phone_key)});
    friend bool operator==(CustomerAdded const &, CustomerAdded const &) = default;
};

// Somebody called the customer.
struct CustomerCalled {
    std::string rule;  // of the policy, that asked for it
    CallbackResult result{};
    std::string body;  // what was said

    static constexpr EventType type{"customer_called", Subject::customer};
    static constexpr auto fields =
        std::tuple{open("rule", &CustomerCalled::rule), open("outcome", &CustomerCalled::result),
                   sealed("body", &CustomerCalled::body)};
    friend bool operator==(CustomerCalled const &, CustomerCalled const &) = default;
};

// Facts that became known or changed. Empty ones are not changed.
struct CustomerChanged : CustomerFacts {
    std::string phone_key;
    std::vector<std::string> cleared;  // facts that are not known any more
    std::vector<std::string> tags;     // that were added
    std::vector<std::string> untagged;
    std::optional<CustomerId> absorbed;  // merged into this one, which takes these facts
    std::optional<CustomerId> released;  // not merged any more

    static constexpr EventType type{"customer_changed", Subject::customer};
    static constexpr auto fields =
        std::tuple_cat(fact_fields(customer_fact_table),
                       std::tuple{sealed("phone_key", &CustomerChanged::phone_key),
                                  open("cleared", &CustomerChanged::cleared),
                                  sealed("tags", &CustomerChanged::tags),
                                  sealed("untagged", &CustomerChanged::untagged),
                                  open("absorbed", &CustomerChanged::absorbed),
                                  open("released", &CustomerChanged::released)});
    friend bool operator==(CustomerChanged const &, CustomerChanged const &) = default;
};

struct ContactAdded : Contact {
    static constexpr EventType type{"contact_added", Subject::customer};
    static constexpr auto fields =
        std::tuple{open("contact", &ContactAdded::kind), sealed("said", &ContactAdded::text),
                   sealed("contact_key", &ContactAdded::key), open("from", &ContactAdded::from)};
    friend bool operator==(ContactAdded const &, ContactAdded const &) = default;
};

struct ContactRemoved {
    int number = 0;

    static constexpr EventType type{"contact_removed", Subject::customer};
    static constexpr auto fields = std::tuple{open("number", &ContactRemoved::number)};
    friend bool operator==(ContactRemoved const &, ContactRemoved const &) = default;
};

// It is not certain that a request came from this customer.
struct CustomerDoubted {
    DoubtKind kind{};
    std::string said;
    std::optional<CustomerId> other;
    std::optional<CaseId> about;

    static constexpr EventType type{"customer_doubted", Subject::customer};
    static constexpr auto fields =
        std::tuple{open("doubt", &CustomerDoubted::kind), sealed("said", &CustomerDoubted::said),
                   open("other", &CustomerDoubted::other), open("about", &CustomerDoubted::about)};
    friend bool operator==(CustomerDoubted const &, CustomerDoubted const &) = default;
};

// A person looked into all doubts about the customer.
struct DoubtsSettled {
    std::string body;  // what they found

    static constexpr EventType type{"doubts_settled", Subject::customer};
    static constexpr auto fields = std::tuple{sealed("body", &DoubtsSettled::body)};
    friend bool operator==(DoubtsSettled const &, DoubtsSettled const &) = default;
};

// The customer is the same person as another one, who is used from now on.
struct CustomerMerged {
    CustomerId into;

    static constexpr EventType type{"customer_merged", Subject::customer};
    static constexpr auto fields = std::tuple{open("into", &CustomerMerged::into)};
    friend bool operator==(CustomerMerged const &, CustomerMerged const &) = default;
};

// The merge was a mistake.
struct CustomerSplit {
    CustomerId from;

    static constexpr EventType type{"customer_split", Subject::customer};
    static constexpr auto fields = std::tuple{open("from", &CustomerSplit::from)};
    friend bool operator==(CustomerSplit const &, CustomerSplit const &) = default;
};

// A note for colleagues about the customer.
struct CustomerNoted {
    std::string body;

    static constexpr EventType type{"customer_noted", Subject::customer};
    static constexpr auto fields = std::tuple{sealed("body", &CustomerNoted::body)};
    friend bool operator==(CustomerNoted const &, CustomerNoted const &) = default;
};

using CustomerEvents =
    EventList<CustomerAdded, CustomerCalled, CustomerChanged, ContactAdded, ContactRemoved,
              CustomerDoubted, DoubtsSettled, CustomerMerged, CustomerSplit, CustomerNoted>;

}  // namespace dcc::event
