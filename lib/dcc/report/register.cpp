#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>

namespace dcc::report {
namespace {

std::vector<Column> customer_columns() {
    return {{"id", "Customer"},
            {"name", "Name"},
            {"phone", "Phone"},
            {"email", "Email"},
            {"language", "Language"},
            {"tier", "Tier"},
            {"preferred_channel", "Prefers"},
            {"external_id", ""},
            {"added_at", "Known since"}};
}

std::vector<Cell> customer_cells(store::CustomerRow const &row) {
    return {row.id.text(),
            text(row.name),
            text(row.phone),
            text(row.email),
            text(row.language),
            text(row.tier),
            text(row.preferred_channel),
            text(row.external_id),
            row.added_at};
}

std::vector<Column> channel_columns() {
    return {{"id", "Channel"},           {"label_zh", "中文"},   {"label_en", "English"},
            {"purpose", "Purpose"},      {"address", "Address"}, {"calendar", "Hours"},
            {"in_service", "In service"}};
}

std::vector<Cell> channel_cells(Channel const &channel) {
    return {channel.id,
            text(channel.label.in("zh")),
            text(channel.label.in("en")),
            text(channel.purpose),
            text(channel.address),
            text(channel.calendar),
            channel.in_service};
}

}  // namespace

Table list_customers(std::vector<store::CustomerRow> const &rows) {
    Table table;
    table.columns = customer_columns();
    table.empty = "No such customer.";
    for (auto const &row : rows) table.rows.push_back(customer_cells(row));
    return table;
}

Sheet show_customer(store::Reader &reader, store::CustomerRow const &customer, Instant now) {
    Sheet sheet;
    sheet.head.columns = customer_columns();
    sheet.head.rows = {customer_cells(customer)};
    store::CaseQuery query;
    query.customer = customer.id;
    query.order = store::CaseQuery::Order::newest;
    auto cases = list_cases(reader, query, now);
    cases.empty = "No case yet.";
    query.repeats = true;
    std::int64_t repeats = 0;
    reader.each_case(query, [&](store::CaseRow &&row) {
        bool const counts = row.state != State::cancelled && row.state != State::duplicate;
        if (counts) ++repeats;
        return true;
    });
    sheet.head.columns.push_back({"repeats", repeats > 0 ? "Repeats" : ""});
    sheet.head.rows.front().emplace_back(repeats);
    sheet.parts.push_back({"cases", "Cases", std::move(cases)});
    return sheet;
}

Table list_channels(Policy const &policy) {
    Table table;
    table.columns = channel_columns();
    table.empty = "The policy has no channel.";
    for (auto const &channel : policy.channels) table.rows.push_back(channel_cells(channel));
    return table;
}

Sheet show_channel(Policy const &policy, Channel const &channel, Instant now) {
    Sheet sheet;
    sheet.head.columns = channel_columns();
    sheet.head.columns.push_back({"open", "Open now"});
    auto row = channel_cells(channel);
    auto const hours = policy.calendars.find(channel.calendar);
    row.emplace_back(hours == policy.calendars.end() || Calendar{hours->second}.is_open(now));
    sheet.head.rows = {std::move(row)};
    return sheet;
}

}  // namespace dcc::report
