#include <dcc/base/columns.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/policy/own_field.hpp>
#include <dcc/report/case_parts.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/clocks.hpp>
#include <dcc/report/complaint_parts.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/tasks.hpp>
#include <dcc/rules/handover.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t shown_events = 8;

// The label of an entry of the policy; empty when it is the same as the id.
template <class Thing>
std::string label(Thing const *thing, std::string const &language, std::string const &id) {
    if (!thing || id.empty()) return {};
    auto const &text = label_in(thing->label, language, id);
    return text == id ? std::string{} : text;
}

// The clock that is due next.
std::optional<ClockKind> next_due_clock(Case const &item) {
    for (auto const &clock : item.clocks)
        if (clock.stage == Stage::running && clock.due_at && clock.due_at == next_due(item))
            return clock.kind;
    return std::nullopt;
}

Columns<Case> customer_columns(std::optional<store::CustomerRow> const &customer) {
    using store::CustomerRow;
    auto const part = [&customer](auto member) {
        return part_of([&customer](Case const &) { return customer ? &*customer : nullptr; },
                       member);
    };
    return {
        {"customer", "Customer", part(&CustomerRow::id)},
        {"customer_name", "Name", part(&CustomerRow::name)},
        {"customer_phone", "Phone", part(&CustomerRow::phone)},
        {"customer_email", "Email", part(&CustomerRow::email)},
        {"customer_tier", "Tier", part(&CustomerRow::tier)},
    };
}

// The complete text, for the reviewer.
Columns<Case> solution_columns() {
    auto const part = [](auto member) { return part_of(&Case::solution, member); };
    auto const cost = [](auto member) {
        return part_of(&Case::solution, part_of(&Solution::cost, member));
    };
    auto const summary = [](Solution const &solution) {
        return say("version {}, {}, by {}", solution.version, solution.stage, solution.author);
    };
    return {
        {"", "Solution", part(summary)},
        {"solution_version", "", part(&Solution::version)},
        {"solution_stage", "", part(&Solution::stage)},
        {"solution_author", "", part(&Solution::author)},
        {"solution_digest", "Digest", part([](Solution const &one) { return hex(one.digest); })},
        {"solution_steps", "Steps", part(&Solution::steps)},
        {"solution_effect", "Effect", part(&Solution::effect)},
        {"solution_feasibility", "Feasibility", part(&Solution::feasibility)},
        {"", "Cost", cost([](Money const &money) { return format_money(money); })},
        {"solution_cost_minor", "", cost(&Money::minor)},
        {"solution_currency", "", cost(&Money::currency)},
        {"review_rule", "Review by rule", part(&Solution::review_by)},
        {"reviewer", "Reviewer", part(&Solution::reviewer)},
        {"review_reason", "Reason", part(&Solution::reason)},
    };
}

// The facts of the case in the order of their table, except those that columns_of() places itself.
Columns<Case> fact_columns() {
    constexpr std::array<std::string_view, 4> placed{"subject", "aftersales", "external_id",
                                                     "body"};
    Columns<Case> columns;
    each_case_fact(0, [&](auto const &fact) {
        if (std::ranges::find(placed, fact.name) == placed.end())
            columns.append({{std::string{fact.name}, std::string{fact.title}, fact.member}});
    });
    return columns;
}

auto value_of_field(std::string const &id) {
    return [id](Case const &one) { return std::string{value_of(one, id)}; };
}

// The fields of the policy, and those of an earlier one of which the case has values.
Columns<Case> own_field_columns(Policy const &policy, Case const &item) {
    Columns<Case> columns;
    auto const &language = policy.desk.language;
    for (auto const &field : policy.fields) {
        auto const value = value_of(item, field.id);
        columns.append({{"field_" + field.id, "", value_of_field(field.id)}});
        columns.append(
            {{"", title_of(field, language),
              [shown = shown_value(field, value, language)](Case const &) { return shown; }}});
    }
    for (auto const &[id, value] : all_fields(item))
        if (!policy.field(id)) columns.append({{"field_" + id, id, value_of_field(id)}});
    return columns;
}

