#pragma once

#include <dcc/model/words.hpp>
#include <dcc/policy/detail/toml.hpp>
#include <dcc/policy/finding.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::policy_file {

// What a name can stand for.
enum class Kind {
    calendar,
    category,
    channel,
    field,
    impact,
    language,
    person,
    priority,
    role,
    state,
    team,
    tier,
    urgency,
    sla_rule,
    classify_rule,
    review_rule,
    check_item,
    dimension,
    message,
    product,
};

constexpr WordTable<Kind, 20> kind_words{{
    {Kind::calendar, "calendar"},
    {Kind::category, "category"},
    {Kind::channel, "channel"},
    {Kind::field, "field"},
    {Kind::impact, "impact"},
    {Kind::language, "language"},
    {Kind::person, "person"},
    {Kind::priority, "priority"},
    {Kind::role, "role"},
    {Kind::state, "state"},
    {Kind::team, "team"},
    {Kind::tier, "tier"},
    {Kind::urgency, "urgency"},
    {Kind::sla_rule, "sla rule"},
    {Kind::classify_rule, "classify rule"},
    {Kind::review_rule, "review rule"},
    {Kind::check_item, "check item"},
    {Kind::dimension, "dimension"},
    {Kind::message, "message"},
    {Kind::product, "product"},
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
class TomlReading {
  public:
    explicit TomlReading(std::string file) : file_{std::move(file)} {}

    Place place(toml::source_region const &source) const;
    void error(Place const &place, std::string const &subject, std::string const &what);
    void add(std::vector<Finding> findings);

    std::size_t error_count() const noexcept { return findings_.size(); }

    void know(Kind kind, std::string_view name);
    // Reports a name of the wrong form and one that is declared twice.
    void declare(Kind kind, Text const &name, std::string const &subject);
    bool knows(Kind kind, std::string_view name) const;
    std::vector<std::string_view> names(Kind kind) const;
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

// Whether a text will do as a name that commands and reports can write: up to 64 bytes of letters
// of any script, digits and _-.@+, so no blanks.
bool is_name(std::string_view name);

}  // namespace dcc::policy_file
