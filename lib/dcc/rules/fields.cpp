#include <dcc/base/text.hpp>
#include <dcc/policy/own_field.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/listed.hpp>

#include <string>
#include <utility>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

Refusal bad_value(OwnField const &field, std::string_view value) {
    std::vector<std::string_view> ids;
    for (auto const &choice : field.choices) ids.push_back(choice.id);
    return {"bad_value",
            say("field \"{}\": \"{}\" is not {}{}", field.id, printable(value), wanted_value(field),
                did_you_mean(value, ids)),
            "correct the value",
            {std::string{field_prefix} + field.id}};
}

}  // namespace

Refusal no_such_field(Policy const &policy, std::string_view id) {
    // An empty word would not be refused.
    return *refuse_unlisted("field", id.empty() ? " " : printable(id), policy.fields);
}

Outcome<CaseFacts> read_fields(Policy const &policy, std::vector<FieldValue> const &given) {
    CaseFacts facts;
    for (auto const &[id, text] : given) {
        auto const *field = policy.field(id);
        if (!field) return no_such_field(policy, id);
        auto value = field_value(*field, text);
        if (!value) return bad_value(*field, text);
        if (!value_of(facts, id).empty())
            return Refusal{"given_twice",
                           say("field \"{}\" is given twice", id),
                           "give it once",
                           {std::string{field_prefix} + id}};
        (field->personal ? facts.personal_fields : facts.own_fields)
            .push_back({id, std::move(*value)});
    }
    return facts;
}

std::optional<Refusal> refuse_fields(Policy const &policy, std::vector<FieldValue> const &given) {
    auto const read = read_fields(policy, given);
    return read ? std::nullopt : std::optional{read.refusal()};
}

Outcome<std::vector<FieldValue>> listed_fields(Policy const &policy,
                                               std::vector<FieldValue> const &given) {
    auto const read = read_fields(policy, given);
    if (!read) return read.refusal();
    if (!read->personal_fields.empty())
        return Refusal{"personal_field",
                       say("field \"{}\" is personal: no case is listed by it",
                           read->personal_fields.front().id),
                       "list cases by another field"};
    return read->own_fields;
}

}  // namespace dcc::rules
