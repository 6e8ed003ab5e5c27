#include <dcc/base/columns.hpp>
#include <dcc/report/rule_tables.hpp>
#include <dcc/report/why.hpp>
#include <dcc/rules/text_tests.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dcc::report {
namespace {

using event::Assigned;
using event::Candidate;
using event::OtherCandidates;
using event::Suggestion;
using event::Triaged;

// The last triage, the last one by which a person gave a category or a rating, and the last event
// by which somebody got the case.
struct Decisions {
    Triaged const *triaged = nullptr;
    Event const *given = nullptr;
    Event const *assignment = nullptr;
    Assigned const *assigned = nullptr;        // its payload, unless the case was handed over
    std::string const *handed_over = nullptr;  // why, if it was handed over or back
};

Decisions decisions_in(std::span<Event const> events) {
    Decisions found;
    for (auto const &event : events) {
        if (auto const *triaged = std::get_if<Triaged>(&event.payload)) {
            found.triaged = triaged;
            if (!triaged->given.empty()) found.given = &event;
        }
        auto const *assigned = std::get_if<Assigned>(&event.payload);
        auto const *handed = std::get_if<event::HandedOver>(&event.payload);
        auto const *returned = std::get_if<event::HandoverReturned>(&event.payload);
        if (!assigned && !handed && !returned) continue;
        found.assignment = &event;
        found.assigned = assigned;
        found.handed_over = handed ? &handed->reason : returned ? &returned->reason : nullptr;
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
        auto const *by = decisions.assigned;
        return by && by->by == "dispatch" ? by->by : event.actor;
    };
    auto const decided = [&decisions](auto part) {
        return part_of([&decisions](Case const &) { return decisions.assigned; }, part);
    };
    auto const *assigned = decisions.assigned;
    bool const stands_in = assigned && !assigned->instead_of.empty();
    bool const again = assigned && !assigned->why.empty();
    bool const forced = assigned && !assigned->despite.empty();
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
        {"instead_of", stands_in ? "Instead of" : "", decided(&Assigned::instead_of)},
        {"why", again ? "Decided again" : "", decided(&Assigned::why)},
        {"despite", forced ? "Although" : "", decided(&Assigned::despite)},
        {"handover_reason", decisions.handed_over ? "Handed over" : "",
         [&decisions](Case const &) {
             return decisions.handed_over ? Cell{*decisions.handed_over} : Cell{};
         }},
        {"missing", item.missing.empty() ? "" : "Missing", &Case::missing},
    };
}

}  // namespace

Sheet why(Case const &item, std::span<Event const> events) {
    auto const decisions = decisions_in(events);
    // The terms of the decision, in their order: the smallest share of a capacity in use, then the
    // oldest last case, then the first by id.
    auto const share = [](Candidate const &one) {
        return one.weight && one.capacity > 0
                   ? std::optional{std::int64_t{*one.weight} * 100 / one.capacity}
                   : std::nullopt;
    };
    Columns<Candidate> const candidates{
        {"person", "Person", &Candidate::person},
        {"load", "Open", &Candidate::load},
        {"weight", "Weight", &Candidate::weight},
        {"capacity", "Capacity", &Candidate::capacity},
        {"in_use_percent", "In use %", share},
        {"skills", "Skills", &Candidate::skills},
        {"last_assigned", "Last case", &Candidate::last_assigned},
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
    sheet.parts.push_back(
        {"matched", "Found in the text",
         match_table(triaged->matched, rules::request_text(item.subject, item.body))});
    sheet.parts.push_back({"raised", "Raised", raised_table(triaged->raised)});
    sheet.parts.push_back({"candidates", "Candidates", std::move(table)});
    if (decisions.assigned && !decisions.assigned->others.empty()) {
        Columns<OtherCandidates> const others{
            {"verdict", "Verdict", &OtherCandidates::verdict},
            {"people", "People", &OtherCandidates::people},
        };
        sheet.parts.push_back(
            {"other_candidates", "Other candidates", others.table_of(decisions.assigned->others)});
    }
    Columns<Suggestion> const suggestions{
        {"category", "Category", &Suggestion::category},
        {"probability", "Probability",
         [](Suggestion const &one) { return Share{one.permille / 1000.0}; }},
    };
    if (decisions.triaged && !decisions.triaged->suggested.empty())
        sheet.parts.push_back({"suggestions", "Suggested by model " + decisions.triaged->model,
                               suggestions.table_of(decisions.triaged->suggested)});
    return sheet;
}

}  // namespace dcc::report
