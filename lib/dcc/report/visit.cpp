#include <dcc/base/columns.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/visit.hpp>

#include <type_traits>

namespace dcc::report {
namespace {

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

// A visit of the list and its case.
struct Listed {
    store::VisitRow visit;
    store::CaseRow item;
};

Columns<Listed> list_columns() {
    auto const visit = [](auto part) { return part_of(&Listed::visit, part); };
    auto const item = [](auto part) { return part_of(&Listed::item, part); };
    using store::CaseRow;
    using store::VisitRow;
    auto const id = [](VisitRow const &row) { return VisitId{row.case_id, row.number}; };
    return {
        {"id", "Visit", visit(id)},
        {"case", "", visit(&VisitRow::case_id)},
        {"state", "State", visit(&VisitRow::state)},
        {"technician", "Technician", visit(&VisitRow::technician)},
        {"starts_at", "From", visit(&VisitRow::starts_at)},
        {"ends_at", "To", visit(&VisitRow::ends_at)},
        {"mode", "Mode", visit(&VisitRow::mode)},
        {"product", "Product", item(&CaseRow::product)},
        {"customer", "", item(&CaseRow::customer)},
        {"subject", "Subject", item(&CaseRow::subject)},
    };
}

Columns<Visit> columns_of(Case const &item, std::optional<store::CustomerRow> const &customer) {
    auto const of_case = [&item](auto part) {
        return part_of([&item](Visit const &) { return &item; }, part);
    };
    auto const of_customer = [&customer](auto part) {
        return part_of([&customer](Visit const &) { return customer ? &*customer : nullptr; },
                       part);
    };
    using store::CustomerRow;
    return {
        {"id", "Visit",
         [&item](Visit const &visit) {
             return VisitId{item.id, visit.number};
         }},
        {"case", "Case", of_case(&Case::id)},
        {"subject", "Subject", of_case(&Case::subject)},
        {"state", "State", &Visit::state},
        {"technician", "Technician", &Visit::technician},
        {"starts_at", "From", &Visit::starts_at},
        {"ends_at", "To", &Visit::ends_at},
        {"mode", "Mode", &Visit::mode},
        {"place", "Place", &Visit::place},
        {"customer", "Customer", of_customer(&CustomerRow::id)},
        {"customer_name", "Name", of_customer(&CustomerRow::name)},
        {"customer_phone", "Phone", of_customer(&CustomerRow::phone)},
        {"aftersales", "After-sales", of_case(&Case::aftersales)},
        {"product", "Product", of_case(&Case::product)},
        {"order_no", "Order", of_case(&Case::order_no)},
        {"serial_no", "Serial no.", of_case(&Case::serial_no)},
        {"purchase_date", "Purchased", of_case(&Case::purchase_date)},
        {"warranty_until", "Warranty until", of_case(&Case::warranty_until)},
        {"found", "Findings", &Visit::found},
        {"done", "Work done", &Visit::done},
        {"parts", "Parts",
         [](Visit const &visit) { return visit.parts.empty() ? Cell{} : Cell{visit.parts}; }},
        {"result", "Result", &Visit::result},
    };
}

}  // namespace

Table list_visits(store::Reader &reader, store::VisitQuery const &query) {
    auto const columns = list_columns();
    auto table = columns.table("No such visit.");
    for (auto const &row : reader.visits(query))
        columns.add(table, {row, reader.find(row.case_id).value_or(store::CaseRow{})});
    return table;
}

Sheet show_visit(store::Reader &reader, Policy const &policy, Case const &item, Visit const &visit,
                 std::span<Event const> events) {
    auto const customer = item.customer ? reader.find(*item.customer) : std::nullopt;
    std::vector<Event> own;
    for (auto const &event : events)
        if (is_about(event.payload, visit.number)) own.push_back(event);
    Sheet sheet{columns_of(item, customer).fields(visit), {}};
    sheet.parts.push_back({"events", "Events", history(policy, own)});
    return sheet;
}

}  // namespace dcc::report
