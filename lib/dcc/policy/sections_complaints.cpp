#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr int most_rounds = 9;
constexpr std::size_t most_extensions = 9;
constexpr int largest_evidence_mb = 1024;

std::optional<Duration> read_length(TomlTable &table, std::string_view key) {
    auto length = table.parsed(key, parse_duration);
    if (length && !length->in_business_days && length->seconds == Seconds{0}) {
        table.error_at(key, say("{}: must be longer than zero", key));
        length.reset();
    }
    return length;
}

std::optional<std::chrono::sys_days> read_day(TomlTable &table, std::string_view key) {
    auto const days = table.dates(key);
    if (days.empty()) return std::nullopt;
    if (days.size() > 1) table.error_at(key, say("{}: more than one day", key));
    if (auto const date = parse_date(days.front().text)) return std::chrono::sys_days{*date};
    table.error(days.front(),
                say("{}: {} is not a day such as 2026-04-15", key, quote(days.front().text)));
    return std::nullopt;
}

std::optional<Money> read_money(TomlTable &table, std::string_view key, Policy const &policy) {
    return table.parsed(key, [&](std::string const &text) {
        auto const amount = parse_money(text, policy.desk.currency);
        if (!amount)
            throw Error{ErrorKind::data,
                        say("{} is not an amount such as \"500.00\"", quote(text))};
        return *amount;
    });
}

// The states in which the clock of the reply is paused.
std::vector<State> read_stops(TomlTable &table) {
    std::vector<State> states;
    for (auto const &text : table.texts("pauses")) {
        auto const state = parse_word<State>(text.text);
        if (state && is_waiting(*state))
            states.push_back(*state);
        else
            table.error(text, say("pauses: {} is none of \"waiting_customer\", "
                                  "\"waiting_third_party\", \"in_testing\"",
                                  quote(text.text)));
    }
    return states;
}

// The limits that a rule or a preset sets. The terms of a rule without a reply are those of its
// preset.
void read_limits(TomlTable &table, ComplaintRule &rule, bool roles) {
    Term acknowledge;
    acknowledge.kind = ClockKind::acknowledge;
    Term reply;
    reply.kind = ClockKind::reply;
    bool const has_any = table.has("reply") || table.has("acknowledge");
    acknowledge.target = read_length(table, "acknowledge");
    reply.target = read_length(table, "reply");
    reply.pauses = read_stops(table);
    table.tables("extensions", "extension", "to", [&](TomlTable &entry) {
        Extension extension;
        if (auto const to = read_length(entry, "to")) extension.to = *to;
        if (!entry.has("to")) entry.error("to is missing: the time in all, such as \"30d\"");
        if (roles) entry.refer("roles", Kind::role, extension.roles);
        reply.extensions.push_back(std::move(extension));
    });
    if (reply.extensions.size() > most_extensions)
        table.error_at("extensions", say("more than {} extensions", most_extensions));
    if (!reply.extensions.empty() && !reply.target)
        table.error_at("extensions", "extensions: there is no reply to extend");
    if (has_any || rule.terms.empty()) rule.terms = {std::move(acknowledge), std::move(reply)};
}

// A preset of the shared data: limits of a regulator, with the days on which they hold.
class Presets {
  public:
    Presets(TomlReading &reading, Policy &policy, SharedData const &shared)
        : reading_{reading}, policy_{policy}, shared_{shared} {}

    // Null when there is none of that name.
    ComplaintRule const *find(std::string const &name, std::string &calendar) {
        auto const file = preset_source(name);
        auto const text = is_name(name) ? shared_.preset(name) : std::nullopt;
        if (!text) return nullptr;
        rule_ = {};
        TomlReading reading{file};
        if (auto const parsed = parse(reading, *text)) {
            TomlTable root{reading, *parsed, fmt::format("preset {}", quote(name))};
            root.require("source", rule_.source);
            std::string note;
            root.get("note", note);
            rule_.valid = {read_day(root, "valid_from"), read_day(root, "valid_to")};
            root.get("calendar", calendar);
            read_limits(root, rule_, false);
            root.close();
        }
        reading_.add(reading.take());
        if (std::ranges::count(policy_.sources, file, &event::SourceText::name) == 0)
            policy_.sources.push_back({file, *text});
        return &rule_;
    }

  private:
    TomlReading &reading_;
    Policy &policy_;
    SharedData const &shared_;
    ComplaintRule rule_;
};

void take_preset(TomlTable &table, ComplaintRule &rule, Presets &presets, SharedData const &shared,
                 std::string &calendar) {
    auto const name = table.text("preset");
    if (!name) return;
    auto const *preset = presets.find(name->text, calendar);
    if (preset) {
        rule.source = preset->source;
        rule.valid = preset->valid;
        rule.terms = preset->terms;
        return;
    }
    auto const known = shared.presets();
    table.error(*name,
                say("preset: there is no preset {}{}", quote(name->text),
                    table.reading().suggestion(
                        name->text, std::vector<std::string_view>{known.begin(), known.end()})));
}