Columns<Case> columns_of(Policy const &policy, Case const &item,
                         std::optional<store::CustomerRow> const &customer) {
    auto const category_label = [&policy](Case const &one) {
        return label(policy.category(one.category), policy.desk.language, one.category);
    };
    auto const priority_label = [&policy](Case const &one) {
        return label(policy.priority(one.priority), policy.desk.language, one.priority);
    };
    auto const handover = [](auto part) { return part_of(&Case::handover, part); };
    auto const known = [](Handover const &pending) {
        std::vector<std::string> fields;
        for (auto const &one : pending.known)
            fields.push_back(fmt::format("{}: {}", one.name, one.value));
        return fields.empty() ? std::nullopt : std::optional{std::move(fields)};
    };
    Columns<Case> columns{
        {"id", "Case", &Case::id},
        {"subject", "Subject", &Case::subject},
        {"state", "State", &Case::state},
        {"kind", item.kind == CaseKind::service ? "" : "Kind", &Case::kind},
        {"duplicate_of", "Duplicate of", &Case::duplicate_of},
        {"about", "About", &Case::about},
        {"repeat_of", "Repeat of", &Case::repeat_of},
    };
    if (item.incident) columns.append({{"incident", "Incident", &Case::incident}});
    columns.append(customer_columns(customer));
    columns.append({
        {"channel", "Channel", &Case::channel},
        {"category", "Category", &Case::category},
        {"category_label", "", category_label},
        {"impact", "Impact", &Case::impact},
        {"urgency", "Urgency", &Case::urgency},
        {"priority", "Priority", &Case::priority},
        {"priority_label", "", priority_label},
        {"team", "Team", &Case::team},
        {"person", "Person", &Case::person},
        {"handed_over_at", "Handed over", handover(&Handover::at)},
        {"handed_over_by", "Handed over by", handover(&Handover::by)},
        {"handover_reason", "Handed over since", handover(&Handover::reason)},
        {"", "What to know", handover(known)},
        {"bounces", item.bounces > 0 ? "Came back" : "", &Case::bounces},
        {"back_and_forth", "",
         [&policy](Case const &one) { return rules::goes_back_and_forth(policy, one.bounces); }},
    });
    columns.append({{"tags", item.tags.empty() ? "" : "Tags", &Case::tags}});
    columns.append(fact_columns());
    columns.append(own_field_columns(policy, item));
    columns.append({
        {"missing", item.missing.empty() ? "" : "Missing", &Case::missing},
        {"aftersales", "After-sales", &Case::aftersales},
        {"warranty_until", "Warranty until", &Case::warranty_until},
        {"external_id", "External id", &Case::external_id},
        {"received_at", "Received", &Case::received_at},
        {"due_at", "Due next", next_due},
        {"due_clock", "Due clock", next_due_clock},
        {"promised_at", "Promised for", promised_for},
        {"waiting_since", "Waiting since", &Case::waiting_since},
        {"first_reply_at", "First reply", &Case::first_reply_at},
        {"first_resolved_at", "", &Case::first_resolved_at},
        {"resolved_at", "Resolved", &Case::resolved_at},
        {"closed_at", "Closed", &Case::closed_at},
        {"updated_at", "", &Case::updated_at},
        {"reopened", item.reopened > 0 ? "Reopened" : "", &Case::reopened},
        {"replies", "", &Case::replies},
        {"messages", "", &Case::messages},
        {"at_once", item.at_once ? "Resolved at once" : "", &Case::at_once},
        {"article", "Article", &Case::article},
        {"body", "Text", &Case::body},
    });
    columns.append(solution_columns());
    columns.append(complaint_columns(policy, item));
    return columns;
}

// The last events, without deliveries of messages, which another table shows.
Table last_events(store::Reader &reader, Policy const &policy, Case const &item,
                  std::span<Event const> events) {
    std::vector<Event> shown;
    auto const all = with_merged(reader, events);
    std::ranges::copy_if(all, std::back_inserter(shown), [](Event const &event) {
        return !std::holds_alternative<event::Delivered>(event.payload) &&
               !std::holds_alternative<event::DeliveryFailed>(event.payload);
    });
    auto const hidden = shown.size() > shown_events ? shown.size() - shown_events : 0;
    auto table = history(policy, std::span{shown}.subspan(hidden));
    if (hidden > 0)
        table.notes.emplace_back(say("{} earlier", hidden),
                                 Hint{Remedy::show_history, "see the history", {item.id.text()}});
    return table;
}

}  // namespace

Sheet show_case(store::Reader &reader, rules::AdoptedTerms &adopted, Policy const &policy,
                Case const &item, std::span<Event const> events, Instant now) {
    std::optional<store::CustomerRow> customer;
    if (item.customer) customer = reader.find(*item.customer);
    Sheet sheet;
    sheet.head = columns_of(policy, item, customer).fields(item);
    sheet.parts.push_back({"clocks", "Clocks", clocks(adopted, item, now)});
    if (item.complaint) {
        sheet.parts.push_back({"rounds", "Rounds", rounds_of(item)});
        sheet.parts.push_back({"proposals", "Versions of the decision", proposals_of(events)});
        sheet.parts.push_back({"remedies", "Remedies", remedies_of(item)});
        sheet.parts.push_back({"evidence", "Evidence", evidence_of(item)});
    }
    if (auto alerts = alerts_of(item); item.complaint || !alerts.rows.empty())
        sheet.parts.push_back({"alerts", "Alerts to the staff", std::move(alerts)});
    sheet.parts.push_back({"versions", "Versions of the solution", versions_of(events)});
    sheet.parts.push_back({"tasks", "Tasks", tasks_of(policy, item, now)});
    if (!policy.raci.empty())
        sheet.parts.push_back(
            {"responsibilities", "Responsibilities by the policy", responsibilities(policy, item)});
    sheet.parts.push_back({"visits", "Visits", visits_of(item)});
    sheet.parts.push_back({"outbox", "Messages to the customer", messages_of(item)});
    sheet.parts.push_back({"feedback", "Feedback", feedback_of(item)});
    sheet.parts.push_back({"linked", "Linked cases", linked_with(reader, item)});
    sheet.parts.push_back({"events", "Last events", last_events(reader, policy, item, events)});
    return sheet;
}

}  // namespace dcc::report
