#define TOML_IMPLEMENTATION
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::detail {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr int most_dots = 16;  // in one key

// A key stands on one line, so a file without a line of many dots holds no deep key.
bool many_dots_in_a_line(std::string_view text) {
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        if (std::ranges::count(line, '.') > most_dots) return true;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

// Past the string that starts at `i`, or at the end of its line when it does not end there.
std::size_t skip_string(std::string_view text, std::size_t i) {
    auto const c = text[i];
    bool const multiline = text.substr(i, 3) == std::string(3, c);
    auto const quote = text.substr(i, multiline ? 3 : 1);
    for (i += quote.size(); i < text.size(); ++i) {
        if (text.substr(i, quote.size()) == quote) return i + quote.size();
        if (text[i] == '\n' && !multiline) return i;
        if (text[i] == '\\' && c == '"') ++i;
    }
    return i;
}

// Where a key has more dots than any policy needs, or nothing. Each dot nests a table, and the
// parser bounds only the nesting of brackets.
std::optional<std::size_t> deepest_key(std::string_view text) {
    if (!many_dots_in_a_line(text)) return std::nullopt;
    int dots = 0;
    for (std::size_t i = 0; i < text.size();) {
        auto const c = text[i];
        if (c == '"' || c == '\'') {
            i = skip_string(text, i);
            continue;
        }
        if (c == '.' && ++dots > most_dots) return i;
        if (std::string_view{"=,[]{}\n"}.find(c) != std::string_view::npos) dots = 0;
        i = c == '#' ? std::min(text.find('\n', i), text.size()) : i + 1;
    }
    return std::nullopt;
}

toml::source_position position_of(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, offset);
    auto const line = std::ranges::count(before, '\n');
    auto const column = before.size() - (before.rfind('\n') + 1);  // npos + 1 is 0
    return {static_cast<toml::source_index>(line + 1), static_cast<toml::source_index>(column + 1)};
}

std::string_view type_word(toml::node const &node) {
    switch (node.type()) {
        case toml::node_type::table: return "a table";
        case toml::node_type::array: return "a list";
        case toml::node_type::string: return "a text";
        case toml::node_type::boolean: return "a truth value";
        case toml::node_type::integer:
        case toml::node_type::floating_point: return "a number";
        default: return "a date or time";
    }
}

std::string date_text(toml::date const &date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace

std::optional<toml::table> parse(Reading &reading, std::string_view text) {
    auto const refuse = [&](toml::source_position at, std::string const &what) {
        reading.error(reading.place({at, at, nullptr}), "", what);
        return std::nullopt;
    };
    if (text.size() > longest_file) return refuse({1, 1}, "larger than 1 MiB");
    if (auto const at = deepest_key(text))
        return refuse(position_of(text, *at), "a key with too many dots");
    auto result = toml::parse(text);
    if (result) return std::move(result).table();
    return refuse(result.error().source().begin,
                  "not TOML: " + printable(result.error().description()));
}

std::string quote(std::string_view text) {
    bool const plain =
        text.size() <= 60 && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    if (plain) return '"' + std::string{text} + '"';
    return '"' + shorten(printable(text), 60) + '"';
}

Place Table::place_of(std::string_view key) const {
    auto const *const node = table_.get(key);
    return reading_.place(node ? node->source() : table_.source());
}

void Table::error(Text const &text, std::string const &what) {
    reading_.error(text.place, subject_, what);
}

void Table::error_at(std::string_view key, std::string const &what) {
    reading_.error(place_of(key), subject_, what);
}

toml::node const *Table::find(std::string_view key) {
    if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
    return table_.get(key);
}

bool Table::has(std::string_view key) {
    return find(key) != nullptr;
}

bool Table::has_table(std::string_view key) {
    auto const *const node = find(key);
    return node && node->is_table();
}

std::vector<Text> Table::keys() const {
    std::vector<Text> keys;
    for (auto const &[key, node] : table_)
        keys.push_back({std::string{key.str()}, reading_.place(key.source())});
    std::ranges::sort(keys, {}, [](Text const &key) {
        return std::pair{key.place.line, key.place.column};
    });
    return keys;
}

void Table::wrong_type(std::string_view key, toml::node const &node, std::string_view wanted) {
    reading_.error(reading_.place(node.source()), subject_,
                   fmt::format("{} must be {}, not {}", key, wanted, type_word(node)));
}

std::optional<Text> Table::as_text(std::string_view key, toml::node const &node, bool dates) {
    auto const place = reading_.place(node.source());
    if (auto const *const text = node.as_string()) return Text{text->get(), place};
    if (auto const *const date = node.as_date(); date && dates)
        return Text{date_text(date->get()), place};
    wrong_type(key, node, dates ? "a date" : "a text");
    return std::nullopt;
}

std::optional<Text> Table::text(std::string_view key) {
    auto const *const node = find(key);
    return node ? as_text(key, *node, false) : std::nullopt;
}

std::vector<Text> Table::list(std::string_view key, bool dates) {
    std::vector<Text> texts;
    auto const *const node = find(key);
    if (!node) return texts;
    auto const take = [&](toml::node const &item) {
        if (auto text = as_text(key, item, dates)) texts.push_back(std::move(*text));
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

std::vector<Text> Table::texts(std::string_view key) {
    return list(key, false);
}

std::vector<Text> Table::dates(std::string_view key) {
    return list(key, true);
}

bool Table::get(std::string_view key, std::string &out) {
    auto found = text(key);
    if (found) out = std::move(found->text);
    return found.has_value();
}

bool Table::get(std::string_view key, bool &out) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const value = node->as_boolean();
    if (value)
        out = value->get();
    else
        wrong_type(key, *node, "true or false");
    return value != nullptr;
}

bool Table::get(std::string_view key, int &out, int least, int most) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const value = node->as_integer();
    auto const range = fmt::format("a whole number from {} to {}", least, most);
    if (!value) {
        wrong_type(key, *node, range);
    } else if (value->get() < least || value->get() > most) {
        error_at(key, fmt::format("{} must be {}, not {}", key, range, value->get()));
    } else {
        out = static_cast<int>(value->get());
        return true;
    }
    return false;
}

bool Table::get(std::string_view key, Label &out) {
    if (!has_table(key)) {
        if (!get(key, out.zh)) return false;
        out.en = out.zh;
        return true;
    }
    return table(key, [&](Table &label) {
        label.get("zh", out.zh);
        label.get("en", out.en);
    });
}

bool Table::get(std::string_view key, std::vector<std::string> &out) {
    if (!has(key)) return false;
    out.clear();
    for (auto &found : texts(key)) out.push_back(std::move(found.text));
    return true;
}

bool Table::require(std::string_view key, std::string &out) {
    if (!has(key)) {
        error(fmt::format("{} is missing", key));
        return false;
    }
    if (!get(key, out)) return false;
    if (trim(out).empty()) error_at(key, fmt::format("{} is empty", key));
    return !out.empty();
}

std::string Table::declare(Kind kind, std::string_view key) {
    std::string name;
    if (!require(key, name)) return name;
    reading_.declare(kind, {name, place_of(key)}, subject_);
    return name;
}

bool Table::refer(std::string_view key, Kind kind, std::string &out) {
    auto const found = text(key);
    if (!found) return false;
    out = found->text;
    reading_.refer({kind, *found, subject_});
    return true;
}

bool Table::refer(std::string_view key, Kind kind, std::vector<std::string> &out) {
    if (!has(key)) return false;
    out.clear();
    for (auto const &found : texts(key)) {
        out.push_back(found.text);
        reading_.refer({kind, found, subject_});
    }
    return true;
}

bool Table::table(std::string_view key, Visit const &visit) {
    return table(key, subject_.empty() ? std::string{key} : fmt::format("{}: {}", subject_, key),
                 visit);
}

bool Table::table(std::string_view key, std::string subject, Visit const &visit) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const found = node->as_table();
    if (!found) {
        wrong_type(key, *node, "a table");
        return false;
    }
    Table inner{reading_, *found, std::move(subject)};
    visit(inner);
    inner.close();
    return true;
}

bool Table::tables(std::string_view key, std::string_view noun, std::string_view id,
                   Visit const &visit) {
    auto const *const node = find(key);
    if (!node) return false;
    auto const *const items = node->as_array();
    if (!items) {
        wrong_type(key, *node, fmt::format("a list of tables, [[{}]]", key));
        return false;
    }
    std::size_t number = 0;
    for (auto const &item : *items) {
        ++number;
        auto const *const found = item.as_table();
        if (!found) {
            wrong_type(key, item, fmt::format("a list of tables, [[{}]]", key));
            continue;
        }
        auto const *const name = found->get(id);
        auto const named = name && name->is_string() && !name->as_string()->get().empty();
        Table inner{reading_, *found,
                    named ? fmt::format("{} {}", noun, quote(name->as_string()->get()))
                          : fmt::format("{} {}", noun, number)};
        visit(inner);
        inner.close();
    }
    return true;
}

void Table::close() {
    for (auto const &[key, node] : table_) {
        if (std::ranges::find(asked_, key.str()) != asked_.end()) continue;
        std::vector<std::string_view> const known{asked_.begin(), asked_.end()};
        reading_.error(reading_.place(key.source()), subject_,
                       fmt::format("unknown key {}{}", quote(key.str()),
                                   reading_.suggestion(key.str(), known)));
    }
}

}  // namespace dcc::detail
