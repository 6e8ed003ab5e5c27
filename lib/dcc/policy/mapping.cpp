#include <dcc/base/encoding.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/model/case_facts.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/model/state.hpp>
#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/mapping.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace dcc {
namespace {

using policy_file::quote;
using policy_file::TomlTable;

constexpr std::array own_fields{
    MappableField{"channel", "a channel of the policy"},
    MappableField{"category", "a category of the policy"},
    MappableField{"impact", "an impact of the policy"},
    MappableField{"urgency", "an urgency of the policy"},
    MappableField{"priority", "a priority of the policy"},
    MappableField{"received_at", "when the request was received; required"},
    MappableField{"due_at", "the deadline in the other system: the promise made to the customer"},
    MappableField{"verdict", "whether the other system says its deadline was met: met or breached"},
    MappableField{"first_reply_at", "when a person first answered"},
    MappableField{"reply", "the text of that answer"},
    MappableField{"resolved_at", "when it was solved"},
    MappableField{"closed_at", "when it was closed"},
    MappableField{"status", "a state of a case, or \"open\""},
    MappableField{"waiting_from", "when waiting began"},
    MappableField{"waiting_to", "when waiting ended"},
    MappableField{"waiting_on", "who the case waits for: customer or third-party"},
    MappableField{"note", "a note for colleagues"},
    MappableField{"tags", "tags of the case, separated by commas"},
    MappableField{"message", "with group_by: a message from the customer"},
    MappableField{"team", "the assigned team, a team of the policy"},
    MappableField{"person", "the assignee, a person of the policy"},
    MappableField{"kind", "service, the default, or complaint"},
    MappableField{"complaint_type", "of a complaint: a type of the policy"},
    MappableField{"severity", "of a complaint: a severity of the policy"},
    MappableField{"on_behalf_of", "of a complaint: whom the complainant speaks for"},
    MappableField{"acknowledged_at", "of a complaint: when it was acknowledged"},
    MappableField{"replied_at", "of a complaint: when the decision was communicated"},
    MappableField{"decision", "of a complaint: upheld, partly or rejected"},
    MappableField{"outcome", "of a complaint: accepted, contested or silent"},
    MappableField{"cause", "of a complaint: its root cause, of the policy"},
};

constexpr std::array<std::string_view, 3> needed{"external_id", "subject", "received_at"};

// Whether a state can be imported. States of a review or of the handling of a complaint cannot,
// since what led to them is not imported.
bool is_importable(State state) {
    return state < State::in_review || state == State::reopened ||
           (is_ended(state) && state != State::verified);
}

template <class E>
std::string all_words() {
    std::string words;
    for (auto const &[value, name] : words_of(E{}))
        words += fmt::format("{}{}", words.empty() ? "" : ", ", name);
    return words;
}

bool is_known(std::string_view field, std::string_view value) {
    if (value.empty()) return true;  // not known
    if (field == "status") {
        auto const state = parse_word<State>(value);
        return value == "open" || (state && is_importable(*state));
    }
    if (field == "waiting_on") return value == "customer" || value == "third-party";
    if (field == "kind") return value == "service" || value == "complaint";
    if (field == "decision") return parse_word<Decision>(value).has_value();
    if (field == "outcome") return parse_word<ComplaintOutcome>(value).has_value();
    return true;
}

std::string words_for(std::string_view field) {
    if (field == "waiting_on") return "\"customer\" or \"third-party\"";
    if (field == "kind") return "\"service\" or \"complaint\"";
    if (field == "decision") return all_words<Decision>();
    if (field == "outcome") return all_words<ComplaintOutcome>();
    std::string words = "open";
    for (auto const &[state, name] : state_words)
        if (is_importable(state)) words += fmt::format(", {}", name);
    return words;
}

void check_value(TomlTable &table, policy_file::Text const &value, std::string_view field) {
    if (!is_known(field, value.text))
        table.error(value, say("unknown {} {}: {}", field, quote(value.text), words_for(field)));
}

// The long form of a field, a table: its columns and the meaning of their values.
void read_source(TomlTable &table, std::string_view name, MappedField &field) {
    std::string column;
    if (table.get("column", column)) field.columns.push_back(column);
    table.get("columns", field.columns);
    int const ways = table.has("column") + table.has("columns") + table.has("value");
    if (ways != 1) table.error("needs one of column, columns and value");
    for (auto const key : {"default", "value"}) {
        auto const given = table.text(key);
        if (!given) continue;
        check_value(table, *given, name);
        field.fallback = given->text;
    }
    if (table.has("value") && (table.has("default") || table.has("values")))
        table.error("a constant value has neither values nor a default");
    table.table("values", [&](TomlTable &values) {
        for (auto const &key : values.keys()) {
            auto const value = values.text(key.text);
            if (!value) continue;
            if (key.text != "*" || value->text != "*") check_value(values, *value, name);
            field.values[key.text] = value->text;
        }
    });
    table.get("unknown", field.unknown);
    table.get("as_name", field.as_name);
}

MappedField read_field(TomlTable &table, std::string_view name) {
    MappedField field;
    field.place = table.place_of(name);
    if (table.has_table(name))
        table.table(name, [&](TomlTable &source) { read_source(source, name, field); });
    else
        table.get(name, field.columns);
    if (std::ranges::find(field.columns, "") != field.columns.end())
        table.error_at(name, say("{}: a column without a name", name));
    return field;
}

void read_delimiter(TomlTable &root, char &delimiter) {
    auto const given = root.text("delimiter");
    if (!given) return;
    constexpr std::string_view taken = "\"\r\n";
    if (given->text.size() != 1 || taken.find(given->text[0]) != std::string_view::npos)
        root.error(*given, say("delimiter {} is not one character such as \",\" or \"\\t\"",
                               quote(given->text)));
    else
        delimiter = given->text[0];
}

// Whether a conversion is one of strptime(3), or of those beyond it that times in tables need: "%s"
// (seconds since 1970), "%E*S" (seconds with a fraction), "%E*f" (a fraction) and "%Ez".
bool is_conversion(std::string_view text) {
    constexpr std::string_view letters = "YymdeHIklMSspbBhaAjTRDFZzn%";
    return (text.size() == 1 && letters.find(text[0]) != std::string_view::npos) || text == "E*S" ||
           text == "E*f" || text == "Ez";
}

// Reads a format: it has only known conversions, and at least one of them. "%f" is a fraction, as
// in Python.
std::optional<std::string> read_format(TomlTable &root, policy_file::Text const &format) {
    auto const &text = format.text;
    std::string read;
    bool any = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        read += text[i];
        if (text[i] != '%') continue;
        std::string conversion{text.substr(i + 1, 1)};
        if (conversion == "E") conversion = text.substr(i + 1, text.find_first_of("zSf", i) - i);
        i += conversion.size();
        if (conversion == "f") conversion = "E*f";
        if (!is_conversion(conversion)) {
            root.error(format, say("formats: {} has an unknown letter after %", quote(text)));
            return std::nullopt;
        }
        read += conversion;
        any = any || conversion != "%";
    }
    if (any) return read;
    root.error(format,
               say("formats: {} is not a time format such as \"%Y-%m-%d %H:%M\"", quote(text)));
    return std::nullopt;
}

