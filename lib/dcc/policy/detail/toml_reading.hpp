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

// The kinds of names in a policy.
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
    retention_rule,
    complaint_type,
    severity,
    cause,
    assess_rule,
    callback_rule,
    escalation_rule,
    playbook,
    raise_rule,
    indicator,
    quality_item,
    fault_grade,
    loyalty_rule,
    own_field,
};

constexpr WordTable<Kind, 34> kind_words{{
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
    {Kind::retention_rule, "retention rule"},
    {Kind::complaint_type, "complaint type"},
    {Kind::severity, "severity"},
    {Kind::cause, "cause"},
    {Kind::assess_rule, "assess rule"},
    {Kind::callback_rule, "callback rule"},
    {Kind::escalation_rule, "escalation rule"},
    {Kind::playbook, "playbook"},
    {Kind::raise_rule, "raise rule"},
    {Kind::indicator, "indicator"},
    {Kind::quality_item, "quality item"},
    {Kind::fault_grade, "fault grade"},
    {Kind::loyalty_rule, "loyalty rule"},
    {Kind::own_field, "own field"},
}};
constexpr auto const &words_of(Kind) {
    return kind_words;
}

// A text of a file and its place.
struct Text {
    std::string text;
    Place place;
};

// A use of a name that is declared elsewhere in the file.
struct Reference {
    Kind kind{};
    Text name;
    std::string subject;  // the part that uses it, for messages: `sla "urgent"`
};

// Collects, while one file is read, its findings, the names it declares and the names it uses. Uses
// are resolved at the end, so that a file may declare names in any order.
class TomlReading {
  public:
    explicit TomlReading(std::string file) : file_{std::move(file)} {}

    Place place(toml::source_region const &source) const;
    // Adds an error: "subject: what".
    void error(Place const &place, std::string const &subject, Wording const &what);
    // Adds a warning, which is not counted as an error.
    void warn(Place const &place, std::string const &subject, Wording const &what);
    void add(std::vector<Finding> findings);

    std::size_t error_count() const noexcept { return errors_; }

    // Adds a name that the file does not declare, such as a state.
    void know(Kind kind, std::string_view name);
    // Adds a name that the file declares. Reports one of the wrong form, or declared twice.
    void declare(Kind kind, Text const &name, std::string const &subject);
    bool knows(Kind kind, std::string_view name) const;
    std::vector<std::string_view> names(Kind kind) const;
    void refer(Reference reference);
    std::vector<Reference> const &references() const noexcept { return references_; }

    // ` (did you mean "office"?)`, or an empty text when no name is near.
    Wording suggestion(std::string_view word, std::span<std::string_view const> names) const;
    Wording suggestion(std::string_view word, Kind kind) const;

    // Reports each use of a name that is not declared.
    void resolve();

    // The findings in the order of their places; those of this file first.
    std::vector<Finding> take();

  private:
    std::string file_;
    std::vector<Finding> findings_;
    std::size_t errors_ = 0;
    std::map<Kind, std::map<std::string, Place, std::less<>>> names_;
    std::vector<Reference> references_;
};

// Whether a text is a name that can be used in commands and reports: at most 64 bytes of letters of
// any script, digits and _-.@+, without blanks.
bool is_name(std::string_view name);

}  // namespace dcc::policy_file
