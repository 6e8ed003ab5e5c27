#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml_table.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

std::string_view type_word(toml::node const &node) {
    switch (node.type()) {
        case toml::node_type::table: return "a table";
        case toml::node_type::array: return "a list";
        case toml::node_type::string: return "a text";
        case toml::node_type::boolean: return "a boolean";
        case toml::node_type::integer:
        case toml::node_type::floating_point: return "a number";
        default: return "a date or time";
    }
}

std::string date_text(toml::date const &date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace

Place TomlTable::place_of(std::string_view key) const {
    auto const *const node = table_.get(key);
    return reading_.place(node ? node->source() : table_.source());
}

void TomlTable::error(Text const &text, Wording const &what) {
    reading_.error(text.place, subject_, what);
}

void TomlTable::error_at(std::string_view key, Wording const &what) {
    reading_.error(place_of(key), subject_, what);
}

toml::node const *TomlTable::find(std::string_view key) {
    if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
    return table_.get(key);
}

bool TomlTable::has(std::string_view key) {
    return find(key) != nullptr;
}

bool TomlTable::has_table(std::string_view key) {
    auto const *const node = find(key);
    return node && node->is_table();
}

std::vector<Text> TomlTable::keys() const {
    std::vector<Text> keys;
    for (auto const &[key, node] : table_)
        keys.push_back({std::string{key.str()}, reading_.place(key.source())});
    std::ranges::sort(keys, {}, [](Text const &key) {
        return std::pair{key.place.line, key.place.column};
    });
    return keys;
}

void TomlTable::wrong_type(std::string_view key, toml::node const &node, Wording const &wanted) {
    reading_.error(reading_.place(node.source()), subject_,
                   say("{} must be {}, not {}", key, wanted, type_word(node)));
}

std::optional<Text> TomlTable::as_text(std::string_view key, toml::node const &node,
                                       std::string_view wanted, bool dates) {
    auto const place = reading_.place(node.source());
    if (auto const *const text = node.as_string()) return Text{text->get(), place};
    if (auto const *const date = node.as_date(); date && dates)
        return Text{date_text(date->get()), place};
    wrong_type(key, node, wanted);
    return std::nullopt;
}

std::optional<Text> TomlTable::text(std::string_view key, std::string_view wanted) {
    auto const *const node = find(key);
    return node ? as_text(key, *node, wanted) : std::nullopt;
}

void TomlTable::patterns(std::string_view key, PatternBudget &budget,
                         std::vector<std::string> &out) {
    for (auto &found : texts(key)) {
        // Exceeded, it was reported once; preparing more would take long.
        if (!budget.is_exceeded()) try {
                budget.take(Pattern{found.text});
            } catch (Error const &wrong) {
                error(found, say("{}: {}", key, wrong.message()));
            }
        out.push_back(std::move(found.text));
    }
}

std::vector<Text> TomlTable::list(std::string_view key, bool dates) {
    std::vector<Text> texts;
    auto const *const node = find(key);
    if (!node) return texts;
    auto const take = [&](toml::node const &item) {
        if (auto text = as_text(key, item, dates ? "a date" : "a text", dates))
            texts.push_back(std::move(*text));
    };
    if (auto const *const items = node->as_array()) {
        for (auto const &item : *items) take(item);
    } else if (node->is_string() || (dates && node->is_date())) {
        take(*node);
    } else {
        wrong_type(key, *node, dates ? "a list of dates" : "a list of texts");
    }
    return texts;
}

std::vector<Text> TomlTable::texts(std::string_view key) {
    return list(key, false);
}

std::vector<Text> TomlTable::dates(std::string_view key) {
    return list(key, true);
}

bool TomlTable::get(std::string_view key, std::string &out) {
    auto found = text(key);
    if (found) out = std::move(found->text);
    return found.has_value();
}

bool TomlTable::get(std::string_view key, bool &out) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const value = node->as_boolean();
    if (value)
        out = value->get();
    else
        wrong_type(key, *node, "true or false");
    return value != nullptr;
}

