#include <dcc/base/error.hpp>
#include <dcc/base/pattern.hpp>
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/calendar_file.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr std::array<ClockKind, 5> promised{ClockKind::first_response, ClockKind::next_response,
                                            ClockKind::update, ClockKind::resolution,
                                            ClockKind::task};

// The states listed under a key, in which a clock is paused.
std::vector<State> read_pauses(TomlTable &table, std::string_view key) {
    std::vector<State> states;
    for (auto const &text : table.texts(key)) {
        table.reading().refer({Kind::state, text, table.subject()});
        auto const state = parse_word<State>(text.text);
        if (state && is_ended(*state))
            table.error(text, say("{}: a clock is not paused but ended in state {}", key,
                                  quote(text.text)));
        else if (state)
            states.push_back(*state);
    }
    return states;
}

std::optional<Duration> read_target(TomlTable &table, std::string_view key) {
    auto target = table.parsed(key, parse_duration);
    if (target && !target->in_business_days && target->seconds == Seconds{0}) {
        table.error_at(key, say("{}: a target must be longer than zero", key));
        target.reset();
    }
    return target;
}

// A term: a duration in its short form, or a table in its long form.
Term read_term(TomlTable &rule, ClockKind kind, std::string const &calendar) {
    Term term;
    term.kind = kind;
    term.calendar = calendar;
    auto const key = word(kind);
    if (!rule.has_table(key)) {
        term.target = read_target(rule, key);
        return term;
    }
    rule.table(key, [&](TomlTable &table) {
        if (!table.has("target")) table.error("target is missing");
        term.target = read_target(table, "target");
        table.refer("calendar", Kind::calendar, term.calendar);
        term.pauses = read_pauses(table, "pauses");
    });
    return term;
}

Term const *term_of(SlaRule const &rule, ClockKind kind) {
    auto const term = std::ranges::find(rule.terms, kind, &Term::kind);
    return term == rule.terms.end() ? nullptr : &*term;
}

void read_terms(TomlTable &table, SlaRule &rule) {
    std::string calendar;
    if (!table.has("calendar")) table.error("calendar is missing");
    table.refer("calendar", Kind::calendar, calendar);
    for (auto const kind : promised) {
        // These two are measured even without a target.
        bool const always = kind == ClockKind::first_response || kind == ClockKind::resolution;
        if (table.has(word(kind)) || always) rule.terms.push_back(read_term(table, kind, calendar));
    }
    table.table("pauses", [&](TomlTable &pauses) {
        for (auto const kind : promised) {
            auto const key = word(kind);
            if (!pauses.has(key)) continue;
            auto states = read_pauses(pauses, key);
            auto const term = std::ranges::find(rule.terms, kind, &Term::kind);
            if (term == rule.terms.end())
                pauses.error_at(key, say("the rule sets no {} target", key));
            else if (!term->pauses.empty())
                pauses.error_at(key, say("pauses of {} are given twice", key));
            else
                term->pauses = std::move(states);
        }
    });
}

// Reports a convention that contradicts the rule or another convention.
void refuse_if(bool contradicts, TomlTable &table, std::string_view key, Wording const &why) {
    if (contradicts) table.error_at(key, say("{}: {}", key, why));
}

// Conventions about targets in business days.
void read_day_count(TomlTable &table, SlaRule const &rule, DayCount &days) {
    if (auto const start = read_word<OutsideHours>(table, "outside_hours"))
        days.outside_hours = *start;
    if (auto const cutoff = table.parsed("cutoff", parse_time_of_day)) {
        days.cutoff = Duration{*cutoff};
        refuse_if(*cutoff == Seconds{0} || *cutoff == std::chrono::days{1}, table, "cutoff",
                  "no day has a time before or after it; use one such as \"17:00\"");
    }
    bool const has_use = std::ranges::any_of(
        rule.terms, [](Term const &term) { return term.target && term.target->in_business_days; });
    for (auto const *key : {"outside_hours", "cutoff"})
        refuse_if(table.has(key) && !has_use, table, key,
                  "the rule has no target in business days, and only those depend on it; leave it "
                  "out or write a target such as \"3bd\"");
}

// The clocks listed under a key, of those that run again and again.
std::vector<ClockKind> read_cycles(TomlTable &table, std::string_view key, SlaRule const &rule) {
    std::vector<ClockKind> kinds;
    for (auto const &text : table.texts(key)) {
        auto const kind = parse_word<ClockKind>(text.text);
        if (kind != ClockKind::next_response && kind != ClockKind::update)
            table.error(text, say("{}: {} is neither \"next_response\" nor \"update\"", key,
                                  quote(text.text)));
        else if (!term_of(rule, *kind))
            table.error(text, say("{}: the rule sets no {} target", key, text.text));
        else if (std::ranges::count(kinds, *kind) == 0)
            kinds.push_back(*kind);
    }
    return kinds;
}

