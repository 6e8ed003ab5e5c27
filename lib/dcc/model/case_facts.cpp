#include <dcc/model/case_facts.hpp>

namespace dcc {

std::string text_of(std::string const &value) {
    return value;
}

std::string text_of(std::optional<Date> const &value) {
    return value ? format_date(*value) : std::string{};
}

std::string text_of(std::optional<AfterSales> const &value) {
    return value ? std::string{word(*value)} : std::string{};
}

void clear(CaseFacts &facts, std::string_view name) {
    each_case_fact(0, [&](auto const &fact) {
        if (fact.name == name) facts.*fact.member = {};
    });
}

void take_known(CaseFacts &facts, CaseFacts const &given) {
    each_case_fact(0, [&](auto const &fact) {
        if (is_known(given, fact)) facts.*fact.member = given.*fact.member;
    });
}

}  // namespace dcc
