#include <dcc/model/event.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dcc {

std::vector<std::string_view> hook_topics() {
    std::vector<std::string_view> topics{event::Closed::type.word, event::Messaged::type.word,
                                         event::MessageSuperseded::type.word,
                                         event::OutcomeRecorded::type.word};
    for (auto const &[level, text] : escalation_level_words) topics.push_back(text);
    std::ranges::sort(topics);
    return topics;
}

namespace policy_file {
namespace {

// A share of the time of a clock: "75%".
int parse_share(std::string const &text) {
    int percent = 0;
    auto const *const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, percent);
    if (error != std::errc{} || rest + 1 != end || *rest != '%' || percent < 1 || percent > 99)
        throw Error{ErrorKind::data,
                    say("{} is not a share such as \"75%\", from 1% to 99%", quote(text))};
    return percent;
}

std::vector<int> read_shares(TomlTable &table) {
    std::vector<int> shares;
    for (auto const &text : table.texts("warn")) {
        try {
            auto const share = parse_share(text.text);
            if (std::ranges::count(shares, share) > 0)
                table.error(text, say("warn: {} is there twice", text.text));
            else
                shares.push_back(share);
        } catch (Error const &wrong) {
            table.error(text, say("warn: {}", wrong.message()));
        }
    }
    std::ranges::sort(shares);
    return shares;
}

std::vector<ClockKind> read_clocks(TomlTable &table) {
    std::vector<ClockKind> kinds;
    for (auto const &text : table.texts("clocks")) {
        auto const kind = parse_word<ClockKind>(text.text);
        if (!kind || *kind == ClockKind::handoff) {
            std::vector<std::string_view> known;
            for (auto const &[clock, name] : clock_kind_words)
                if (clock != ClockKind::handoff) known.push_back(name);
            table.error(text, say("clocks: {} is no clock with a deadline{}", quote(text.text),
                                  table.reading().suggestion(text.text, known)));
        } else if (std::ranges::count(kinds, *kind) == 0) {
            kinds.push_back(*kind);
        }
    }
    if (table.has("clocks") && table.texts("clocks").empty())
        table.error_at("clocks", "clocks: an empty list fits no clock; leave it out to fit all");
    return kinds;
}

// Roles and people are read before.
void check_rung(TomlTable &table, std::string const &to) {
    auto &reading = table.reading();
    if (to.empty() || to == to_assignee || to == to_lead || reading.knows(Kind::role, to) ||
        reading.knows(Kind::person, to))
        return;
    std::vector<std::string_view> known{to_assignee, to_lead};
    for (auto const kind : {Kind::role, Kind::person})
        std::ranges::copy(reading.names(kind), std::back_inserter(known));
    table.error_at("to", say("to: {} is neither \"assignee\", \"lead\", a role nor a person{}",
                             quote(to), reading.suggestion(to, known)));
}

// Whether a delay is certainly shorter than another one on the same calendar.
bool is_shorter(Duration const &one, Duration const &other) {
    if (one.in_business_days != other.in_business_days) return false;
    return one.in_business_days ? one.business_days < other.business_days
                                : one.seconds < other.seconds;
}

// A ladder goes up: later steps come later, and end with somebody above the assignee.
void check_ladder(TomlTable &table, std::vector<EscalationStep> const &steps) {
    std::set<std::string> told;
    EscalationStep const *before = nullptr;
    for (auto const &step : steps) {
        auto const wrong = [&](std::string const &what) {
            table.reading().error(step.place, table.subject(), what);
        };
        if (!told.insert(step.to).second) wrong(say("the ladder has {} twice", quote(step.to)));
        if (step.to == to_assignee && before)
            wrong(
                say("the ladder is out of order: \"assignee\" comes after {}", quote(before->to)));
        else if (before && step.calendar == before->calendar &&
                 is_shorter(step.after, before->after))
            wrong(say("the ladder is out of order: {} is told after {}, before {} after {}",
                      quote(step.to), format_duration(step.after), quote(before->to),
                      format_duration(before->after)));
        before = &step;
    }
    if (before && before->to == to_assignee)
        table.reading().error(
            before->place, table.subject(),
            "the ladder has no top: nobody above the assignee is told; add a step "
            "such as { to = \"lead\", after = \"1h\" }");
}

void read_rule(TomlTable &table, EscalationRule &rule) {
    rule.place = table.place();
    rule.name = table.declare(Kind::escalation_rule, "name");
    table.table("when", [&](TomlTable &when) {
        if (when.keys().empty()) when.error("empty; a rule for all is written without \"when\"");
        read_when(when, rule.when);
        read_condition(when, "team", Kind::team, rule.teams);
    });
    rule.clocks = read_clocks(table);
    rule.warn = read_shares(table);
    std::string calendar;
    table.refer("calendar", Kind::calendar, calendar);
    table.tables("steps", "step", "to", [&](TomlTable &entry) {
        EscalationStep step;
        step.place = entry.place();
        entry.require("to", step.to);
        check_rung(entry, step.to);
        if (auto const after = entry.parsed("after", parse_duration)) step.after = *after;
        step.calendar = calendar;
        entry.refer("calendar", Kind::calendar, step.calendar);
        rule.steps.push_back(std::move(step));
    });
    check_ladder(table, rule.steps);
    if (rule.warn.empty() && rule.steps.empty())
        table.error("neither warn nor steps: it would announce nothing to anybody");
}

void read_hook(TomlTable &table, Hook &hook) {
    hook.place = table.place();
    auto const topics = hook_topics();
    for (auto const &text : table.texts("on")) {
        if (std::ranges::count(topics, text.text) == 0)
            table.error(text, say("on: unknown event {}{}", quote(text.text),
                                  table.reading().suggestion(text.text, topics)));
        else if (std::ranges::count(hook.on, text.text) > 0)
            table.error(text, say("on: {} is there twice", quote(text.text)));
        hook.on.push_back(text.text);
    }
    if (hook.on.empty()) table.error("on is missing: the events it is told of, such as \"breach\"");
    table.get("run", hook.run);
    if (hook.run.empty() || hook.run.front().empty())
        table.error("run is missing: a program and its arguments, such as [\"/usr/bin/logger\"]");
    else if (!hook.run.front().starts_with('/'))
        table.error_at("run", say("run: {} is not a path from the root, such as "
                                  "\"/usr/bin/logger\"",
                                  quote(hook.run.front())));
    auto const timeout = table.parsed("timeout", parse_duration);
    if (!timeout) return;
    if (timeout->in_business_days || timeout->seconds < Seconds{1} ||
        timeout->seconds > Seconds{3600})
        table.error_at("timeout", "timeout: must be from 1s to 1h");
    else
        hook.timeout = timeout->seconds;
}

// The ids of the items of a list must differ; those of other lists may be the same.
void read_list(TomlTable &table, std::string_view key, std::string_view noun,
               std::vector<Item> &out) {
    table.tables(key, noun, "id", [&](TomlTable &entry) {
        Item item;
        if (entry.require("id", item.id)) {
            if (!is_name(item.id))
                entry.error_at("id", say("id: {} is not a name without blanks", quote(item.id)));
            else if (std::ranges::count(out, item.id, &Item::id) > 0)
                entry.error_at("id", say("id: {} is there twice", quote(item.id)));
        }
        entry.get("label", item.label);
        out.push_back(std::move(item));
    });
}

void read_playbook(TomlTable &table, Policy const &policy, PatternBudget &budget, Playbook &book) {
    book.place = table.place();
    book.id = table.declare(Kind::playbook, "id");
    table.get("label", book.label);
    read_list(table, "checklist", "check", book.checklist);
    table.refer("tell", Kind::person, book.tell);
    if (table.refer("sla", Kind::sla_rule, book.sla))
        if (auto const *rule = policy.sla_rule(book.sla); rule && !rule->incident)
            table.error_at("sla", say("sla: rule {} is for other cases too; give it "
                                      "incident = true, or name another one",
                                      quote(book.sla)));
    table.table("when", [&](TomlTable &when) {
        if (when.keys().empty())
            when.error("empty; leave it out, so that cases are linked by hand");
        read_when(when, book.when);
    });
    read_text_test(table, budget, book.text);
}

}  // namespace

void read_escalation(TomlTable &root, Policy &policy) {
    root.tables("escalation", "escalation", "name",
                [&](TomlTable &table) { read_rule(table, policy.escalation.emplace_back()); });
    root.tables("hook", "hook", "name",
                [&](TomlTable &table) { read_hook(table, policy.hooks.emplace_back()); });
}

void read_incidents(TomlTable &root, Policy &policy) {
    root.table("incidents", [&](TomlTable &table) {
        read_list(table, "severities", "severity", policy.incidents.severities);
        if (policy.incidents.severities.empty())
            table.error(
                "severities is missing: the gravest first, such as "
                "[{ id = \"critical\" }, { id = \"minor\" }]");
        PatternBudget budget;
        table.tables("playbooks", "playbook", "id", [&](TomlTable &entry) {
            read_playbook(entry, policy, budget, policy.incidents.playbooks.emplace_back());
        });
    });
}

}  // namespace policy_file
}  // namespace dcc