// Roles of extensions that the preset leaves to the policy: one list for all of them, or for each.
void take_extension_roles(TomlTable &table, ComplaintRule &rule) {
    std::vector<std::string> roles;
    if (!table.refer("extension_roles", Kind::role, roles)) return;
    for (auto &term : rule.terms)
        for (auto &extension : term.extensions)
            if (extension.roles.empty()) extension.roles = roles;
}

void read_rule(TomlTable &table, ComplaintRule &rule, Presets &presets, SharedData const &shared,
               bool when_complete) {
    rule.place = table.place();
    rule.name = table.declare(Kind::sla_rule, "name");
    table.table("when", [&](TomlTable &when) {
        if (when.keys().empty()) when.error("empty; a default is written without \"when\"");
        read_when(when, rule.when);
        read_condition(when, "type", Kind::complaint_type, rule.types);
        read_condition(when, "severity", Kind::severity, rule.severities);
        for (auto const &text : when.texts("round")) {
            auto const &digits = text.text;
            bool const is_round = digits.size() == 1 && digits[0] >= '1' && digits[0] <= '9';
            if (is_round)
                rule.rounds.push_back(digits[0] - '0');
            else
                when.error(text, say("round: {} is not \"1\" to \"9\"", quote(digits)));
        }
    });
    std::string calendar;
    take_preset(table, rule, presets, shared, calendar);
    read_limits(table, rule, true);
    take_extension_roles(table, rule);
    if (!table.refer("calendar", Kind::calendar, rule.terms.front().calendar)) {
        if (calendar.empty() && (!table.has("preset") || !rule.source.empty()))
            table.error("calendar is missing");
        else if (!calendar.empty())
            table.reading().refer({Kind::calendar, {calendar, table.place()}, table.subject()});
        rule.terms.front().calendar = calendar;
    }
    for (auto &term : rule.terms) term.calendar = rule.terms.front().calendar;
    rule.terms.back().when_complete = when_complete;
    table.refer("team", Kind::team, rule.team);
}

void read_assessment(TomlTable &table, AssessRule &rule, PatternBudget &budget) {
    rule.place = table.place();
    rule.name = table.declare(Kind::assess_rule, "name");
    table.table("when", [&](TomlTable &when) {
        read_when(when, rule.when);
        read_condition(when, "type", Kind::complaint_type, rule.types);
    });
    read_text_test(table, budget, rule.text);
    auto &assessment = rule.assessment;
    if (!table.has("severity")) table.error("severity is missing");
    table.refer("severity", Kind::severity, assessment.severity);
    assessment.complexity = read_word<Complexity>(table, "complexity").value_or(Complexity::simple);
    table.refer("impact", Kind::impact, assessment.impact);
    table.get("safety", assessment.safety);
    table.get("immediate", assessment.immediate);
    table.refer("type", Kind::complaint_type, rule.type);
}

void read_people(TomlTable &table, ComplaintPolicy &complaints, Policy const &policy) {
    table.tables("authority", "authority", "role", [&](TomlTable &entry) {
        Authority authority;
        authority.place = entry.place();
        if (!entry.has("role")) entry.error("role is missing");
        entry.refer("role", Kind::role, authority.role);
        entry.get("unlimited", authority.unlimited);
        for (auto const &text : entry.texts("up_to")) {
            auto const amount = parse_money(text.text, policy.desk.currency);
            if (amount)
                authority.up_to.push_back(*amount);
            else
                entry.error(text,
                            say("up_to: {} is not an amount such as \"500.00\"", quote(text.text)));
        }
        complaints.authority.push_back(std::move(authority));
    });
    table.tables("budgets", "budget", "team", [&](TomlTable &entry) {
        Budget budget;
        budget.place = entry.place();
        if (!entry.has("team")) entry.error("team is missing");
        entry.refer("team", Kind::team, budget.team);
        if (!entry.has("period")) entry.error("period is missing");
        budget.period = read_word<BudgetPeriod>(entry, "period").value_or(BudgetPeriod::month);
        if (!entry.has("amount")) entry.error("amount is missing");
        if (auto amount = read_money(entry, "amount", policy)) budget.amount = std::move(*amount);
        complaints.budgets.push_back(std::move(budget));
    });
    table.table("alert", [&](TomlTable &entry) {
        read_condition(entry, "severity", Kind::severity, complaints.alert_severities);
        entry.refer("people", Kind::person, complaints.alert);
        if (!entry.has("severity")) entry.error("severity is missing");
        if (complaints.alert.empty()) entry.error("people is missing");
    });
}

