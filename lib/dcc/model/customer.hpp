#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/words.hpp>

#include <array>
#include <cstdint>
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

constexpr std::array<CustomerFact, 7> customer_fact_table{{
    {"name", &CustomerFacts::name, true, "customer_name", "the customer's name", true},
    {"phone", &CustomerFacts::phone, true, "customer_phone", "the customer's phone number", true},
    {"email", &CustomerFacts::email, true, "customer_email", "the customer's mail address", true},
    {"language", &CustomerFacts::language, false, "customer_language",
     "the customer's language, one of the policy's", true},
    {"tier", &CustomerFacts::tier, false, "customer_tier", "a customer tier of the policy", true},
    {"preferred_channel", &CustomerFacts::preferred_channel, false, "", "", false},
    {"external_id", &CustomerFacts::external_id, false, "customer_id",
     "the customer's number in the other system", false},
}};

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

// A customer, built from their events. Name, phone and email are erasable.
struct Customer : CustomerFacts {
    CustomerId id;
    Instant added_at;
    std::vector<Callback> callbacks;  // in order
    std::int64_t last_event = 0;

    friend bool operator==(Customer const &, Customer const &) = default;
};

// The form in which phone numbers are compared: only digits and a leading +; full-width digits
// become ASCII. Empty when nothing is left.
std::string phone_key(std::string_view phone);

// The form in which mail addresses are compared: case-folded, no full-width characters, no blanks
// at the ends.
std::string email_key(std::string_view email);

}  // namespace dcc

namespace dcc::event {

struct CustomerAdded : CustomerFacts {
    static constexpr EventType type{"customer_added", Subject::customer};
    static constexpr auto fields = fact_fields(customer_fact_table);
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

using CustomerEvents = EventList<CustomerAdded, CustomerCalled>;

}  // namespace dcc::event
