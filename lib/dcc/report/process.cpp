#include <dcc/base/columns.hpp>
#include <dcc/report/process.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/step_rights.hpp>
#include <dcc/rules/transitions.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

using Words = std::vector<std::string>;

// A thing of the policy with its label.
template <class Things>
std::string label_of(Policy const &policy, Things const &things, std::string const &id) {
    for (auto const &thing : things)
        if (thing.id == id) return label_in(thing.label, policy.desk.language, id);
    return id;
}

// ---- steps

struct StepRow {
    std::string_view step;
    Words from;
    Words to;
    std::string right;
    Words roles;
};

Words states_in(rules::States states) {
    Words words;
    for (auto const &[state, text] : state_words)
        if (states.holds(state)) words.emplace_back(text);
    return words;
}

Words roles_with(Policy const &policy, Right right) {
    Words roles;
    for (auto const &role : policy.roles)
        if (std::ranges::count(role.may, right) > 0) roles.push_back(role.id);
    return roles;
}

Table steps_of(Policy const &policy, CaseKind kind) {
    auto const &lifecycle = rules::lifecycle_of(kind);
    auto const transitions = rules::transitions_of(kind);
    std::vector<StepRow> rows;
    for (auto const &step : lifecycle.steps) {
        if (!step.offered) continue;
        StepRow row{step.text(), states_in(step.from), {}, {}, {}};
        for (auto const &one : transitions) {
            std::string const to{word(one.to)};
            if (one.step == step.step && std::ranges::count(row.to, to) == 0) row.to.push_back(to);
        }
        if (auto const right = rules::right_for(kind, step.step)) {
            row.right = word(*right);
            row.roles = roles_with(policy, *right);
        }
        rows.push_back(std::move(row));
    }
    // Sets of states that have a name for people.
    auto const open = states_in(lifecycle.states - lifecycle.ended);
    auto const all = states_in(lifecycle.states);
    auto const described = [open, all](Words const &states) {
        if (states == all) return std::string{"every state"};
        if (states == open) return std::string{"every open state"};
        return fmt::format("{}", fmt::join(states, ", "));
    };
    Columns<StepRow> const columns{
        {"step", "Step", &StepRow::step},
        {"from", "", &StepRow::from},
        {"to", "Leads to", &StepRow::to},
        {"right", "", &StepRow::right},
        {"roles", "Roles", &StepRow::roles},
        {"", "Possible in", [described](StepRow const &row) { return described(row.from); }},
    };
    auto table = columns.table_of(rows);
    table.notes.emplace_back("A step that leads nowhere leaves the state as it is.");
    return table;
}

Table raci_of(Policy const &policy) {
    auto const names = [&policy](auto member) {
        return [&policy, member](RaciRow const &row) {
            Words holders;
            for (auto const &id : row.*member) {
                auto const *person = policy.person(id);
                holders.push_back(person ? person->name : label_of(policy, policy.teams, id));
            }
            return holders;
        };
    };
    Columns<RaciRow> const columns{
        {"step", "Step", &RaciRow::step},
        {"responsible", "", &RaciRow::responsible},
        {"accountable", "", &RaciRow::accountable},
        {"consulted", "", &RaciRow::consulted},
        {"informed", "", &RaciRow::informed},
        {"", "Responsible", names(&RaciRow::responsible)},
        {"", "Accountable", names(&RaciRow::accountable)},
        {"", "Consulted", names(&RaciRow::consulted)},
        {"", "Informed", names(&RaciRow::informed)},
    };
    return columns.table_of(
        policy.raci, "The policy has no [[raci]]: who may do a step follows from the roles.");
}

// ---- intake

Table channels_of(Policy const &policy) {
    Columns<Channel> const columns{
        {"channel", "", &Channel::id},
        {"", "Channel",
         [&policy](Channel const &one) {
             return label_in(one.label, policy.desk.language, one.id);
         }},
        {"purpose", "Purpose", &Channel::purpose},
        {"address", "Address", &Channel::address},
        {"calendar", "Hours",
         [](Channel const &one) { return one.calendar.empty() ? "24x7" : one.calendar; }},
        {"in_service", "In service", &Channel::in_service},
    };
    return columns.table_of(policy.channels);
}

Table categories_of(Policy const &policy) {
    auto const skills = [](Category const &one) {
        Words texts;
        for (auto const &skill : one.skills) texts.push_back(skill.text());
        return texts;
    };
    Columns<Category> const columns{
        {"category", "Category", &Category::id},
        {"", "Name",
         [&policy](Category const &one) {
             return label_in(one.label, policy.desk.language, one.id);
         }},
        {"team", "", &Category::team},
        {"", "Team",
         [&policy](Category const &one) { return label_of(policy, policy.teams, one.team); }},
        {"required", "Required", &Category::required},
        {"skills", "Skills", skills},
    };
    return columns.table_of(policy.categories);
}

