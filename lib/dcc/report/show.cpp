#include <dcc/model/remedy.hpp>
#include <dcc/report/cases.hpp>
#include <dcc/report/detail/cells.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t shown_events = 8;

Cell label(Label const *label, std::string const &language, std::string const &id) {
    if (!label || id.empty()) return {};
    auto const &text = label_in(*label, language, id);
    return text == id ? Cell{} : Cell{text};
}

// The clock that is due next.
Cell next_due_clock(Case const &item) {
    for (auto const &clock : item.clocks)
        if (clock.stage == Stage::running && clock.due_at && clock.due_at == next_due(item))
            return std::string{word(clock.kind)};
    return {};
}

// All of its text, for whoever reviews it.
void add_solution(Fields &fields, Case const &item) {
    auto const none = Solution{};
    bool const has = item.solution.has_value();
    auto const &solution = has ? *item.solution : none;
    auto const &cost = solution.cost;
    auto const known = [&](Cell cell) { return has ? std::move(cell) : Cell{}; };
    fields.add("solution", "Solution",
               known(fmt::format("version {}, {}, by {}", solution.version, word(solution.stage),
                                 solution.author)));
    fields.add("solution_version", "", known(std::int64_t{solution.version}));
    fields.add("solution_stage", "", known(std::string{word(solution.stage)}));
    fields.add("solution_author", "", known(solution.author));
    fields.add("solution_digest", "Digest", known(hex(solution.digest)));
    fields.add("solution_steps", "Steps", text(solution.steps));
    fields.add("solution_effect", "Effect", text(solution.effect));
    fields.add("solution_feasibility", "Feasibility", text(solution.feasibility));
    fields.add("solution_cost", "Cost", cost ? Cell{format_money(*cost)} : Cell{});
    fields.add("solution_cost_minor", "", cost ? Cell{cost->minor} : Cell{});
    fields.add("solution_currency", "", cost ? text(cost->currency) : Cell{});
    fields.add("review_rule", "Review by rule", text(solution.review_by));
    fields.add("reviewer", "Reviewer", text(solution.reviewer));
    fields.add("review_reason", "Reason", text(solution.reason));
}

// Every version of the solution, and what became of it.
Table versions_of(std::span<Event const> events) {
    Table table;
    table.columns = {{"version", "Version"}, {"at", "At"},        {"author", "By"},
                     {"cost", "Cost"},       {"steps", "Steps"},  {"effect", "Effect"},
                     {"feasibility", ""},    {"digest", ""},      {"verdict", "Verdict"},
                     {"reviewer", "By"},     {"reason", "Reason"}};
    for (auto const &event : events) {
        if (auto const *proposed = std::get_if<event::Proposed>(&event.payload))
            table.rows.push_back({std::int64_t{proposed->version}, event.at, event.actor,
                                  proposed->cost ? Cell{format_money(*proposed->cost)} : Cell{},
                                  text(proposed->steps), text(proposed->effect),
                                  text(proposed->feasibility), hex(proposed->text), Cell{}, Cell{},
                                  Cell{}});
        auto const *reviewed = std::get_if<event::Reviewed>(&event.payload);
        if (!reviewed || table.rows.empty()) continue;
        auto &row = table.rows.back();
        row[8] = std::string{reviewed->approved ? "approved" : "returned"};
        row[9] = event.actor;
        row[10] = text(reviewed->reason);
    }
    return table;
}

Table visits_of(Case const &item) {
    Table table;
    table.columns = {{"id", "Visit"},       {"state", "State"},  {"mode", "How"},
                     {"technician", "Who"}, {"from", "From"},    {"to", "To"},
                     {"place", "Where"},    {"found", "Found"},  {"done", "Done"},
                     {"parts", "Parts"},    {"result", "Result"}};
    for (auto const &visit : item.visits)
        table.rows.push_back({PartId{item.id, visit.number}.text(), std::string{word(visit.state)},
                              std::string{word(visit.mode)}, visit.technician, visit.starts_at,
                              visit.ends_at, text(visit.place), text(visit.found), text(visit.done),
                              visit.parts, text(visit.result)});
    return table;
}

