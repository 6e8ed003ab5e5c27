#include <dcc/base/pattern.hpp>
#include <dcc/model/case_facts.hpp>
#include <dcc/model/required_facts.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

bool is_fact(std::string_view name) {
    auto const known = requirable_facts();
    bool found = std::ranges::count(known, name) > 0;
    each_case_fact(0, [&](auto const &fact) { found = found || fact.name == name; });
    return found;
}

void read_choices(TomlTable &table, OwnField &field) {
    for (auto const &found : table.texts("choices")) {
        if (!is_name(found.text))
            table.error(found, say("choices: {} is not a name: letters, digits and _-.@+, "
                                   "no blanks",
                                   quote(found.text)));
        if (std::ranges::count(field.choices, found.text, &Item::id) > 0)
            table.error(found, say("choices: {} stands twice", quote(found.text)));
        field.choices.push_back({found.text, {}});
    }
    table.table("choice_labels", [&](TomlTable &labels) {
        for (auto &choice : field.choices) labels.get(choice.id, choice.label);
    });
}

// Keys that have a meaning for one type only.
void check_type(TomlTable &table, OwnField const &field) {
    auto const check = [&](std::string_view key, FieldType type) {
        if (table.has(key) && field.type != type)
            table.error_at(key, say("{}: only a field of type \"{}\" has it", key, word(type)));
    };
    check("choices", FieldType::choice);
    check("choice_labels", FieldType::choice);
    check("unit", FieldType::number);
    check("pattern", FieldType::text);
    if (field.type == FieldType::choice && field.choices.empty())
        table.error("choices is missing or empty");
}

}  // namespace

void read_own_fields(TomlTable &root, Policy &policy) {
    root.tables("field", "field", "id", [&](TomlTable &table) {
        OwnField field;
        field.place = table.place();
        field.id = table.declare(Kind::own_field, "id");
        if (is_fact(field.id))
            table.error_at("id", say("{} is a fact that every case can have", quote(field.id)));
        if (field.id.find('.') != std::string::npos)
            table.error_at("id", "id has a dot, which separates names here");
        table.get("label", field.label);
        if (auto const type = read_word<FieldType>(table, "type")) field.type = *type;
        read_choices(table, field);
        table.get("unit", field.unit);
        table.get("pattern", field.pattern);
        table.parsed("pattern", [](std::string const &text) { return Pattern{text}; });
        table.get("personal", field.personal);
        check_type(table, field);
        root.reading().know(Kind::field, std::string{field_prefix} + field.id);
        policy.fields.push_back(std::move(field));
    });
}

}  // namespace dcc::policy_file
