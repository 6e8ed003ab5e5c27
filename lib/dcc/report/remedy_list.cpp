#include <dcc/base/columns.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/remedy_list.hpp>

namespace dcc::report {

Table list_remedies(store::Reader &reader, bool only_overdue, Instant now) {
    using Row = store::GrantedRemedyRow;
    auto const late = [now](Row const &row) { return row.due_at && *row.due_at < now; };
    Columns<Row> const columns{
        {"id", "Remedy",
         [](Row const &row) {
             return RemedyId{row.case_id, row.number};
         }},
        {"kind", "Kind", &Row::kind},
        {"", "Amount", [](Row const &row) { return money_cell(row.amount, row.currency); }},
        {"amount_minor", "", &Row::amount},
        {"currency", "", &Row::currency},
        {"department", "Department", &Row::department},
        {"granted_at", "Granted", &Row::granted_at},
        {"due_at", "Due", &Row::due_at},
        {"overdue", "", late},
        {"late_s", "Overdue by",
         [now, late](Row const &row) { return late(row) ? Cell{now - *row.due_at} : Cell{}; }},
    };
    return columns.table_of(
        reader.open_remedies(only_overdue ? now : Instant::max()),
        only_overdue ? "No overdue remedy." : "No remedy is to be carried out.");
}

}  // namespace dcc::report
