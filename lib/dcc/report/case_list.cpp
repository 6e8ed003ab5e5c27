#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/tags.hpp>

#include <algorithm>

namespace dcc::report {
namespace {

Columns<store::CaseRow> columns_of(store::CaseQuery const &query, Instant now) {
    using Row = store::CaseRow;
    auto const overdue = [now](Row const &row) {
        return row.is_open && row.next_due_at && *row.next_due_at < now;
    };
    return {
        {"id", "Case", &Row::id},
        {"state", "State", &Row::state},
        {"priority", "Priority", &Row::priority},
        {"category", "Category", &Row::category},
        {"team", "", &Row::team},
        {"person", "", &Row::person},
        {"", "Assignee", [](Row const &row) { return row.person.empty() ? row.team : row.person; }},
        {"received_at", "Received", &Row::received_at},
        {"due_at", "Due", &Row::next_due_at},
        {"overdue", "", overdue},
        {"late_s", "Overdue by",
         [now, overdue](Row const &row) {
             return overdue(row) ? Cell{now - *row.next_due_at} : Cell{};
         }},
        {"channel", "", &Row::channel},
        {"customer", "", &Row::customer},
        {"product", "", &Row::product},
        {"external_id", "", &Row::external_id},
        {"kind", "", &Row::kind},
        {"about", "", &Row::about},
        {"at_once", "", &Row::at_once},
        {"reopened", "", &Row::reopened},
        {"updated_at", "", &Row::updated_at},
        {"repeat_of", query.repeats ? "Repeat of" : "", &Row::repeat_of},
        {"missing", query.incomplete ? "Missing" : "",
         [](Row const &row) { return split_words(row.missing); }},
        {"subject", "Subject", &Row::subject},
        {"handed_over_at", query.handed_over ? "Handed over" : "", &Row::handed_over_at},
        {"bounces", query.handed_over ? "Back" : "", &Row::bounces},
    };
}

}  // namespace

Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now) {
    auto const columns = columns_of(query, now);
    auto table = columns.table("No such case.");
    reader.each_case(query, [&](store::CaseRow &&row) {
        columns.add(table, row);
        return true;
    });
    return table;
}

std::optional<Refusal> refuse_query(Policy const &policy, store::CaseQuery const &query) {
    using rules::refuse_unlisted;
    for (auto const &id : query.channels)
        if (auto no = refuse_unlisted("channel", id, policy.channels)) return no;
    for (auto const &id : query.categories)
        if (auto no = refuse_unlisted("category", id, policy.categories)) return no;
    for (auto const &id : query.priorities)
        if (auto no = refuse_unlisted("priority", id, policy.priorities)) return no;
    if (auto no = rules::refuse_tags(policy, query.tags)) return no;
    if (auto no = refuse_unlisted("team", query.team.value_or(""), policy.teams)) return no;
    return refuse_unlisted("person", query.person.value_or(""), policy.staff);
}

}  // namespace dcc::report