Table messages_of(Case const &item) {
    Table table;
    table.columns = {{"id", "Message"},   {"kind", "Kind"},    {"state", "State"},
                     {"made_at", "Made"}, {"sent_at", "Sent"}, {"tries", ""},
                     {"next_try_at", ""}, {"error", ""}};
    for (auto const &message : item.outgoing)
        table.rows.push_back(
            {PartId{item.id, message.number}.text(), std::string{word(message.kind)},
             std::string{word(message.state)}, message.made_at, instant(message.sent_at),
             std::int64_t{message.tries}, instant(message.next_try_at), text(message.error)});
    return table;
}

Cell figure(std::optional<int> const &value) {
    return value ? Cell{std::int64_t{*value}} : Cell{};
}

Table feedback_of(Case const &item) {
    Table table;
    table.columns = {{"resolution", "Resolution"},   {"at", "At"},         {"csat", "Satisfaction"},
                     {"nps", "Recommends"},          {"ces", "Effort"},    {"ces_high", ""},
                     {"dimensions", "By dimension"}, {"solved", "Solved"}, {"channel", ""},
                     {"comment", "Comment"}};
    std::int64_t number = 0;
    for (auto const &invitation : item.invitations) {
        ++number;
        if (!invitation.feedback) continue;
        auto const &given = *invitation.feedback;
        std::vector<std::string> scores;
        for (auto const &score : given.dimensions)
            scores.push_back(fmt::format("{}={}", score.dimension, score.value));
        table.rows.push_back({number, given.at, figure(given.csat), figure(given.nps),
                              figure(given.ces), text(given.ces_high), std::move(scores),
                              given.solved ? Cell{*given.solved} : Cell{}, text(given.channel),
                              text(given.comment)});
    }
    return table;
}

// Cases that this one is linked with, and how.
Table linked_to(store::Reader &reader, Case const &item) {
    Table table;
    table.columns = {{"id", "Case"},
                     {"link", "Link"},
                     {"state", "State"},
                     {"received_at", "Received"},
                     {"subject", "Subject"}};
    auto const add = [&](store::CaseRow const &row, char const *link) {
        table.rows.push_back({row.id.text(), std::string{link}, std::string{word(row.state)},
                              row.received_at, text(row.subject)});
    };
    auto const add_found = [&](std::optional<CaseId> const &id, char const *link) {
        if (!id) return;
        if (auto const row = reader.find(*id)) add(*row, link);
    };
    add_found(item.about, "complains about");
    add_found(item.repeat_of, "repeats");
    add_found(item.duplicate_of, "duplicate of");
    for (auto const &row : reader.about(item.id)) add(row, "complaint about this");
    for (auto const &row : reader.repeats(item.id)) add(row, "repeats this");
    return table;
}

template <class Thing>
Label const *label_of(Thing const *thing) {
    return thing ? &thing->label : nullptr;
}

}  // namespace

