#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/pattern.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/policy/detail/toml_reading.hpp>
#include <dcc/policy/label.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dcc::policy_file {

// A table of a file. Every key that is asked for is a known key; close() reports all other keys of
// the table as unknown, with a suggestion. When a key is missing, a getter returns false and does
// not change `out`. When a value is wrong, it also reports the error.
class TomlTable {
  public:
    using Visit = std::function<void(TomlTable &)>;

    TomlTable(TomlReading &reading, toml::table const &table, std::string subject)
        : reading_{reading}, table_{table}, subject_{std::move(subject)} {}

    TomlReading &reading() noexcept { return reading_; }
    std::string const &subject() const noexcept { return subject_; }
    Place place() const { return reading_.place(table_.source()); }
    Place place_of(std::string_view key) const;

    void error(Wording const &what) { reading_.error(place(), subject_, what); }
    void error(Text const &text, Wording const &what);
    void error_at(std::string_view key, Wording const &what);

    bool has(std::string_view key);
    bool has_table(std::string_view key);
    std::vector<Text> keys() const;  // in the order of the file

    bool get(std::string_view key, std::string &out);
    bool get(std::string_view key, bool &out);
    bool get(std::string_view key, int &out, int least, int most);
    bool get(std::string_view key, double &out, double least, double most);
    bool get(std::string_view key, Label &out);  // { zh = …, en = … }, or one text for all
    bool get(std::string_view key, std::vector<std::string> &out);
    bool require(std::string_view key, std::string &out);

    std::optional<Text> text(std::string_view key, std::string_view wanted = "a text");
    std::vector<Text> texts(std::string_view key);  // a list of texts, or one text
    std::vector<Text> dates(std::string_view key);  // like texts(), but also TOML dates

    // The text of a key, converted by a function. An Error that it throws is reported, with its
    // hint.
    template <class Read>
    auto parsed(std::string_view key, Read read) -> decltype(std::optional{read(std::string{})}) {
        constexpr bool is_duration = std::is_same_v<decltype(read(std::string{})), Duration>;
        auto const wanted = is_duration ? "a duration in quotes, such as \"30m\"" : "a text";
        if (auto const found = text(key, wanted)) {
            try {
                return read(found->text);
            } catch (Error const &wrong) {
                auto const &hint = wrong.hint().text;
                error(*found,
                      say("{}: {}", key,
                          hint.empty() ? wrong.message() : say("{}; {}", wrong.message(), hint)));
            }
        }
        return std::nullopt;
    }

    // Reads regular expressions, which must be sound and, with those before them, within the
    // budget.
    void patterns(std::string_view key, PatternBudget &budget, std::vector<std::string> &out);

    // Declares the name under `key` and returns it; empty when it is missing.
    std::string declare(Kind kind, std::string_view key);
    // Reads names that must be declared somewhere in the file.
    bool refer(std::string_view key, Kind kind, std::string &out);
    bool refer(std::string_view key, Kind kind, std::vector<std::string> &out);

    // Visits the table under `key`, then closes it. False when there is none.
    bool table(std::string_view key, Visit const &visit);
    bool table(std::string_view key, std::string subject, Visit const &visit);
    // Visits each table of the list [[key]], named after its key `id`: `sla "urgent"`.
    bool tables(std::string_view key, std::string_view noun, std::string_view id,
                Visit const &visit);

    // Reports the unknown keys.
    void close();

  private:
    toml::node const *find(std::string_view key);
    std::optional<Text> as_text(std::string_view key, toml::node const &node,
                                std::string_view wanted, bool dates = false);
    std::vector<Text> list(std::string_view key, bool dates);
    void wrong_type(std::string_view key, toml::node const &node, Wording const &wanted);

    TomlReading &reading_;
    toml::table const &table_;
    std::string subject_;
    std::vector<std::string> asked_;
};

}  // namespace dcc::policy_file
