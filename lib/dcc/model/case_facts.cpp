#include <dcc/model/case_facts.hpp>

#include <algorithm>
#include <iterator>

namespace dcc {
namespace {

void forget(CaseFacts &facts, std::string_view field) {
    auto const is_it = [&](FieldValue const &one) { return one.id == field; };
    std::erase_if(facts.own_fields, is_it);
    std::erase_if(facts.personal_fields, is_it);
}

}  // namespace

std::string text_of(std::string const &value) {
    return value;
}

std::string text_of(std::optional<Date> const &value) {
    return value ? format_date(*value) : std::string{};
}

std::string text_of(std::optional<AfterSales> const &value) {
    return value ? std::string{word(*value)} : std::string{};
}

std::string_view field_in(std::string_view name) {
    return name.starts_with(field_prefix) ? name.substr(field_prefix.size()) : std::string_view{};
}

std::string_view value_of(CaseFacts const &facts, std::string_view field) {
    for (auto const *list : {&facts.own_fields, &facts.personal_fields})
        if (auto const found = std::ranges::find(*list, field, &FieldValue::id);
            found != list->end())
            return found->value;
    return {};
}

std::vector<FieldValue> all_fields(CaseFacts const &facts) {
    auto all = facts.own_fields;
    all.insert(all.end(), facts.personal_fields.begin(), facts.personal_fields.end());
    return all;
}

void clear(CaseFacts &facts, std::string_view name) {
    forget(facts, field_in(name));
    each_case_fact(0, [&](auto const &fact) {
        if (fact.name == name) facts.*fact.member = {};
    });
}

void take_known(CaseFacts &facts, CaseFacts const &given) {
    each_case_fact(0, [&](auto const &fact) {
        if (is_known(given, fact)) facts.*fact.member = given.*fact.member;
    });
    for (auto const &one : all_fields(given)) forget(facts, one.id);
    std::ranges::copy(given.own_fields, std::back_inserter(facts.own_fields));
    std::ranges::copy(given.personal_fields, std::back_inserter(facts.personal_fields));
}

}  // namespace dcc
