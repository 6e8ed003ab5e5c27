#include <dcc/base/columns.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/customer.hpp>

namespace dcc::report {
namespace {

Columns<store::CustomerRow> customer_columns() {
    using Row = store::CustomerRow;
    return {
        {"id", "Customer", &Row::id},
        {"name", "Name", &Row::name},
        {"phone", "Phone", &Row::phone},
        {"email", "Email", &Row::email},
        {"language", "Language", &Row::language},
        {"tier", "Tier", &Row::tier},
        {"preferred_channel", "Preferred channel", &Row::preferred_channel},
        {"external_id", "", &Row::external_id},
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

}  // namespace

Table list_customers(std::vector<store::CustomerRow> const &rows) {
    return customer_columns().table_of(rows, "No such customer.");
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
    sheet.parts.push_back({"cases", "Cases", std::move(cases)});
    return sheet;
}

}  // namespace dcc::report