void read_conventions(TomlTable &table, SlaRule &rule) {
    auto &conventions = rule.conventions;
    auto &counting = conventions.counting;
    read_day_count(table, rule, counting.days);
    table.get("whole_minutes", counting.whole_minutes);
    table.get("until_opening", counting.until_opening);
    conventions.from_creation = read_cycles(table, "from_creation", rule);
    conventions.any_contact = read_cycles(table, "any_contact", rule);
    table.get("opened_by_staff", conventions.opened_by_staff);
    table.get("silent_end_answers", conventions.silent_end_answers);
    if (auto const reopening = read_word<Reopening>(table, "reopening"))
        conventions.reopening = *reopening;

    refuse_if(counting.until_opening && counting.days.outside_hours == OutsideHours::same_time,
              table, "until_opening",
              "outside_hours = \"same_time\" sets deadlines outside hours, and this moves them to "
              "the next opening; leave one out");
    auto const &first = *term_of(rule, ClockKind::first_response);
    refuse_if(conventions.opened_by_staff && (first.target || !first.pauses.empty()), table,
              "opened_by_staff",
              "these cases have no first_response; leave out its target and pauses");
    refuse_if(conventions.opened_by_staff &&
                  std::ranges::count(conventions.from_creation, ClockKind::next_response) > 0,
              table, "from_creation",
              "cases opened by staff begin without a question of the customer; leave out "
              "next_response or opened_by_staff");
    auto const &target = term_of(rule, ClockKind::resolution)->target;
    refuse_if(
        conventions.reopening == Reopening::remainder && (!target || target->in_business_days),
        table, "reopening",
        "only of a resolution target in hours something is left; write such a target, or "
        "use \"resume\", \"restart\" or \"count\"");
}

}  // namespace

void read_condition(TomlTable &table, std::string_view key, Kind kind,
                    std::vector<std::string> &out) {
    if (table.refer(key, kind, out) && out.empty())
        table.error_at(key, say("{}: an empty list fits no case; leave it out to fit all", key));
}

void read_when(TomlTable &when, Condition &out) {
    read_condition(when, "channel", Kind::channel, out.channel);
    read_condition(when, "category", Kind::category, out.category);
    read_condition(when, "priority", Kind::priority, out.priority);
    read_condition(when, "tier", Kind::tier, out.tier);
    when.get("product", out.product);
}

void read_sla(TomlTable &root, Policy &policy) {
    for (auto const &[state, name] : state_words) root.reading().know(Kind::state, name);
    std::vector<std::pair<SlaRule, bool>> ordered;  // those that are matched; whether a default
    bool const found = root.tables("sla", "sla", "name", [&](TomlTable &table) {
        SlaRule rule;
        rule.place = table.place();
        rule.name = table.declare(Kind::sla_rule, "name");
        table.get("incident", rule.incident);
        if (rule.incident && table.has("when"))
            table.error_at("when",
                           "when: a rule for incidents is named by their playbook; leave "
                           "out \"when\" or incident");
        table.table("when", [&](TomlTable &when) {
            if (when.keys().empty()) when.error("empty; a default is written without \"when\"");
            read_when(when, rule.when);
        });
        read_terms(table, rule);
        table.table("conventions",
                    [&](TomlTable &conventions) { read_conventions(conventions, rule); });
        if (!rule.incident) ordered.emplace_back(rule, !table.has("when"));
        policy.sla.push_back(std::move(rule));
    });
    if (!found || ordered.empty()) {
        root.error("no [[sla]]: a desk needs at least a default rule, one without \"when\"");
        return;
    }
    for (auto const &entry : ordered) {
        auto const &[rule, is_default] = entry;
        bool const last = &entry == &ordered.back();
        if (is_default == last) continue;
        root.reading().error(rule.place, say("sla {}", quote(rule.name)),
                             last ? "the last rule must be the default, one without \"when\""
                                  : "a rule without \"when\" is the default and must be the last");
    }
}

void read_suggest(TomlTable &root, Policy &policy) {
    root.table("suggest", [&](TomlTable &table) {
        auto &suggest = policy.suggest;
        suggest.place = table.place();
        auto const read = [&](std::string_view key, std::optional<double> &limit) {
            double value = 0;
            if (table.get(key, value, 0, 1)) limit = value;
        };
        read("decide_above", suggest.decide_above);
        read("suggest_above", suggest.suggest_above);
        table.get("second_opinion", suggest.second_opinion);
        auto const &[decide, propose] = std::tie(suggest.decide_above, suggest.suggest_above);
        if (decide && propose && *decide < *propose)
            table.error_at("decide_above",
                           say("decide_above ({}) must not be less than suggest_above ({})",
                               *decide, *propose));
        if (!table.has("decide_above") && !table.has("suggest_above"))
            table.error("decide_above or suggest_above is missing");
        if (suggest.second_opinion && !table.has("suggest_above"))
            table.error_at("second_opinion", "second_opinion needs suggest_above");
    });
}

}  // namespace dcc::policy_file