Table priorities_of(Policy const &policy) {
    struct Row {
        std::string impact;
        std::string urgency;
        std::string priority;
    };
    std::vector<Row> rows;
    for (auto const &impact : policy.impacts)
        for (auto const &urgency : policy.urgencies)
            if (auto const found = policy.matrix.find({impact, urgency});
                found != policy.matrix.end())
                rows.push_back({impact, urgency, found->second});
    Columns<Row> const columns{
        {"impact", "Impact", &Row::impact},
        {"urgency", "Urgency", &Row::urgency},
        {"priority", "", &Row::priority},
        {"", "Priority",
         [&policy](Row const &row) { return label_of(policy, policy.priorities, row.priority); }},
    };
    return columns.table_of(rows);
}

// ---- deadlines

// "priority: urgent; category: billing"
std::string describe_condition(Policy const &policy, Condition const &when) {
    std::string text;
    auto const add = [&](char const *what, Words const &ids, auto const &things) {
        if (ids.empty()) return;
        Words labels;
        for (auto const &id : ids) labels.push_back(label_of(policy, things, id));
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", what, fmt::join(labels, ", "));
    };
    std::vector<Item> const plain;
    add("channel", when.channel, policy.channels);
    add("category", when.category, policy.categories);
    add("priority", when.priority, policy.priorities);
    add("tier", when.tier, plain);
    add("product", when.product, policy.aftersales.products);
    return text.empty() ? "all others" : text;
}

Cell target_of(std::vector<Term> const &terms, ClockKind kind) {
    for (auto const &term : terms)
        if (term.kind == kind && term.target) return format_duration(*term.target);
    return {};
}

template <class Rule>
Columns<Rule> target_columns(std::initializer_list<ClockKind> kinds) {
    Columns<Rule> columns;
    for (auto const kind : kinds) {
        std::string title{word(kind)};
        title.front() = static_cast<char>(title.front() - 'a' + 'A');
        std::ranges::replace(title, '_', ' ');
        columns.append({{std::string{word(kind)}, title,
                         [kind](Rule const &rule) { return target_of(rule.terms, kind); }}});
    }
    columns.append({{"calendars", "Hours", [](Rule const &rule) {
                         Words calendars;
                         for (auto const &term : rule.terms)
                             if (std::ranges::count(calendars, term.calendar) == 0)
                                 calendars.push_back(term.calendar);
                         return calendars;
                     }}});
    return columns;
}

Table service_levels_of(Policy const &policy) {
    Columns<SlaRule> columns{
        {"rule", "Rule", &SlaRule::name},
        {"when", "For",
         [&policy](SlaRule const &rule) {
             return rule.incident ? std::string{"incidents"}
                                  : describe_condition(policy, rule.when);
         }},
    };
    columns.append(target_columns<SlaRule>({ClockKind::first_response, ClockKind::next_response,
                                            ClockKind::update, ClockKind::resolution}));
    auto table = columns.table_of(policy.sla);
    table.notes.emplace_back("The first rule that fits decides.");
    return table;
}

Table complaint_limits_of(Policy const &policy) {
    auto const when = [&policy](ComplaintRule const &rule) {
        auto text = describe_condition(policy, rule.when);
        if (rule.when.empty() && (!rule.types.empty() || !rule.severities.empty())) text.clear();
        auto const add = [&](char const *what, Words const &words) {
            if (!words.empty())
                text +=
                    fmt::format("{}{}: {}", text.empty() ? "" : "; ", what, fmt::join(words, ", "));
        };
        add("type", rule.types);
        add("severity", rule.severities);
        return text;
    };
    auto const extensions = [](ComplaintRule const &rule) {
        Words steps;
        for (auto const &term : rule.terms)
            for (auto const &extension : term.extensions)
                steps.push_back(format_duration(extension.to));
        return steps;
    };
    Columns<ComplaintRule> columns{{"rule", "Rule", &ComplaintRule::name}, {"when", "For", when}};
    columns.append(target_columns<ComplaintRule>({ClockKind::acknowledge, ClockKind::reply}));
    columns.append({{"extensions", "Extensible to", extensions},
                    {"source", "Source", &ComplaintRule::source}});
    return columns.table_of(policy.complaints.rules);
}

Table escalation_of(Policy const &policy) {
    struct Row {
        EscalationRule const *rule;
        Wording after;
        std::string to;
    };
    std::vector<Row> rows;
    for (auto const &rule : policy.escalation) {
        for (auto const share : rule.warn)
            rows.push_back({&rule, say("{} % of the time", share), std::string{to_assignee}});
        for (auto const &step : rule.steps)
            rows.push_back({&rule, say("overdue by {}", format_duration(step.after)), step.to});
    }
    Columns<Row> const columns{
        {"rule", "Rule", part_of(&Row::rule, &EscalationRule::name)},
        {"when", "For",
         [&policy](Row const &row) { return describe_condition(policy, row.rule->when); }},
        {"after", "At", &Row::after},
        {"to", "Tells", &Row::to},
    };
    return columns.table_of(rows, "The policy announces nothing.");
}

