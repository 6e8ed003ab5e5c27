#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/load.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The parser is compiled once, in toml.cpp. Nesting is bounded so that no file can exhaust the
// stack. Its assertions are off, in debug builds too: some hold a mistake of the file's author for
// one of its own, and report it right when they are passed over. Without NDEBUG they are not turned
// into assumptions for the optimizer either.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace dcc::policy_file {

// What a name can stand for.
enum class Kind {
    calendar,
    category,
    channel,
    field,
    impact,
    person,
    priority,
    role,
    state,
    team,
    tier,
    urgency,
    sla_rule,
    classify_rule,
};

constexpr WordTable<Kind, 14> kind_words{{
    {Kind::calendar, "calendar"},
    {Kind::category, "category"},
    {Kind::channel, "channel"},
    {Kind::field, "field"},
    {Kind::impact, "impact"},
    {Kind::person, "person"},
    {Kind::priority, "priority"},
    {Kind::role, "role"},
    {Kind::state, "state"},
    {Kind::team, "team"},
    {Kind::tier, "tier"},
    {Kind::urgency, "urgency"},
    {Kind::sla_rule, "sla rule"},
    {Kind::classify_rule, "classify rule"},
}};
constexpr auto const &words_of(Kind) {
    return kind_words;
}

// A text of a file, and where it stands.
struct Text {
    std::string text;
    Place place;
};

// A name used for something declared elsewhere in the file.
struct Reference {
    Kind kind{};
    Text name;
    std::string subject;  // who refers to it, as messages begin: `sla "urgent"`
};

// The reading of one file: what was found wrong, the names it declares, and those it refers to.
// References are looked up at the end, so that a file may name things in any order.
class Reading {
  public:
    explicit Reading(std::string file) : file_{std::move(file)} {}

    Place place(toml::source_region const &source) const;
    void error(Place const &place, std::string const &subject, std::string const &what);
    void add(std::vector<Finding> findings);

    std::size_t error_count() const noexcept { return findings_.size(); }

    void know(Kind kind, std::string_view name);
    // Reports a name of the wrong form and one that is declared twice.
    void declare(Kind kind, Text const &name, std::string const &subject);
    bool knows(Kind kind, std::string_view name) const;
    void refer(Reference reference);
    std::vector<Reference> const &references() const noexcept { return references_; }

    // ` (did you mean "office"?)`, or nothing when no name is near.
    std::string suggestion(std::string_view word, std::span<std::string_view const> names) const;
    std::string suggestion(std::string_view word, Kind kind) const;

    // Reports every reference to a name that nothing declares.
    void resolve();

    // The findings in the order of their places, those of this file first.
    std::vector<Finding> take();

  private:
    std::string file_;
    std::vector<Finding> findings_;
    std::map<Kind, std::map<std::string, Place, std::less<>>> names_;
    std::vector<Reference> references_;
};

// A table of a file. Asking for a key makes it a known one; close() then reports all the others,
// with the known ones as suggestions. Getters that find a key missing leave `out` as it is and
// answer false; so do they when the value is wrong, which they report.
class Table {
  public:
    using Visit = std::function<void(Table &)>;

    Table(Reading &reading, toml::table const &table, std::string subject)
        : reading_{reading}, table_{table}, subject_{std::move(subject)} {}

    Reading &reading() noexcept { return reading_; }
    std::string const &subject() const noexcept { return subject_; }
    Place place() const { return reading_.place(table_.source()); }
    Place place_of(std::string_view key) const;

    void error(std::string const &what) { reading_.error(place(), subject_, what); }
    void error(Text const &text, std::string const &what);
    void error_at(std::string_view key, std::string const &what);

    bool has(std::string_view key);
    bool has_table(std::string_view key);
    std::vector<Text> keys() const;  // in the order of the file

    bool get(std::string_view key, std::string &out);
    bool get(std::string_view key, bool &out);
    bool get(std::string_view key, int &out, int least, int most);
    bool get(std::string_view key, Label &out);  // { zh = …, en = … }, or one text for both
    bool get(std::string_view key, std::vector<std::string> &out);
    bool require(std::string_view key, std::string &out);

    std::optional<Text> text(std::string_view key);
    std::vector<Text> texts(std::string_view key);  // a list of texts, or one text
    std::vector<Text> dates(std::string_view key);  // as texts, but TOML's own dates too

    // The text of a key, read by a function that throws Error.
    template <class Read>
    auto parsed(std::string_view key, Read read) -> decltype(std::optional{read(std::string{})}) {
        if (auto const found = text(key)) {
            try {
                return read(found->text);
            } catch (Error const &wrong) {
                error(*found, std::string{key} + ": " + wrong.what());
            }
        }
        return std::nullopt;
    }

    // The name that this table declares, under `key`; empty when it is missing.
    std::string declare(Kind kind, std::string_view key);
    bool refer(std::string_view key, Kind kind, std::string &out);
    bool refer(std::string_view key, Kind kind, std::vector<std::string> &out);

    // Each visits what stands there and closes it.
    bool table(std::string_view key, Visit const &visit);
    bool table(std::string_view key, std::string subject, Visit const &visit);
    // [[key]], named by what stands under `id`: `sla "urgent"`.
    bool tables(std::string_view key, std::string_view noun, std::string_view id,
                Visit const &visit);

    void close();

  private:
    toml::node const *find(std::string_view key);
    std::optional<Text> as_text(std::string_view key, toml::node const &node, bool dates);
    std::vector<Text> list(std::string_view key, bool dates);
    void wrong_type(std::string_view key, toml::node const &node, std::string_view wanted);

    Reading &reading_;
    toml::table const &table_;
    std::string subject_;
    std::vector<std::string> asked_;
};

// Parses a whole file; a syntax error is a finding.
std::optional<toml::table> parse(Reading &reading, std::string_view text);

// Whether a text will do as a name that commands and reports can write: up to 64 bytes of letters
// of any script, digits and _-.@+, so no blanks.
bool is_name(std::string_view name);

// Text from a file, fit to be quoted in a message: no control characters, not too long.
std::string quote(std::string_view text);

// What throws: all errors, a line each.
[[noreturn]] void throw_findings(std::vector<Finding> const &findings);

}  // namespace dcc::policy_file
