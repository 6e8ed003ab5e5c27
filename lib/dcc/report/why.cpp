#include <dcc/base/columns.hpp>
#include <dcc/report/rule_tables.hpp>
#include <dcc/report/why.hpp>

#include <string>

namespace dcc::report {
namespace {

using event::Assigned;
using event::Candidate;
using event::Triaged;

// The last triage, the last one by which a person gave a category or a rating, and the last
// assignment.
struct Decisions {
    Triaged const *triaged = nullptr;
    Event const *given = nullptr;
    Assigned const *assigned = nullptr;
    Event const *assignment = nullptr;  // the event of `assigned`
};

Decisions decisions_in(std::span<Event const> events) {
    Decisions found;
    for (auto const &event : events) {
        if (auto const *triaged = std::get_if<Triaged>(&event.payload)) {
            found.triaged = triaged;
            if (!triaged->given.empty()) found.given = &event;
        }
        auto const *assigned = std::get_if<Assigned>(&event.payload);
        if (!assigned) continue;
        found.assigned = assigned;
        found.assignment = &event;
    }
    return found;
}

Columns<Case> columns_of(Case const &item, Decisions const &decisions) {
    auto const triaged = [&decisions](auto part) {
        return part_of([&decisions](Case const &) { return decisions.triaged; }, part);
    };
    auto const given = [&decisions](auto part) {
        return part_of(
            [&decisions](Case const &) {
                return decisions.given ? std::get_if<Triaged>(&decisions.given->payload) : nullptr;
            },
            part);
    };
    auto const assignment = [&decisions](auto part) {
        return part_of([&decisions](Case const &) { return decisions.assignment; }, part);
    };
    auto const assigned_by = [&decisions](Event const &event) {
        return decisions.assigned->by == "dispatch" ? decisions.assigned->by : event.actor;
    };
    return {
        {"id", "Case", &Case::id},
        {"category", "Category", &Case::category},
        {"category_by", "Category by", triaged(&Triaged::category_by)},
        {"rule", "", triaged(&Triaged::rule)},
        {"rule_place", "", triaged(&Triaged::rule_place)},
        {"priority", "Priority", &Case::priority},
        {"priority_by", "Priority by", triaged(&Triaged::priority_by)},
        {"impact", "", &Case::impact},
        {"urgency", "", &Case::urgency},
        {"given", decisions.given ? "Given" : "", given(&Triaged::given)},
        {"given_by", decisions.given ? "Given by" : "",
         part_of([&decisions](Case const &) { return decisions.given; }, &Event::actor)},
        {"policy_priority", decisions.given ? "By the policy" : "",
         given(&Triaged::policy_priority)},
        {"reason", decisions.given ? "Reason" : "", given(&Triaged::reason)},
        {"sla", "SLA rule", [](Case const &one) { return one.terms.rule; }},
        {"sla_place", "SLA rule at", [](Case const &one) { return one.terms.place; }},
        {"policy", "Policy", [](Case const &one) { return short_hex(one.terms.policy); }},
        {"team", "Team", &Case::team},
        {"person", "Person", &Case::person},
        {"assigned_by", "Assigned by", assignment(assigned_by)},
        {"assigned_at", "Assigned at", assignment(&Event::at)},
        {"missing", item.missing.empty() ? "" : "Missing", &Case::missing},
    };
}

}  // namespace

Sheet why(Case const &item, std::span<Event const> events) {
    auto const decisions = decisions_in(events);
    Columns<Candidate> const candidates{
        {"person", "Person", &Candidate::person},
        {"load", "Open cases", &Candidate::load},
        {"capacity", "Capacity", &Candidate::capacity},
        {"verdict", "Verdict", &Candidate::verdict},
    };
    auto table = candidates.table_of(
        decisions.assigned ? decisions.assigned->candidates : std::vector<Candidate>{},
        item.missing.empty() ? "Dispatch has considered no candidates."
                             : "Dispatch has considered no candidates; see what is missing.");
    Sheet sheet{columns_of(item, decisions).row(item), {}};
    auto const *triaged = decisions.triaged;
    Triaged const none;
    if (!triaged) triaged = &none;
    sheet.parts.push_back({"matched", "Found in the text", match_table(triaged->matched)});
    sheet.parts.push_back({"raised", "Raised", raised_table(triaged->raised)});
    sheet.parts.push_back({"candidates", "Candidates", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