// Without a list the severities are those that every policy has.
void read_severities(TomlTable &table, std::vector<Severity> &severities) {
    if (table.has("severities")) {
        std::vector<std::string> names;
        read_names(table, "severities", Kind::severity, names);
        if (names.empty()) table.error_at("severities", "severities: the list is empty");
        severities.clear();
        for (auto &name : names) severities.push_back({std::move(name), {}});
    }
    table.table("severity_labels", [&](TomlTable &labels) {
        for (auto &severity : severities) labels.get(severity.id, severity.label);
    });
}

void read_callbacks(TomlTable &table, ComplaintPolicy &complaints) {
    table.tables("callbacks", "callback", "name", [&](TomlTable &entry) {
        CallbackRule rule;
        rule.place = entry.place();
        rule.name = entry.declare(Kind::callback_rule, "name");
        read_condition(entry, "tier", Kind::tier, rule.tiers);
        entry.get("complaints", rule.complaints, 1, 1000);
        int csat = 0;
        if (entry.get("csat_at", csat, 1, 5)) rule.csat_at = csat;
        entry.get("days", rule.days, 1, 3650);
        entry.get("every_days", rule.every_days, 1, 3650);
        if (rule.tiers.empty() && rule.complaints == 0 && !rule.csat_at)
            entry.error("no condition: give tier, complaints or csat_at");
        complaints.callbacks.push_back(std::move(rule));
    });
}

void read_tree(TomlTable &table, ComplaintPolicy &complaints) {
    table.tables("types", "type", "id", [&](TomlTable &entry) {
        ComplaintType type;
        type.place = entry.place();
        type.id = entry.declare(Kind::complaint_type, "id");
        entry.get("label", type.label);
        entry.refer("team", Kind::team, type.team);
        read_condition(entry, "category", Kind::category, type.categories);
        complaints.types.push_back(std::move(type));
    });
    table.tables("causes", "cause", "id", [&](TomlTable &entry) {
        Cause cause;
        cause.place = entry.place();
        cause.id = entry.declare(Kind::cause, "id");
        entry.get("label", cause.label);
        if (auto const dot = cause.id.rfind('.'); dot != std::string::npos) {
            cause.parent = cause.id.substr(0, dot);
            if (!complaints.cause(cause.parent))
                entry.error(say("its parent {} is not listed before it", quote(cause.parent)));
        }
        complaints.causes.push_back(std::move(cause));
    });
}

}  // namespace

void read_complaints(TomlTable &root, Policy &policy, SharedData const &shared) {
    auto &complaints = policy.complaints;
    root.table("complaints", [&](TomlTable &table) {
        table.get("rounds", complaints.rounds, 1, most_rounds);
        table.get("automatic_acknowledgement", complaints.automatic_acknowledgement);
        table.get("outside_body", complaints.outside_body);
        read_severities(table, complaints.severities);
        std::string starts = "receipt";
        table.get("clock_starts", starts);
        if (starts != "receipt" && starts != "complete")
            table.error_at("clock_starts", "clock_starts must be \"receipt\" or \"complete\"");
        complaints.silence = read_length(table, "silence");
        table.refer("silence_calendar", Kind::calendar, complaints.silence_calendar);
        if (complaints.silence && complaints.silence_calendar.empty())
            table.error_at("silence", "silence: silence_calendar is missing");
        complaints.carry_out = read_length(table, "carry_out");
        table.refer("carry_out_calendar", Kind::calendar, complaints.carry_out_calendar);
        if (complaints.carry_out && complaints.carry_out_calendar.empty())
            table.error_at("carry_out", "carry_out: carry_out_calendar is missing");
        table.table("evidence", [&](TomlTable &entry) {
            int megabytes = 0;
            if (entry.get("largest_mb", megabytes, 1, largest_evidence_mb))
                complaints.evidence_bytes = std::int64_t{megabytes} << 20;
            entry.get("media", complaints.evidence_media);
        });
        read_tree(table, complaints);
        Presets presets{root.reading(), policy, shared};
        table.tables("rules", "complaint rule", "name", [&](TomlTable &entry) {
            ComplaintRule rule;
            read_rule(entry, rule, presets, shared, starts == "complete");
            complaints.rules.push_back(std::move(rule));
        });
        PatternBudget budget;
        table.tables("assess", "assess rule", "name", [&](TomlTable &entry) {
            AssessRule rule;
            read_assessment(entry, rule, budget);
            complaints.assess.push_back(std::move(rule));
        });
        read_people(table, complaints, policy);
        read_callbacks(table, complaints);
    });
    for (auto const &severity : complaints.severities)
        root.reading().know(Kind::severity, severity.id);
}

}  // namespace dcc::policy_file