Sheet show_case(store::Reader &reader, rules::AdoptedTerms &adopted, Policy const &policy,
                Case const &item, std::span<Event const> events, Instant now) {
    auto const &language = policy.desk.language;
    Fields fields;
    fields.add("id", "Case", item.id.text());
    fields.add("subject", "Subject", text(item.subject));
    fields.add("state", "State", std::string{word(item.state)});
    fields.add("kind", item.kind == CaseKind::complaint ? "Kind" : "",
               std::string{word(item.kind)});
    fields.add("duplicate_of", "Duplicate of", id_of(item.duplicate_of));
    fields.add("about", "About", id_of(item.about));
    fields.add("repeat_of", "Repeat of", id_of(item.repeat_of));
    std::optional<store::CustomerRow> customer;
    if (item.customer) customer = reader.find(*item.customer);
    fields.add("customer", "Customer", customer ? Cell{customer->id.text()} : Cell{});
    fields.add("customer_name", "Name", customer ? text(customer->name) : Cell{});
    fields.add("customer_phone", "Phone", customer ? text(customer->phone) : Cell{});
    fields.add("customer_email", "Email", customer ? text(customer->email) : Cell{});
    fields.add("customer_tier", "Tier", customer ? text(customer->tier) : Cell{});
    fields.add("channel", "Channel", text(item.channel));
    fields.add("category", "Category", text(item.category));
    fields.add("category_label", "",
               label(label_of(policy.category(item.category)), language, item.category));
    fields.add("impact", "Impact", text(item.impact));
    fields.add("urgency", "Urgency", text(item.urgency));
    fields.add("priority", "Priority", text(item.priority));
    fields.add("priority_label", "",
               label(label_of(policy.priority(item.priority)), language, item.priority));
    fields.add("team", "Team", text(item.team));
    fields.add("person", "Person", text(item.person));
    fields.add("product", "Product", text(item.product));
    fields.add("order_no", "Order", text(item.order_no));
    fields.add("serial_no", "Serial no.", text(item.serial_no));
    fields.add("purchase_date", "Bought",
               item.purchase_date ? Cell{format_date(*item.purchase_date)} : Cell{});
    fields.add("remedy_sought", "Remedy sought", text(item.remedy_sought));
    fields.add("missing", item.missing.empty() ? "" : "Missing", item.missing);
    fields.add("aftersales", "For",
               item.aftersales ? Cell{std::string{word(*item.aftersales)}} : Cell{});
    fields.add("warranty_until", "Warranty until",
               item.warranty_until ? Cell{format_date(*item.warranty_until)} : Cell{});
    fields.add("external_id", "External id", text(item.external_id));
    fields.add("received_at", "Received", item.received_at);
    fields.add("due_at", "Due next", instant(next_due(item)));
    fields.add("due_clock", "Due for", next_due_clock(item));
    fields.add("promised_at", "Promised for", instant(promised_for(item)));
    fields.add("waiting_since", "Waiting since", instant(item.waiting_since));
    fields.add("first_reply_at", "First reply", instant(item.first_reply_at));
    fields.add("first_resolved_at", "", instant(item.first_resolved_at));
    fields.add("resolved_at", "Resolved", instant(item.resolved_at));
    fields.add("closed_at", "Closed", instant(item.closed_at));
    fields.add("updated_at", "", item.updated_at);
    fields.add("reopened", item.reopened > 0 ? "Reopened" : "", std::int64_t{item.reopened});
    fields.add("replies", "", std::int64_t{item.replies});
    fields.add("messages", "", std::int64_t{item.messages});
    fields.add("at_once", item.at_once ? "Answered at once" : "", item.at_once);
    fields.add("article", "Article", id_of(item.article));
    fields.add("body", "Text", text(item.body));
    add_solution(fields, item);

    Sheet sheet;
    sheet.head = fields.take();
    sheet.parts.push_back({"clocks", "Clocks", clocks(adopted, item, now)});
    sheet.parts.push_back({"versions", "Versions of the solution", versions_of(events)});
    sheet.parts.push_back({"visits", "Visits", visits_of(item)});
    sheet.parts.push_back({"outbox", "Messages to the customer", messages_of(item)});
    sheet.parts.push_back({"feedback", "Feedback", feedback_of(item)});
    sheet.parts.push_back({"linked", "Linked cases", linked_to(reader, item)});
    std::vector<Event> telling;  // what became of messages stands above
    std::ranges::copy_if(events, std::back_inserter(telling), [](Event const &event) {
        return !std::holds_alternative<event::Delivered>(event.payload) &&
               !std::holds_alternative<event::DeliveryFailed>(event.payload);
    });
    auto const hidden = telling.size() > shown_events ? telling.size() - shown_events : 0;
    auto past = history(policy, std::span{telling}.subspan(hidden));
    if (hidden > 0)
        past.notes.emplace_back(fmt::format("{} earlier", hidden),
                                Hint{Remedy::show_history, "see the history", {item.id.text()}});
    sheet.parts.push_back({"events", "Last events", std::move(past)});
    return sheet;
}

}  // namespace dcc::report
