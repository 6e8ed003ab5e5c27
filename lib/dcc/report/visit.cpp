#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/report/visit.hpp>

#include <type_traits>

namespace dcc::report {
namespace {

Cell date(std::optional<Date> const &value) {
    return value ? Cell{format_date(*value)} : Cell{};
}

bool is_about(event::Payload const &payload, int number) {
    using namespace event;
    return std::visit(
        [&]<class E>(E const &one) {
            if constexpr (OneOf<E, VisitBooked, VisitMoved, VisitCancelled, VisitDone>)
                return one.visit == number;
            else
                return false;
        },
        payload);
}

}  // namespace

Table list_visits(store::Reader &reader, store::VisitQuery const &query) {
    Table table;
    table.columns = {{"id", "Visit"},       {"case", ""},           {"state", "State"},
                     {"technician", "By"},  {"starts_at", "From"},  {"ends_at", "To"},
                     {"mode", "Mode"},      {"product", "Product"}, {"customer", ""},
                     {"subject", "Subject"}};
    table.empty = "No such visit.";
    for (auto const &row : reader.visits(query)) {
        auto const item = reader.find(row.case_id).value_or(store::CaseRow{});
        table.rows.push_back({PartId{row.case_id, row.number}.text(), row.case_id.text(),
                              std::string{word(row.state)}, row.technician, row.starts_at,
                              row.ends_at, std::string{word(row.mode)}, text(item.product),
                              item.customer ? Cell{item.customer->text()} : Cell{},
                              text(item.subject)});
    }
    return table;
}

Sheet show_visit(store::Reader &reader, Policy const &policy, Case const &item, Visit const &visit,
                 std::span<Event const> events) {
    auto const customer = item.customer ? reader.find(*item.customer) : std::nullopt;
    Table head;
    std::vector<Cell> row;
    auto const add = [&](char const *name, char const *title, Cell cell) {
        bool const shown = !std::holds_alternative<std::monostate>(cell);
        head.columns.push_back({name, shown ? title : ""});
        row.push_back(std::move(cell));
    };
    add("id", "Visit", PartId{item.id, visit.number}.text());
    add("case", "Case", item.id.text());
    add("subject", "Subject", text(item.subject));
    add("state", "State", std::string{word(visit.state)});
    add("technician", "Technician", visit.technician);
    add("starts_at", "From", visit.starts_at);
    add("ends_at", "To", visit.ends_at);
    add("mode", "Mode", std::string{word(visit.mode)});
    add("place", "Place", text(visit.place));
    add("customer", "Customer", customer ? Cell{customer->id.text()} : Cell{});
    add("customer_name", "Name", customer ? text(customer->name) : Cell{});
    add("customer_phone", "Phone", customer ? text(customer->phone) : Cell{});
    add("aftersales", "For", item.aftersales ? Cell{std::string{word(*item.aftersales)}} : Cell{});
    add("product", "Product", text(item.product));
    add("order_no", "Order", text(item.order_no));
    add("serial_no", "Serial no.", text(item.serial_no));
    add("purchase_date", "Bought", date(item.purchase_date));
    add("warranty_until", "Warranty until", date(item.warranty_until));
    add("found", "Found", text(visit.found));
    add("done", "Done", text(visit.done));
    add("parts", "Parts", visit.parts.empty() ? Cell{} : Cell{visit.parts});
    add("result", "Result", text(visit.result));
    head.rows.push_back(std::move(row));

    std::vector<Event> own;
    for (auto const &event : events)
        if (is_about(event.payload, visit.number)) own.push_back(event);
    Sheet sheet;
    sheet.head = std::move(head);
    sheet.parts.push_back({"events", "What happened", history(policy, own)});
    return sheet;
}

}  // namespace dcc::report
