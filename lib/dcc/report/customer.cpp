#include <dcc/base/columns.hpp>
#include <dcc/base/phone.hpp>
#include <dcc/model/event.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/customer.hpp>

#include <algorithm>
#include <utility>

namespace dcc::report {
namespace {

// `merged` is the title of the column that few have a value in.
Columns<store::CustomerRow> customer_columns(std::string merged = {}) {
    using Row = store::CustomerRow;
    return {
        {"id", "Customer", &Row::id},
        {"name", "Name", &Row::name},
        {"phone", "Phone", &Row::phone, true},
        {"email", "Email", &Row::email, true},
        {"language", "Language", &Row::language},
        {"tier", "Tier", &Row::tier},
        {"preferred_channel", "Preferred channel", &Row::preferred_channel},
        {"external_id", "", &Row::external_id},
        {"consent", "", &Row::consent},
        {"tags", "", &Row::tags},
        {"merged_into", std::move(merged), &Row::merged_into},
        {"added_at", "Added", &Row::added_at},
    };
}

// How many cases of the customer repeat an earlier one.
std::int64_t count_repeats(store::Reader &reader, CustomerId id) {
    store::CaseQuery query;
    query.customer = id;
    query.repeats = true;
    std::int64_t repeats = 0;
    reader.each_case(query, [&](store::CaseRow &&row) {
        if (row.state != State::cancelled && row.state != State::duplicate) ++repeats;
        return true;
    });
    return repeats;
}

// For people, what few customers have.
Table known_of(store::CustomerRow const &customer) {
    using Row = store::CustomerRow;
    Columns<Row> const columns{
        {"consent", "Consent to surveys", &Row::consent},
        {"tags", "Tags", &Row::tags},
        {"merged_into", "Merged into", &Row::merged_into},
    };
    bool const any = !customer.consent.empty() || !customer.tags.empty() || customer.merged_into;
    return any ? columns.row(customer) : columns.table();
}

Table contacts_of(store::Reader &reader, CustomerId id) {
    using Row = store::ContactRow;
    Columns<Row> const columns{
        {"kind", "Kind", &Row::kind},
        {"text", "Number or address", &Row::text, true},
        {"valid", "Valid", [](Row const &row) { return !row.key.empty(); }},
        {"merged_from", "", &Row::from},
    };
    return columns.table_of(reader.contacts(id));
}

Table doubts_of(store::Reader &reader, CustomerId id) {
    using Row = store::DoubtRow;
    Columns<Row> const columns{
        {"why", "Why", &Row::kind},      {"said", "Given", &Row::said},
        {"other", "Other", &Row::other}, {"case", "Case", &Row::about},
        {"at", "At", &Row::at},          {"settled", "Settled", &Row::settled},
    };
    return columns.table_of(reader.doubts(id));
}

Table notes_of(store::Reader &reader, CustomerId id) {
    Columns<Event> const columns{
        {"at", "At", &Event::at},
        {"actor", "By", &Event::actor},
        {"body", "Note",
         [](Event const &event) { return std::get<event::CustomerNoted>(event.payload).body; }},
    };
    auto table = columns.table();
    for (auto const &event : reader.events(id))
        if (std::holds_alternative<event::CustomerNoted>(event.payload)) columns.add(table, event);
    return table;
}

// The digits as they are within a number on record, where none stand for calls at home; empty when
// they are too few.
std::string part_of_number(std::string_view digits) {
    constexpr std::size_t fewest = 4;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    auto const inner = digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
    if (inner.size() >= fewest) return std::string{inner};
    return digits.size() >= fewest ? std::string{digits} : std::string{};
}

}  // namespace

std::vector<store::CustomerRow> find_customers(store::Reader &reader, Policy const &policy,
                                               std::string const &text, std::int64_t limit) {
    store::Reader::CustomerSearch search{text, {}, email_key(text), {}};
    if (auto const number = parse_phone(text, policy.desk.country))
        search.phone_keys = phone_keys(number->key, number->text);
    else if (text.find_first_not_of("0123456789+-() ") == std::string::npos)
        search.digits = part_of_number(former_phone_key(text));
    return reader.find_customers(search, limit);
}

Table list_customers(std::vector<store::CustomerRow> const &rows) {
    bool const any =
        std::ranges::any_of(rows, [](auto const &row) { return row.merged_into.has_value(); });
    return customer_columns(any ? "Merged into" : "").table_of(rows, "No such customer.");
}

Sheet show_customer(store::Reader &reader, store::CustomerRow const &customer, Instant now) {
    auto const repeats = count_repeats(reader, customer.id);
    auto columns = customer_columns();
    columns.append({{"repeats", repeats > 0 ? "Repeats" : "",
                     [repeats](store::CustomerRow const &) { return repeats; }}});
    store::CaseQuery query;
    query.customer = customer.id;
    query.order = store::CaseQuery::Order::newest;
    auto cases = list_cases(reader, query, now);
    cases.empty = "No case yet.";
    Sheet sheet{columns.row(customer), {}};
    sheet.parts.push_back({"", "Profile", known_of(customer)});
    sheet.parts.push_back({"contacts", "Further contacts", contacts_of(reader, customer.id)});
    sheet.parts.push_back({"doubts", "Doubts", doubts_of(reader, customer.id)});
    sheet.parts.push_back({"notes", "Notes", notes_of(reader, customer.id)});
    sheet.parts.push_back({"cases", "Cases", std::move(cases)});
    return sheet;
}

}  // namespace dcc::report