// ---- reviews and endings

Table review_rules_of(Policy const &policy) {
    auto const cost = [](ReviewRule const &rule) {
        return rule.cost_above ? "above " + format_money(*rule.cost_above) : std::string{"any"};
    };
    Columns<ReviewRule> const columns{
        {"rule", "Rule", &ReviewRule::name},
        {"when", "For",
         [&policy](ReviewRule const &rule) { return describe_condition(policy, rule.when); }},
        {"cost", "Cost", cost},
    };
    auto table = columns.table_of(policy.review.rules, "No solution needs a review.");
    if (!policy.review.roles.empty())
        table.notes.emplace_back(say("Reviewed by: {}.", fmt::join(policy.review.roles, ", ")));
    Words checks;
    for (auto const &item : policy.review.checklist)
        checks.push_back(label_in(item.label, policy.desk.language, item.id));
    if (!checks.empty()) table.notes.emplace_back(say("Checked: {}.", fmt::join(checks, ", ")));
    return table;
}

Table closing_of(Policy const &policy) {
    struct Row {
        Wording when;
        std::string after;
        Wording what;
    };
    std::vector<Row> rows;
    auto const add = [&](std::string_view state, WaitingPolicy const &waiting) {
        if (waiting.remind_after)
            rows.push_back({std::string{state}, format_duration(*waiting.remind_after),
                            say("reminder, at most {}", waiting.reminders)});
        if (waiting.close_after)
            rows.push_back(
                {std::string{state}, format_duration(*waiting.close_after), say("closed")});
    };
    add(word(State::waiting_customer), policy.waiting_customer);
    add(word(State::waiting_third_party), policy.waiting_third_party);
    if (policy.complaints.silence)
        rows.push_back({"complaint replied, no answer", format_duration(*policy.complaints.silence),
                        "closed as unanswered"});
    if (policy.survey.complaint_at > 0)
        rows.push_back({say("satisfaction {} or less", policy.survey.complaint_at), "",
                        "a complaint is opened"});
    Columns<Row> const columns{{"when", "When", &Row::when},
                               {"after", "After", &Row::after},
                               {"what", "What", &Row::what}};
    return columns.table_of(rows, "No case is closed by itself.");
}

Table quality_of(Policy const &policy) {
    struct Row {
        std::string id;
        std::string label;
        Wording what;
    };
    std::vector<Row> rows;
    auto const &language = policy.desk.language;
    for (auto const &item : policy.reports.quality.items)
        rows.push_back(
            {item.id, label_in(item.label, language, item.id), say("0 to {} points", item.points)});
    for (auto const &grade : policy.reports.quality.grades)
        rows.push_back({grade.id, label_in(grade.label, language, grade.id),
                        say("fault, then: {}", fmt::join(grade.path, ", "))});
    Columns<Row> const columns{{"id", "", &Row::id},
                               {"", "Criterion or fault", &Row::label},
                               {"what", "What", &Row::what}};
    return columns.table_of(rows);
}

}  // namespace

Sheet process(Policy const &policy) {
    Columns<Policy> const head{
        {"report", "", [](Policy const &) { return "process"; }},
        {"desk", "", [](Policy const &one) { return one.desk.name; }},
        {"policy", "", [](Policy const &one) { return hex(one.fingerprint); }},
    };
    Sheet sheet{head.row(policy), {}};
    sheet.head.notes = {
        say("Process of {}, by policy {}", policy.desk.name, short_hex(policy.fingerprint))};
    auto const add = [&](char const *name, char const *title, Table table) {
        if (!table.rows.empty() || !table.empty.empty())
            sheet.parts.push_back({name, title, std::move(table)});
    };
    add("channels", "Channels", channels_of(policy));
    add("categories", "Categories", categories_of(policy));
    add("priorities", "Priorities", priorities_of(policy));
    add("service_levels", "Service levels", service_levels_of(policy));
    add("service_steps", "Service cases", steps_of(policy, CaseKind::service));
    add("reviews", "Reviews of solutions", review_rules_of(policy));
    add("escalation", "Escalation", escalation_of(policy));
    add("complaint_steps", "Complaints", steps_of(policy, CaseKind::complaint));
    add("complaint_limits", "Limits of complaints", complaint_limits_of(policy));
    add("closing", "Reminders and closing", closing_of(policy));
    add("raci", "Responsibilities", raci_of(policy));
    add("quality", "Quality", quality_of(policy));
    return sheet;
}

}  // namespace dcc::report
