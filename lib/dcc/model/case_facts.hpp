#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dcc {

// What the customer wants done with what they bought.
enum class AfterSales { return_goods, exchange, repair };

constexpr WordTable<AfterSales, 3> after_sales_words{{
    {AfterSales::return_goods, "return"},
    {AfterSales::exchange, "exchange"},
    {AfterSales::repair, "repair"},
}};
constexpr auto const &words_of(AfterSales) {
    return after_sales_words;
}

// The value of a field that the policy declares: a number as 12.5, a date as 2026-11-20, the id of
// a choice, "yes" or "no".
struct FieldValue {
    std::string id;
    std::string value;

    static constexpr auto fields =
        std::tuple{event::open("id", &FieldValue::id), event::open("value", &FieldValue::value)};
    friend bool operator==(FieldValue const &, FieldValue const &) = default;
};

// What a case is about. Empty is unknown. Of the policy's fields, each has at most one value.
struct CaseFacts {
    std::string subject;  // in one line
    std::string body;
    std::string product;
    std::string order_no;
    std::string serial_no;
    std::optional<Date> purchase_date;
    std::string remedy_sought;
    std::optional<AfterSales> aftersales;
    std::string external_id;  // its number in another system; unique among cases
    std::vector<FieldValue> own_fields{};
    std::vector<FieldValue> personal_fields{};  // those that can be erased

    friend bool operator==(CaseFacts const &, CaseFacts const &) = default;
};

// Where a fact may be given, and whether a category may require it.
enum FactUse : unsigned {
    at_opening = 1,
    when_correcting = 2,
    in_imports = 4,
    as_required = 8,
    as_long_text = 16,  // people may give it in a file
};

// A fact of a case, declared once: opening, correcting, importing, requiring and showing use the
// table.
template <class T>
struct CaseFact {
    std::string_view name;  // in events, imports, policies and JSON: a contract
    T CaseFacts::*member;
    bool sealed;              // text or personal data, which can be erased
    unsigned uses;            // of FactUse
    std::string_view option;  // its short name as an option
    std::string_view value;   // placeholder of its value in help texts: "NUMBER"
    std::string_view help;    // its description in help texts
    std::string_view title;   // its heading for people
};

constexpr auto case_fact_table = std::tuple{
    CaseFact<std::string>{"subject", &CaseFacts::subject, true,
                          at_opening | when_correcting | in_imports | as_required | as_long_text,
                          "subject", "TEXT", "what the request is about, in one line", "Subject"},
    CaseFact<std::string>{"body", &CaseFacts::body, true,
                          at_opening | when_correcting | in_imports | as_required | as_long_text,
                          "body", "TEXT", "the full text of the request", "Text"},
    CaseFact<std::string>{"product", &CaseFacts::product, false,
                          at_opening | when_correcting | in_imports | as_required, "product",
                          "NAME", "the product or service", "Product"},
    CaseFact<std::string>{"order_no", &CaseFacts::order_no, true,
                          at_opening | when_correcting | in_imports | as_required, "order",
                          "NUMBER", "the order number", "Order"},
    CaseFact<std::string>{"serial_no", &CaseFacts::serial_no, true,
                          at_opening | when_correcting | in_imports | as_required, "serial",
                          "NUMBER", "the serial number", "Serial no."},
    CaseFact<std::optional<Date>>{"purchase_date", &CaseFacts::purchase_date, false,
                                  at_opening | when_correcting | in_imports | as_required,
                                  "purchased", "DATE", "the date of purchase", "Purchased"},
    CaseFact<std::string>{"remedy_sought", &CaseFacts::remedy_sought, true,
                          at_opening | when_correcting | in_imports | as_required, "remedy-sought",
                          "TEXT", "what the customer wants done", "Remedy sought"},
    CaseFact<std::optional<AfterSales>>{"aftersales", &CaseFacts::aftersales, false,
                                        when_correcting, "for", "return|exchange|repair",
                                        "the after-sales service requested", "After-sales"},
    CaseFact<std::string>{"external_id", &CaseFacts::external_id, false,
                          at_opening | when_correcting | in_imports | as_required, "external-id",
                          "ID", "its id in another system; unique", "External id"},
};

// Calls visit(fact) for each fact that has all bits of `uses`, in the table's order.
template <class Visit>
constexpr void each_case_fact(unsigned uses, Visit const &visit) {
    std::apply(
        [&](auto const &...fact) { ((((fact.uses & uses) == uses) ? visit(fact) : void()), ...); },
        case_fact_table);
}

// Whether a fact has a value.
template <class T>
bool is_known(CaseFacts const &facts, CaseFact<T> const &fact) {
    return facts.*fact.member != T{};
}

// A fact's value as text: a date as 2026-11-20, a word of an enum. Empty when it is not known.
std::string text_of(std::string const &value);
std::string text_of(std::optional<Date> const &value);
std::string text_of(std::optional<AfterSales> const &value);
template <class T>
std::string text_of(CaseFacts const &facts, CaseFact<T> const &fact) {
    return text_of(facts.*fact.member);
}

// What the name of a field of the policy begins with among the names of facts: "field.region".
constexpr std::string_view field_prefix = "field.";

// The id of the field that is called so among facts; empty when the name is not that of a field.
std::string_view field_in(std::string_view name);

// The value of a field of the policy; empty when it is not known.
std::string_view value_of(CaseFacts const &facts, std::string_view field);

// All values of fields of the policy, those that can be erased last.
std::vector<FieldValue> all_fields(CaseFacts const &facts);

// Makes the fact of that name unknown; no effect when there is none.
void clear(CaseFacts &facts, std::string_view name);

// Copies the known facts of `given`; the others are not changed.
void take_known(CaseFacts &facts, CaseFacts const &given);

}  // namespace dcc