bool TomlTable::get(std::string_view key, int &out, int least, int most) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const value = node->as_integer();
    auto const range = say("a whole number from {} to {}", least, most);
    if (!value) {
        wrong_type(key, *node, range);
    } else if (value->get() < least || value->get() > most) {
        error_at(key, say("{} must be {}, not {}", key, range, value->get()));
    } else {
        out = static_cast<int>(value->get());
        return true;
    }
    return false;
}

bool TomlTable::get(std::string_view key, double &out, double least, double most) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const value = node->value<double>();
    auto const range = say("a number from {} to {}", least, most);
    if (!node->is_number() || !value) {
        wrong_type(key, *node, range);
    } else if (!(*value >= least && *value <= most)) {
        error_at(key, say("{} must be {}, not {}", key, range, *value));
    } else {
        out = *value;
        return true;
    }
    return false;
}

bool TomlTable::get(std::string_view key, Label &out) {
    if (!has_table(key)) return get(key, out.any);
    return table(key, [&](TomlTable &label) {
        for (auto const language : reading_.names(Kind::language))
            if (std::string text; label.get(language, text))
                out.texts[std::string{language}] = std::move(text);
    });
}

bool TomlTable::get(std::string_view key, std::vector<std::string> &out) {
    if (!has(key)) return false;
    out.clear();
    for (auto &found : texts(key)) out.push_back(std::move(found.text));
    return true;
}

bool TomlTable::require(std::string_view key, std::string &out) {
    if (!has(key)) {
        error(say("{} is missing", key));
        return false;
    }
    if (!get(key, out)) return false;
    if (trim(out).empty()) error_at(key, say("{} is empty", key));
    return !out.empty();
}

std::string TomlTable::declare(Kind kind, std::string_view key) {
    std::string name;
    if (!require(key, name)) return name;
    reading_.declare(kind, {name, place_of(key)}, subject_);
    return name;
}

bool TomlTable::refer(std::string_view key, Kind kind, std::string &out) {
    auto const found = text(key);
    if (!found) return false;
    out = found->text;
    reading_.refer({kind, *found, subject_});
    return true;
}

bool TomlTable::refer(std::string_view key, Kind kind, std::vector<std::string> &out) {
    if (!has(key)) return false;
    out.clear();
    for (auto const &found : texts(key)) {
        out.push_back(found.text);
        reading_.refer({kind, found, subject_});
    }
    return true;
}

bool TomlTable::table(std::string_view key, Visit const &visit) {
    return table(key, subject_.empty() ? std::string{key} : fmt::format("{}: {}", subject_, key),
                 visit);
}

bool TomlTable::table(std::string_view key, std::string subject, Visit const &visit) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const found = node->as_table();
    if (!found) {
        wrong_type(key, *node, "a table");
        return false;
    }
    TomlTable inner{reading_, *found, std::move(subject)};
    visit(inner);
    inner.close();
    return true;
}

bool TomlTable::tables(std::string_view key, std::string_view noun, std::string_view id,
                       Visit const &visit) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const items = node->as_array();
    if (!items) {
        wrong_type(key, *node, say("a list of tables, [[{}]]", key));
        return false;
    }
    std::size_t number = 0;
    for (auto const &item : *items) {
        ++number;
        auto const *const found = item.as_table();
        if (!found) {
            wrong_type(key, item, say("a list of tables, [[{}]]", key));
            continue;
        }
        auto const *const name = found->get(id);
        auto const named = name && name->is_string() && !name->as_string()->get().empty();
        TomlTable inner{reading_, *found,
                        named ? fmt::format("{} {}", noun, quote(name->as_string()->get()))
                              : fmt::format("{} {}", noun, number)};
        visit(inner);
        inner.close();
    }
    return true;
}

void TomlTable::close() {
    for (auto const &[key, node] : table_) {
        if (std::ranges::find(asked_, key.str()) != asked_.end()) continue;
        std::vector<std::string_view> const known{asked_.begin(), asked_.end()};
        reading_.error(
            reading_.place(key.source()), subject_,
            say("unknown key {}{}", quote(key.str()), reading_.suggestion(key.str(), known)));
    }
}

}  // namespace dcc::policy_file