void read_root(TomlTable &root, Mapping &mapping) {
    read_delimiter(root, mapping.delimiter);
    if (root.get("zone", mapping.zone)) root.parsed("zone", Zone::load);
    if (auto const encoding = root.text("encoding")) {
        if (!is_encoding(encoding->text))
            root.error(*encoding, say("unknown encoding {}", quote(encoding->text)));
        mapping.encoding = encoding->text;
    }
    for (auto const &format : root.texts("formats"))
        if (auto read = read_format(root, format)) mapping.formats.push_back(std::move(*read));
    root.get("group_by", mapping.group_by);
    root.get("at", mapping.at);
    if (mapping.group_by.empty() != mapping.at.empty())
        root.error(
            "group_by and at go together: the column that names the case, and the one with "
            "the time of each row");
    root.get("keep", mapping.keep);
    root.get("classify", mapping.classify);
    if (!root.has("fields")) root.error("[fields] is missing");
    root.table("fields", [&](TomlTable &table) {
        for (auto const &[name, meaning] : mappable_fields())
            if (table.has(name)) mapping.fields[std::string{name}] = read_field(table, name);
        table.table("field", [&](TomlTable &own) {
            for (auto const &key : own.keys())
                mapping.fields[std::string{field_prefix} + key.text] = read_field(own, key.text);
        });
        auto const id = mapping.fields.find("external_id");
        if (id != mapping.fields.end() && id->second.columns.empty() && id->second.fallback)
            table.error_at("external_id", "external_id must come from a column");
        for (auto const name : needed)
            if (!table.has(name)) table.error(say("{} is missing", name));
        if (table.has("message") && mapping.group_by.empty())
            table.error_at("message", "message needs group_by: its time is that of its row");
    });
}

}  // namespace

std::vector<MappableField> mappable_fields() {
    std::vector<MappableField> fields;
    each_case_fact(in_imports, [&](auto const &fact) { fields.push_back({fact.name, fact.help}); });
    for (auto const &fact : customer_fact_table)
        if (!fact.case_name.empty()) fields.push_back({fact.case_name, fact.help});
    fields.insert(fields.end(), own_fields.begin(), own_fields.end());
    return fields;
}

Mapping read_mapping(std::string_view text, std::string const &file) {
    Mapping mapping;
    mapping.text = text;
    policy_file::TomlReading reading{file};
    if (auto const parsed = policy_file::parse(reading, text)) {
        TomlTable root{reading, *parsed, ""};
        read_root(root, mapping);
        root.close();
    }
    auto const findings = reading.take();
    if (!findings.empty()) throw_findings(findings);
    return mapping;
}

std::string name_of(std::string_view text) {
    std::string name;
    bool gap = false;
    for (char const c : trim(text)) {
        if (!policy_file::is_name({&c, 1})) {
            gap = !name.empty();
            continue;
        }
        if (std::exchange(gap, false)) name += '_';
        name += c;
    }
    while (!name.empty() && (!policy_file::is_name(name) || !is_utf8(name))) name.pop_back();
    return name;
}

std::optional<std::string> value_of(MappedField const &field, std::string const &value) {
    auto result = value;
    if (!field.values.empty()) {
        auto found = field.values.find(value);
        if (found == field.values.end()) found = field.values.find("*");
        if (found == field.values.end()) return std::nullopt;
        if (found->second != "*") result = found->second;
    }
    return field.as_name ? name_of(result) : result;
}

Mapping plain_mapping(std::vector<std::string> const &heading) {
    Mapping mapping;
    auto const fields = mappable_fields();
    for (auto const &column : heading) {
        auto const name = fold_case(trim(column));
        if (field_in(name).empty() &&
            std::ranges::find(fields, name, &MappableField::name) == fields.end())
            continue;
        auto &columns = mapping.fields[name].columns;
        if (!columns.empty())
            throw Error{ErrorKind::data, say("two columns are the field \"{}\"", name),
                        "rename one of them"};
        columns = {column};
    }
    for (auto const name : needed)
        if (!mapping.fields.contains(std::string{name}))
            throw Error{ErrorKind::data, say("the table has no column \"{}\"", name),
                        Hint{Remedy::map_column, "give a mapping that says which column it is"}};
    return mapping;
}

}  // namespace dcc
