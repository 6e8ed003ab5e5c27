#include <dcc/base/columns.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/complaint_list.hpp>
#include <dcc/rules/listed.hpp>

namespace dcc::report {
namespace {

struct ListedComplaint {
    store::CaseRow item;
    store::ComplaintRow complaint;
};

Columns<ListedComplaint> listed_complaint_columns(Instant now) {
    using store::CaseRow;
    using store::ComplaintRow;
    auto const item = [](auto part) { return part_of(&ListedComplaint::item, part); };
    auto const complaint = [](auto part) { return part_of(&ListedComplaint::complaint, part); };
    auto const overdue = [now](CaseRow const &row) {
        return row.is_open && row.next_due_at && *row.next_due_at < now;
    };
    return {
        {"id", "Complaint", item(&CaseRow::id)},
        {"state", "State", item(&CaseRow::state)},
        {"round", "Round", complaint(&ComplaintRow::round)},
        {"severity", "Severity", complaint(&ComplaintRow::severity)},
        {"type", "Type", complaint(&ComplaintRow::type)},
        {"department", "", complaint(&ComplaintRow::department)},
        {"team", "", item(&CaseRow::team)},
        {"person", "", item(&CaseRow::person)},
        {"", "Handler",
         item([](CaseRow const &row) { return row.person.empty() ? row.team : row.person; })},
        {"received_at", "", item(&CaseRow::received_at)},
        {"due_at", "Due", item(&CaseRow::next_due_at)},
        {"overdue", "", item(overdue)},
        {"late_s", "Overdue by", item([now, overdue](CaseRow const &row) {
             return overdue(row) ? Cell{now - *row.next_due_at} : Cell{};
         })},
        {"decision", "", complaint(&ComplaintRow::decision)},
        {"outcome", "", complaint(&ComplaintRow::outcome)},
        {"cause", "", complaint(&ComplaintRow::cause)},
        {"safety", "", complaint(&ComplaintRow::safety)},
        {"about", "", item(&CaseRow::about)},
        {"customer", "", item(&CaseRow::customer)},
        {"product", "", item(&CaseRow::product)},
        {"category", "", item(&CaseRow::category)},
        {"subject", "Subject", item(&CaseRow::subject)},
    };
}

}  // namespace

Table list_complaints(store::Reader &reader, store::CaseQuery const &query, Instant now) {
    auto const columns = listed_complaint_columns(now);
    auto table = columns.table("No such complaint.");
    reader.each_case(query, [&](store::CaseRow &&item) {
        // Complaints that an older version opened have no row.
        auto complaint = reader.complaint(item.id).value_or(store::ComplaintRow{});
        columns.add(table, {std::move(item), std::move(complaint)});
        return true;
    });
    return table;
}

std::optional<Refusal> refuse_complaint_query(Policy const &policy, store::CaseQuery const &query) {
    using rules::refuse_unlisted;
    auto const &complaints = policy.complaints;
    if (!complaints.types.empty())
        for (auto const &id : query.complaint_types)
            if (auto no = refuse_unlisted("type", id, complaints.types)) return no;
    for (auto const &severity : query.severities)
        if (auto no = refuse_unlisted("severity", severity, complaints.severities)) return no;
    for (auto const &team : query.departments)
        if (auto no = refuse_unlisted("team", team, policy.teams)) return no;
    return refuse_query(policy, query);
}

}  // namespace dcc::report
