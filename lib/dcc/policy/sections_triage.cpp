#include <dcc/base/pattern.hpp>
#include <dcc/base/word_finder.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/policy/detail/sections.hpp>
#include <dcc/policy/own_field.hpp>

#include <map>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

void read_words(TomlTable &table, std::string_view key, std::vector<std::string> &out) {
    std::map<std::string, Place> known;
    for (auto &found : table.texts(key)) {
        auto const folded = folded_word(found.text);
        if (trim(found.text).empty())
            table.error(found, say("{}: an empty text", key));
        else if (folded.empty())
            table.error(found, say("{}: {} has no letters to look for", key, quote(found.text)));
        auto const [first, fresh] = known.try_emplace(folded, found.place);
        if (!fresh && !folded.empty())
            table.reading().warn(found.place, table.subject(),
                                 say("{}: {} stands twice, first in line {}", key,
                                     quote(found.text), first->second.line));
        out.push_back(std::move(found.text));
    }
}

// Names that are declared nowhere: products, tags of customers.
void read_free_names(TomlTable &table, std::string_view key, std::vector<std::string> &out) {
    if (table.get(key, out) && out.empty())
        table.error_at(key, say("{}: an empty list fits no case; leave it out to fit all", key));
}

// Tags of the case: those of the policy, if it lists tags.
void read_case_tags(TomlTable &table, Policy const &policy, std::vector<std::string> &out) {
    read_free_names(table, "case_tag", out);
    if (policy.tags.empty()) return;
    std::vector<std::string> listed;
    for (auto const &item : policy.tags) listed.push_back(item.id);
    std::vector<std::string_view> const known{listed.begin(), listed.end()};
    for (auto const &tag : out)
        if (same_tag(listed, tag).empty())
            table.error_at("case_tag", say("case_tag: [tags] allows no {}{}", quote(tag),
                                           table.reading().suggestion(tag, known)));
}

// Values of fields of the policy, by field.
void read_fields(TomlTable &table, Policy const &policy, Condition &out) {
    std::vector<std::string_view> known;
    for (auto const &field : policy.fields) known.push_back(field.id);
    table.table("field", [&](TomlTable &fields) {
        for (auto const &key : fields.keys()) {
            auto const *field = policy.field(key.text);
            auto &wanted = out.field[key.text];
            for (auto const &text : fields.texts(key.text)) {
                auto value = field ? field_value(*field, text.text) : std::nullopt;
                if (field && !value)
                    fields.error(text, say("{}: {} is not {}", key.text, quote(text.text),
                                           wanted_value(*field)));
                wanted.push_back(value.value_or(text.text));
            }
            if (!field)
                fields.error(key, say("unknown field {}{}", quote(key.text),
                                      fields.reading().suggestion(key.text, known)));
            else if (wanted.empty())
                fields.error(key, say("{}: an empty list fits no case", key.text));
        }
    });
}

// The conditions of rules of triage.
void read_triage_condition(TomlTable &table, Policy const &policy, Condition &out) {
    read_condition(table, "channel", Kind::channel, out.channel);
    read_condition(table, "tier", Kind::tier, out.tier);
    read_free_names(table, "product", out.product);
    read_free_names(table, "tag", out.tag);
    read_case_tags(table, policy, out.case_tag);
    read_fields(table, policy, out);
    read_condition(table, "earlier", Kind::category, out.earlier);
}

// A level that a rule raises to, or one step up.
void read_level(TomlTable &table, std::string_view key, Kind kind, std::string &out) {
    auto const found = table.text(key);
    if (!found) return;
    out = found->text;
    if (out != RaiseRule::one_step) table.reading().refer({kind, *found, table.subject()});
}

}  // namespace

void read_text_test(TomlTable &table, PatternBudget &budget, TextTest &out) {
    read_words(table, "words", out.words);
    read_words(table, "subject", out.subject);
    table.patterns("patterns", budget, out.patterns);
    read_words(table, "all_words", out.all_words);
    table.table("unless", [&](TomlTable &unless) {
        if (unless.keys().empty()) unless.error("empty; give words or patterns, or leave it out");
        read_words(unless, "words", out.unless_words);
        unless.patterns("patterns", budget, out.unless_patterns);
    });
}

void read_classify(TomlTable &root, Policy &policy) {
    PatternBudget budget;
    root.tables("classify", "classify", "name", [&](TomlTable &table) {
        ClassifyRule rule;
        rule.place = table.place();
        rule.name = table.declare(Kind::classify_rule, "name");
        read_triage_condition(table, policy, rule.when);
        read_text_test(table, budget, rule.text);
        if (!table.has("category")) table.error("category is missing");
        table.refer("category", Kind::category, rule.category);
        table.refer("impact", Kind::impact, rule.impact);
        table.refer("urgency", Kind::urgency, rule.urgency);
        policy.classify.push_back(std::move(rule));
    });
}

void read_raises(TomlTable &priorities, Policy &policy) {
    PatternBudget budget;
    priorities.tables("raise", "raise", "name", [&](TomlTable &table) {
        RaiseRule rule;
        rule.place = table.place();
        rule.name = table.declare(Kind::raise_rule, "name");
        table.table("when", [&](TomlTable &when) {
            read_triage_condition(when, policy, rule.when);
            read_condition(when, "category", Kind::category, rule.when.category);
            when.get("repeat", rule.repeat);
        });
        read_text_test(table, budget, rule.text);
        if (rule.when.empty() && !rule.repeat && rule.text.empty())
            table.error(
                "raises every case; give \"when\", words or patterns, or change the matrix");
        read_level(table, "impact", Kind::impact, rule.impact);
        read_level(table, "urgency", Kind::urgency, rule.urgency);
        read_level(table, "priority", Kind::priority, rule.priority);
        if (!table.has("impact") && !table.has("urgency") && !table.has("priority"))
            table.error("raises nothing; give impact, urgency or priority");
        policy.raises.push_back(std::move(rule));
    });
}

}  // namespace dcc::policy_file
