#include <dcc/base/columns.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/report/incident.hpp>
#include <dcc/report/search.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <utility>

namespace dcc::report {
namespace {

// The deadlines of the cases of an incident, as they stand now.
struct Kept {
    std::int64_t cases = 0;
    std::int64_t open = 0;
    std::int64_t due = 0;       // deadlines that have passed or whose clock has ended
    std::int64_t breached = 0;  // of these

    std::int64_t met() const { return due - breached; }
};

Kept count(store::Reader &reader, std::vector<store::CaseRow> const &cases, Instant now) {
    Kept kept;
    for (auto const &item : cases) {
        ++kept.cases;
        kept.open += item.is_open ? 1 : 0;
        for (auto const &clock : reader.clocks(item.id)) {
            if (!clock.due_at || clock.stage == Stage::cancelled) continue;
            auto const end = clock.stopped_at.value_or(now);
            bool const breached = end > *clock.due_at;
            if (!clock.stopped_at && !breached) continue;
            ++kept.due;
            kept.breached += breached ? 1 : 0;
        }
    }
    return kept;
}

// The cases that belong to it, and those that it left open when it was resolved.
std::vector<store::CaseRow> cases_of(store::Reader &reader, Incident const &incident) {
    auto ids = reader.cases_of(incident.id);
    for (auto const id : incident.left)
        if (std::ranges::count(ids, id) == 0) ids.push_back(id);
    std::ranges::sort(ids);
    std::vector<store::CaseRow> rows;
    for (auto const of : ids)
        if (auto row = reader.find(of)) rows.push_back(std::move(*row));
    return rows;
}

Table table_of(std::vector<store::CaseRow> const &cases) {
    using store::CaseRow;
    Columns<CaseRow> const columns{
        {"id", "Case", &CaseRow::id},
        {"state", "State", &CaseRow::state},
        {"priority", "Priority", &CaseRow::priority},
        {"team", "Team", &CaseRow::team},
        {"person", "Person", &CaseRow::person},
        {"next_due_at", "Due", &CaseRow::next_due_at},
        {"subject", "Subject", [](CaseRow const &row) { return Cell{row.subject}; }},
    };
    return columns.table_of(cases, "No case.");
}

Table checklist(Policy const &policy, Incident const &incident) {
    struct Row {
        std::string id;
        std::string label;
        bool done;
    };
    std::vector<Row> rows;
    if (auto const *book = policy.incidents.playbook(incident.playbook))
        for (auto const &item : book->checklist)
            rows.push_back({item.id, label_in(item.label, policy.desk.language, item.id),
                            std::ranges::count(incident.done, item.id) > 0});
    Columns<Row> const columns{
        {"item", "Item", &Row::id}, {"done", "Done", &Row::done}, {"label", "What", &Row::label}};
    return columns.table_of(rows);
}

Table updates(std::vector<Event> const &events) {
    struct Row {
        Instant at;
        std::string by;
        std::string body;
    };
    std::vector<Row> rows;
    for (auto const &event : events)
        if (auto const *updated = std::get_if<event::IncidentUpdated>(&event.payload))
            rows.push_back({event.at, event.actor, updated->body});
    Columns<Row> const columns{{"at", "At", &Row::at},
                               {"by", "By", &Row::by},
                               {"body", "Text", [](Row const &row) { return Cell{row.body}; }}};
    return columns.table_of(rows);
}

// Open cases of no incident that have all words of the title, or a word of the playbook.
std::vector<store::CaseRow> similar(store::Reader &reader, Policy const &policy,
                                    Incident const &incident) {
    std::vector<std::string> texts{incident.title};
    if (auto const *book = policy.incidents.playbook(incident.playbook))
        for (auto const *words : {&book->text.words, &book->text.subject})
            texts.insert(texts.end(), words->begin(), words->end());
    std::vector<store::CaseRow> rows;
    for (auto const &text : texts) {
        SearchQuery query;
        query.text = text.substr(0, text.find_last_not_of('*') + 1);
        query.only_open = true;
        auto const found = search_cases(reader, query);
        if (!found) continue;
        for (auto const &hit : found->rows) {
            auto const id = CaseId::parse(std::get<std::string>(hit.front()));
            auto row = id ? reader.find(*id) : std::nullopt;
            if (row && !row->incident &&
                std::ranges::count(rows, row->id, &store::CaseRow::id) == 0)
                rows.push_back(std::move(*row));
        }
    }
    return rows;
}

}  // namespace

Table list_incidents(store::Reader &reader, Instant now, bool all) {
    struct Row {
        store::IncidentRow incident;
        Kept kept;
    };
    std::vector<Row> rows;
    for (auto &incident : reader.incidents(!all)) {
        auto const kept =
            count(reader, cases_of(reader, ledger::load(reader, incident.id).value()), now);
        rows.push_back({std::move(incident), kept});
    }
    using store::IncidentRow;
    auto const of = [](auto part) { return part_of(&Row::incident, part); };
    Columns<Row> const columns{
        {"id", "Incident", of(&IncidentRow::id)},
        {"state", "State", of(&IncidentRow::state)},
        {"severity", "Severity", of(&IncidentRow::severity)},
        {"playbook", "Playbook", of(&IncidentRow::playbook)},
        {"cases", "Cases", part_of(&Row::kept, &Kept::cases)},
        {"open", "Open", part_of(&Row::kept, &Kept::open)},
        {"declared_at", "Declared", of(&IncidentRow::declared_at)},
        {"resolved_at", "", of(&IncidentRow::resolved_at)},
        {"title", "Title", of([](IncidentRow const &row) { return Cell{row.title}; })},
    };
    return columns.table_of(rows, all ? "No incident." : "No open incident.");
}

Outcome<Sheet> show_incident(store::Reader &reader, Policy const &policy, IncidentId id,
                             Instant now) {
    auto const incident = ledger::load(reader, id);
    if (!incident) return ledger::no_such(id);
    auto const cases = cases_of(reader, *incident);
    auto const kept = count(reader, cases, now);
    std::vector<std::string> left;
    for (auto const one : incident->left) left.push_back(one.text());
    Columns<Incident> const columns{
        {"id", "Incident", &Incident::id},
        {"title", "Title", [](Incident const &one) { return Cell{one.title}; }},
        {"state", "State", &Incident::state},
        {"severity", "Severity", &Incident::severity},
        {"playbook", "Playbook", &Incident::playbook},
        {"declared_at", "Declared", &Incident::declared_at},
        {"resolved_at", "Resolved", &Incident::resolved_at},
        {"duration_s", "Lasts",
         [now](Incident const &one) {
             return Cell{one.resolved_at.value_or(now) - one.declared_at};
         }},
        {"cases", "Cases", [&](Incident const &) { return kept.cases; }},
        {"open", "Open cases", [&](Incident const &) { return kept.open; }},
        {"due", "Deadlines passed", [&](Incident const &) { return kept.due; }},
        {"met", "Kept", [&](Incident const &) { return kept.met(); }},
        {"breached", "Missed", [&](Incident const &) { return kept.breached; }},
        {"resolved", "Resolved with it",
         [](Incident const &one) { return one.resolved_at ? cell_of(one.resolved) : Cell{}; }},
        {"left", "Left open", [&](Incident const &) { return left.empty() ? Cell{} : Cell{left}; }},
        {"summary", "Summary", &Incident::summary},
    };
    Sheet sheet{columns.fields(*incident), {}};
    if (auto table = checklist(policy, *incident); !table.rows.empty())
        sheet.parts.push_back({"checklist", "Checklist", std::move(table)});
    if (auto table = updates(reader.events(id)); !table.rows.empty())
        sheet.parts.push_back({"updates", "Updates", std::move(table)});
    sheet.parts.push_back({"case_list", "Cases", table_of(cases)});
    if (incident->state == IncidentState::open)
        if (auto const rows = similar(reader, policy, *incident); !rows.empty())
            sheet.parts.push_back({"similar", "Open cases with the same words", table_of(rows)});
    return sheet;
}

}  // namespace dcc::report
