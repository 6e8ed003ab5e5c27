#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

// "billing" or "billing:3".
Skill parse_skill(std::string_view text) {
    auto const colon = text.rfind(':');
    Skill skill{std::string{text.substr(0, colon)}, 1};
    if (colon != std::string_view::npos) {
        auto const level = text.substr(colon + 1);
        auto const *const end = level.data() + level.size();
        auto const [rest, error] = std::from_chars(level.data(), end, skill.level);
        if (error != std::errc{} || rest != end || skill.level < 1 || skill.level > Skill::most)
            throw Error{ErrorKind::data,
                        say("{}: a level is a number from 1 to {}", quote(text), Skill::most)};
    }
    if (!is_name(skill.name))
        throw Error{ErrorKind::data, say("{} is neither a name nor a name with a level, such as "
                                         "\"billing:3\"",
                                         quote(text))};
    return skill;
}

// Reads names of people and teams.
void read_holders(TomlTable &table, std::string_view key, std::vector<std::string> &out) {
    auto &reading = table.reading();
    for (auto &found : table.texts(key)) {
        if (!reading.knows(Kind::person, found.text) && !reading.knows(Kind::team, found.text)) {
            auto known = reading.names(Kind::person);
            std::ranges::copy(reading.names(Kind::team), std::back_inserter(known));
            table.error(found, say("{}: unknown person or team {}{}", key, quote(found.text),
                                   reading.suggestion(found.text, known)));
        }
        out.push_back(std::move(found.text));
    }
}

// Reads the names of what a hand-over must tell.
void read_required(TomlTable &table, std::vector<std::string> &out) {
    for (auto &found : table.texts("required")) {
        if (!is_name(found.text))
            table.error(found, say("required: {} is no name: use letters, digits and _",
                                   quote(found.text)));
        out.push_back(std::move(found.text));
    }
}

}  // namespace

void read_skills(TomlTable &table, std::string_view key, std::vector<Skill> &out) {
    if (!table.has(key)) return;
    out.clear();
    auto const add = [&](Skill skill, auto const &refuse) {
        if (std::ranges::count(out, skill.name, &Skill::name) > 0)
            refuse(say("{}: {} is listed twice", key, quote(skill.name)));
        out.push_back(std::move(skill));
    };
    if (table.has_table(key)) {
        table.table(key, [&](TomlTable &levels) {
            for (auto const &name : levels.keys()) {
                Skill skill{name.text, 1};
                levels.get(name.text, skill.level, 1, Skill::most);
                add(std::move(skill), [&](std::string const &what) { levels.error(name, what); });
            }
        });
        return;
    }
    for (auto const &found : table.texts(key)) {
        try {
            add(parse_skill(found.text),
                [&](std::string const &what) { table.error(found, what); });
        } catch (Error const &wrong) {
            table.error(found, say("{}: {}", key, wrong.message()));
        }
    }
}

void read_handover(TomlTable &root, Policy &policy) {
    root.table("handover", [&](TomlTable &table) {
        read_required(table, policy.handover.required);
        table.get("bounces", policy.handover.bounces, 0, 1000);
        table.tables("rules", "handover rule", "", [&](TomlTable &each) {
            HandoverRule rule;
            rule.place = each.place();
            read_condition(each, "category", Kind::category, rule.categories);
            read_condition(each, "team", Kind::team, rule.teams);
            read_required(each, rule.required);
            if (rule.required.empty()) each.error("required is missing");
            policy.handover.rules.push_back(std::move(rule));
        });
    });
}

void read_raci(TomlTable &root, Policy &policy) {
    root.tables("raci", "raci", "step", [&](TomlTable &table) {
        RaciRow row;
        row.place = table.place();
        if (!table.has("step")) table.error("step is missing");
        if (auto const step = read_word<Step>(table, "step")) {
            row.step = *step;
            if (auto const other = std::ranges::find(policy.raci, row.step, &RaciRow::step);
                other != policy.raci.end())
                table.error_at("step", say("step: {} is listed in line {} already",
                                           quote(word(row.step)), other->place.line));
        }
        read_holders(table, "responsible", row.responsible);
        read_holders(table, "accountable", row.accountable);
        read_holders(table, "consulted", row.consulted);
        read_holders(table, "informed", row.informed);
        if (row.responsible.empty()) table.error("responsible is missing: who does the step");
        if (row.accountable.size() != 1)
            table.error("accountable must be one person or team, who answers for the step");
        policy.raci.push_back(std::move(row));
    });
}

}  // namespace dcc::policy_file
