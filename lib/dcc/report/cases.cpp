#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/rules/listed.hpp>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// Words that a row holds joined by commas.
std::vector<std::string> words(std::string const &joined) {
    std::vector<std::string> list;
    for (std::size_t from = 0; from < joined.size();) {
        auto const end = std::min(joined.find(',', from), joined.size());
        list.push_back(joined.substr(from, end - from));
        from = end + 1;
    }
    return list;
}

}  // namespace

Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now) {
    Table table;
    table.columns = {{"id", "Case"},
                     {"state", "State"},
                     {"priority", "Priority"},
                     {"category", "Category"},
                     {"team", ""},
                     {"person", "Held by"},
                     {"received_at", "Received"},
                     {"due_at", "Due"},
                     {"overdue", ""},
                     {"late_s", "Late"},
                     {"channel", ""},
                     {"customer", ""},
                     {"product", ""},
                     {"external_id", ""},
                     {"kind", ""},
                     {"about", ""},
                     {"at_once", ""},
                     {"reopened", ""},
                     {"updated_at", ""},
                     {"repeat_of", query.repeats ? "Repeat of" : ""},
                     {"missing", query.incomplete ? "Missing" : ""},
                     {"subject", "Subject"}};
    table.empty = "No such case.";
    reader.each_case(query, [&](store::CaseRow &&row) {
        bool const overdue = row.is_open && row.next_due_at && *row.next_due_at < now;
        table.rows.push_back({row.id.text(),
                              std::string{word(row.state)},
                              text(row.priority),
                              text(row.category),
                              text(row.team),
                              text(row.person.empty() ? row.team : row.person),
                              row.received_at,
                              instant(row.next_due_at),
                              overdue,
                              overdue ? Cell{now - *row.next_due_at} : Cell{},
                              text(row.channel),
                              id_of(row.customer),
                              text(row.product),
                              text(row.external_id),
                              std::string{word(row.kind)},
                              id_of(row.about),
                              row.at_once,
                              row.reopened,
                              row.updated_at,
                              id_of(row.repeat_of),
                              words(row.missing),
                              text(row.subject)});
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
    if (auto no = refuse_unlisted("team", query.team.value_or(""), policy.teams)) return no;
    return refuse_unlisted("person", query.person.value_or(""), policy.staff);
}

}  // namespace dcc::report
